"""The ID doctor proposes what the evidence leaves as the only possibility, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain import identity
from ledger_app.domain.mending.id_doctor import FindingKind, Known, doctor
from ledger_app.domain.mending.papers import paper_of, residence_permit

TODAY = date(2026, 11, 21)
BOY = "529901201603071059"
BORN = "2016-03-07"
KNOWN = Known(BORN, "1")
ENDS_IN_X = "52990120160101101X"


def found(cell, known=KNOWN):
    return doctor(cell, known, TODAY)


@pytest.mark.parametrize(
    "cell", [BOY, f" {BOY}", "５２９９０１２０１６０３０７１０５９", f"'{BOY}", "", None]
)
def test_nothing_is_wrong_with_a_sound_number_however_it_is_typed(cell):
    assert found(cell) is None


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("529901201603O71059", BOY),
        ("529901201603o7lO59", BOY),
        ("5299OI2OI603O7I059", BOY),
        ("5299012016010110lX", ENDS_IN_X),
        ("52990120160101I01×", ENDS_IN_X),
    ],
)
def test_letters_for_digits_are_certain_once_the_check_digit_agrees(cell, meant):
    finding = found(cell, Known())
    assert (finding.kind, finding.proposal) == (FindingKind.MISTYPED, meant)


def test_letters_are_no_excuse_for_a_wrong_check_digit():
    assert found("52990120160307lO58", Known()).proposal == ""


def test_a_wrong_birth_date_in_the_number_is_mended_by_the_birth_date_beside_it():
    finding = found("529901201603171059")
    assert finding.proposal == BOY
    assert "出生日期 2016-03-07、性别男" in finding.text


@pytest.mark.parametrize("known", [Known(), Known(sex="1"), Known("2016-03-09", "1")])
def test_without_evidence_nothing_is_proposed(known):
    finding = found("529901201603171059", known)
    assert (finding.kind, finding.proposal) == (FindingKind.WRONG_DIGIT, "")


def test_where_several_digits_may_be_wrong_nothing_is_proposed():
    assert found(BOY[:-1] + "8").proposal == ""


def test_the_register_number_tells_which_digit_is_wrong():
    finding = found(BOY[:-1] + "8", Known(BORN, "1", f"G{BOY}"))
    assert finding.proposal == BOY
    assert "学籍号 G" in finding.text


def test_a_register_number_of_somebody_else_is_no_evidence():
    assert found(BOY[:-1] + "8", Known(BORN, "1", f"G{ENDS_IN_X}")).proposal == ""


@pytest.mark.parametrize(
    "cell", [5.29901201603071e17, 529901201603071000, BOY[:15] + "000", "5.29901E+17", BOY[:15]]
)
def test_lost_digits_come_back_from_the_register_number_only(cell):
    assert found(cell).kind is FindingKind.CUT
    assert found(cell).proposal == ""
    assert found(cell, Known(BORN, "1", f"G{BOY}")).proposal == BOY


def test_an_x_left_out_at_the_end_is_proposed():
    assert found(ENDS_IN_X[:-1], Known("2016-01-01", "1")).proposal == ENDS_IN_X


def test_a_digit_typed_twice_is_taken_out():
    assert found(f"{BOY[:11]}{BOY[10:]}").proposal in ("", BOY)
    assert found(f"{BOY}9").proposal == BOY


def test_fifteen_digits_are_told_apart_by_the_birth_date_else_by_the_age():
    old = BOY[:6] + BOY[8:17]
    assert found(old).proposal == BOY
    assert found(old, Known()).proposal == BOY
    assert found(old, Known("1916-03-07")).proposal[6:10] == "1916"
    assert found(old, Known("2015-03-07")).proposal == ""


@pytest.mark.parametrize("letter", "GJL")
def test_a_register_number_in_the_place_of_the_identity_number_is_called_so(letter):
    finding = found(f"{letter}{BOY}", Known())
    assert finding.kind is FindingKind.REGISTER_NUMBER
    assert finding.proposal == (BOY if letter == "G" else "")


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        ("H12345678", "（香港）", "6"),
        ("m1234567890", "（澳门）", "7"),
        ("A123456(7)", "香港身份证", "6"),
        ("12345678", "台湾", "8"),
        ("E12345678", "护照", "A"),
        ("EA1234567", "护照", "A"),
        ("FRA123456789012", "永久居留", "9"),
        ("5299012016", "", ""),
    ],
)
def test_other_papers_are_known_by_their_shape(number, name, code):
    assert name in paper_of(number)[0]
    assert paper_of(number)[1] == code
    if name:
        assert found(number).kind is FindingKind.OTHER_PAPER


def test_residence_permits_of_hong_kong_macao_and_taiwan_are_checked_like_resident_cards():
    first = "83000020160307105"
    number = first + identity.check_digit(first)
    assert residence_permit(number) == "台湾居民居住证"
    assert residence_permit(BOY) == ""
    assert found(number) is None


def test_birth_date_and_sex_against_a_sound_number_are_said():
    assert found(BOY, Known("2016-03-08", "1")).kind is FindingKind.BIRTH
    assert found(BOY, Known(BORN, "2")).kind is FindingKind.SEX
    assert found(BOY, Known(BORN, "9")) is None


def number_of(born: date, sequence: int) -> str:
    first = f"529901{born:%Y%m%d}{sequence:03}"
    return first + identity.check_digit(first)


@given(
    st.dates(date(2005, 1, 1), date(2020, 12, 31)),
    st.integers(1, 999),
    st.integers(0, 17),
    st.sampled_from("0123456789"),
    st.booleans(),
)
def test_of_a_number_with_one_wrong_digit_what_is_proposed_is_the_number(
    born, sequence, at, digit, told
):
    """A proposal that is not the child's number would be worse than none."""
    number = number_of(born, sequence)
    wrong = number[:at] + digit + number[at + 1 :]
    known = Known(born.isoformat() if told else "", identity.sex_of(number))
    finding = doctor(wrong, known, TODAY)
    if wrong == number:
        assert finding is None
    elif finding:
        assert finding.proposal in ("", number)
        cut = wrong.endswith("000")  # a spreadsheet leaves such an end, too: nothing is told then
        if told and not cut and 6 <= at < 14 and identity.birth_of(wrong) != born:
            assert finding.proposal == number


@given(st.text(max_size=25))
def test_any_text_is_looked_at_without_harm(text):
    doctor(text, KNOWN, TODAY)
    doctor(text, Known(text, text, text), TODAY)
