"""Identity and register numbers: what is accepted, refused and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain import identity

TODAY = date(2026, 11, 21)


def whole_number(region: int, birth: date, sequence: int) -> str:
    first17 = f"{region:06}{birth:%Y%m%d}{sequence:03}"
    return first17 + identity.check_digit(first17)


numbers = st.builds(
    whole_number,
    st.one_of(
        st.just(529901), st.sampled_from([810000, 820000, 830000]), st.integers(110000, 999999)
    ),
    st.dates(date(1930, 1, 1), TODAY),
    st.integers(1, 999),
)


def test_the_example_printed_in_the_standard():
    assert identity.check_digit("11010519491231002") == "X"
    assert identity.check_digit("44052418800101001") == "4"


@pytest.mark.parametrize("digits", ["", "5299012012030510", "5299012012O305102", "５" * 17])
def test_a_check_digit_needs_17_digits(digits):
    with pytest.raises(ValueError, match="17"):
        identity.check_digit(digits)


@given(numbers)
def test_every_well_made_number_is_accepted_whatever_its_region(number):
    assert identity.is_valid_id(number)
    assert identity.id_problem(number, TODAY) == ""


@given(numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(number, at, other):
    if number[at] == other:
        return
    assert not identity.is_valid_id(number[:at] + other + number[at + 1 :])


@given(numbers)
def test_birth_and_sex_are_those_in_the_number(number):
    assert identity.birth_of(number) == date.fromisoformat(
        f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    )
    assert identity.sex_of(number) == ("1" if number[16] in "13579" else "2")


@pytest.mark.parametrize(
    "typed",
    [
        "52990120120305102x",
        "'52990120120305102X",
        "\t529901 20120305 102x ",
        "５２９９０１２０１２０３０５１０２Ｘ",
        "529901\u3000201203051\u200b02X",
    ],
)
def test_what_a_keyboard_or_workbook_adds_to_a_number_is_taken_off(typed):
    assert identity.normalise_id(typed) == "52990120120305102X"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("52990120120305102", "17 位"),
        ("5299012012030510234", "19 位"),
        ("5299012012O3051023", "数字"),
        ("52990120120230102X", "出生日期"),
        ("529901188001011020", "出生日期"),
        (whole_number(529901, date(2099, 1, 1), 12), "晚于今天"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(number, said):
    assert said in identity.id_problem(number, TODAY)


def test_a_wrong_check_digit_does_not_name_the_one_that_would_fit():
    right = whole_number(529901, date(2012, 3, 5), 102)
    wrong = right[:17] + ("1" if right[17] != "1" else "2")
    problem = identity.id_problem(wrong)
    assert "校验" in problem
    assert right not in problem


def test_an_old_number_is_named_as_such_with_its_18_digits():
    problem = identity.id_problem("529901790305102")
    assert "15 位旧身份证号" in problem
    suggested = whole_number(529901, date(1979, 3, 5), 102)
    assert suggested in problem
    assert identity.birth_of("529901790305102") == date(1979, 3, 5)
    assert identity.sex_of("529901790305102") == "2"
    assert "不存在" in identity.id_problem("529901791305102")


def test_no_number_is_no_problem_but_no_valid_number_either():
    assert identity.id_problem(" ") == ""
    assert not identity.is_valid_id("")
    assert identity.birth_of("") is None
    assert identity.sex_of("abc") is None


@pytest.mark.parametrize("paper", ["E12345678", "EA1234567", "H0123456789", "a123456(7)"])
def test_a_passport_or_permit_is_told_from_a_wrong_number(paper):
    assert identity.is_other_paper(paper)


def test_register_number_of_each_kind():
    number = whole_number(529901, date(2012, 3, 5), 102)
    other = whole_number(529901, date(2012, 3, 5), 104)
    assert identity.register_problem("G" + number, number) == ""
    assert identity.register_problem(" g" + number.lower(), number) == ""
    assert identity.register_problem("J" + other, number) == ""
    assert identity.register_problem("L529901201203059999", "") == ""
    assert identity.register_problem("", number) == ""


@pytest.mark.parametrize(
    ("register_no", "said"),
    [
        ("G52990120120305102", "19 位"),
        ("A529901201203051028", "19 位"),
        ("J529901201213051028", "出生日期"),
        ("L529901201213051028", "出生日期"),
        ("J529901201203051020", "校验码"),
    ],
)
def test_a_wrong_register_number_says_why(register_no, said):
    assert said in identity.register_problem(register_no, "")


def test_a_register_number_that_kept_the_old_identity_number_is_pointed_out():
    old, new = (whole_number(529901, date(2012, 3, 5), n) for n in (102, 104))
    assert "不一致" in identity.register_problem("G" + old, new)


@given(numbers)
def test_a_number_saved_by_a_spreadsheet_keeps_its_first_15_digits(number):
    shown_as = float(number[:15] + "000")
    assert identity.damaged_id(shown_as) == number[:15]
    assert identity.damaged_id(int(number[:15] + "000")) == number[:15]


@given(numbers.filter(lambda number: number[17] != "X" and 128 < int(number[15:]) < 872))
def test_a_number_written_whole_by_a_program_keeps_them_too(number):
    assert identity.damaged_id(float(number)) == number[:15]


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("5.29901201203051E+17", "529901201203051"),
        ("5.29901E+17", "52990"),
        ("5.299E17", "529"),
        ("529901201203051000", "529901201203051"),
        (5.29901201203051e17, "529901201203051"),
    ],
)
def test_digits_that_are_sure_are_kept(cell, left):
    assert identity.damaged_id(cell) == left


@pytest.mark.parametrize(
    "cell", ["", None, True, 529901790305102.0, 7.0, "52990120120305102X", "张三", b"", 1e300]
)
def test_whole_cells_are_left_alone(cell):
    assert identity.damaged_id(cell) is None


def test_a_right_number_that_happens_to_end_in_zeros_is_whole():
    number = next(
        found
        for sequence in range(10, 1000, 10)
        for day in range(1, 29)
        if (found := whole_number(529901, date(2012, 3, day), sequence)).endswith("000")
    )
    assert identity.damaged_id(number) is None


@given(st.text())
def test_any_text_gets_an_answer(text):
    identity.id_problem(text)
    identity.register_problem(text, text)
    identity.damaged_id(text)
    identity.birth_of(text)
    identity.sex_of(text)
