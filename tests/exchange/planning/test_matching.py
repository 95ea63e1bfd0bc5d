"""Which child a row is about: found by what is certain, doubted aloud, never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger_app.exchange.cells.id_cells import NO_ID, read_id
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.matching import ChildMatch, ChildMatcher, KnownChild
from tests.exchange.existing import FoundBy
from tests.exchange.samples import GANG, MEI, TWIN_A, TWIN_B, id_no

TODAY = date(2026, 11, 21)
BORN = "2017-03-11"  # of GANG, too
HOUSE = {"guardian_name": "王大山", "guardian_phone": "13800000001"}
IN_CLASS = {"school": "s", "grade": "3", "class_no": "1"}


def row(id_cell: Any = "", birth: str | None = None, **values: Any) -> ParsedRow:
    """Return a row as it comes out of a list, with the name 王刚 unless it says another."""
    identity = read_id(id_cell, TODAY) if id_cell else NO_ID
    values = {"name": "王刚"} | values
    if identity.number:
        values["id_no"] = identity.number
    born = birth or identity.birth
    if born:
        values["birth_date"] = born
    return ParsedRow("名单", 2, [], values, [], identity, born, "", "", False, "", [])


def child(key: str = "c1", **values: Any) -> FoundBy:
    """Return a child of the ledger, 王刚 unless the values say another name."""
    return FoundBy({"id": key, "name": "王刚"} | values)


def found(about: ParsedRow, *children: FoundBy, others: tuple[ParsedRow, ...] = ()) -> ChildMatch:
    return ChildMatcher(children, [about, *others]).find(about)


def student(match: ChildMatch) -> str | None:
    return match.known.student_id if match.known else None


def notes(match: ChildMatch) -> str:
    return " ".join(text for _key, text in match.notes)


# By number.


def test_an_identity_number_finds_its_child_whatever_else_differs() -> None:
    match = found(row(GANG, name="王钢", school="t"), child(id_no=GANG, school="s"))
    assert (student(match), match.weak) == ("c1", False)
    assert "姓名却是“王钢”" in notes(match)
    assert match.notes[0][0] == "name"


def test_the_name_a_child_had_before_is_no_other_name() -> None:
    assert not found(row(GANG, name="王钢"), child(id_no=GANG, former_name="王钢")).notes


def test_a_number_copied_to_another_child_is_doubted() -> None:
    nobody_alike = found(row(GANG, name="李梅"), child(id_no=GANG))
    assert nobody_alike.known is None
    assert "可能是号码填错了" in nobody_alike.doubt
    other_birthday = row(GANG, birth="2018-05-02", name="王梅")
    assert "可能是号码填错了" in found(other_birthday, child(id_no=GANG)).doubt


def test_a_number_that_is_not_sound_finds_a_child_that_has_the_same_one() -> None:
    wrong = GANG[:-1] + ("0" if GANG[-1] != "0" else "1")
    assert student(found(row(wrong), child(id_no=wrong))) == "c1"


@pytest.mark.parametrize("words", ["办理中", "无"])
def test_words_in_place_of_a_number_find_nobody(words: str) -> None:
    assert student(found(row(words, name="李梅"), child(id_no=words))) is None


def test_a_register_number_finds_its_child() -> None:
    theirs = child(register_no=f"G{GANG}", birth_date="2016-01-01")
    match = found(row(register_no=f"G{GANG}", name="李梅"), theirs)
    assert student(match) == "c1"
    assert "姓名却是“李梅”" in notes(match)


def test_g_and_the_identity_number_stand_for_each_other() -> None:
    assert student(found(row(GANG), child(register_no=f"G{GANG}"))) == "c1"
    listed = row(register_no=f"G{GANG}", name="李梅")
    assert student(found(listed, child(id_no=GANG))) == "c1"
    of_another_kind = row(register_no=f"L{GANG}", name="李梅")
    assert student(found(of_another_kind, child(id_no=GANG))) is None


def test_a_register_number_with_another_identity_number_is_said_or_doubted() -> None:
    theirs = child(register_no=f"L{GANG}", id_no=TWIN_A)
    same_name = found(row(GANG, register_no=f"L{GANG}"), theirs)
    assert (student(same_name), same_name.notes[0][0]) == ("c1", "register_no")
    other_name = found(row(GANG, register_no=f"L{GANG}", name="李梅"), theirs)
    assert other_name.known is None
    assert "都不同" in other_name.doubt


# By name and birth date, or by what is left of a number.


def test_name_and_birth_date_find_a_child_without_a_number() -> None:
    assert student(found(row(GANG), child(birth_date=BORN))) == "c1"
    assert student(found(row(birth=BORN), child(id_no=GANG, birth_date=BORN))) == "c1"


def test_twins_and_namesakes_with_numbers_are_other_children() -> None:
    match = found(row(TWIN_A), child(id_no=TWIN_B, birth_date="2016-06-06"))
    assert (student(match), match.doubt) == (None, "")
    assert "按两个孩子处理" in notes(match)


def test_a_stored_number_that_is_not_sound_hinders_nobody() -> None:
    wrong = GANG[:-1] + ("0" if GANG[-1] != "0" else "1")
    assert student(found(row(GANG), child(id_no=wrong, birth_date=BORN))) == "c1"
    assert student(found(row(birth=BORN), child(id_no=wrong, birth_date=BORN))) == "c1"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (float(GANG[:15] + "000"), "c1"),
        (float(f"{GANG[:15]}000") + 1000, None),  # other last digits
    ],
)
def test_the_first_digits_of_a_cut_number_count_with_the_name(
    cell: float, expected: str | None
) -> None:
    assert student(found(row(cell), child(id_no=GANG))) == expected
    assert student(found(row(cell, name="李梅"), child(id_no=GANG))) is None


def test_a_child_of_the_same_name_and_birthday_of_whom_all_else_differs_is_doubted() -> None:
    mine = {"school": "t", "guardian_name": "赵六", "guardian_phone": "13700000000"}
    theirs = child(birth_date=BORN, school="s", **HOUSE)
    assert "学校、电话和监护人却都不同" in found(row(birth=BORN, **mine), theirs).doubt
    assert student(found(row(birth=BORN, **(mine | {"school": "s"})), theirs)) == "c1"


@pytest.mark.parametrize(
    "agreeing",
    [{"phone": "1"}, {"guardian_name": "王大山"}, IN_CLASS, {"school": "s"}],
    ids=["phone", "guardian", "class", "school"],
)
def test_of_several_children_the_one_that_agrees_in_more(agreeing: dict[str, Any]) -> None:
    one, other = child("c1", birth_date=BORN), child("c2", birth_date=BORN, **agreeing)
    assert student(found(row(birth=BORN, **agreeing), one, other)) == "c2"


def test_several_children_that_agree_alike_are_named_and_none_is_chosen() -> None:
    match = found(row(birth=BORN), child("c1", birth_date=BORN), child("c2", birth_date=BORN))
    assert match.known is None
    assert "2 个可能的孩子" in match.doubt
    assert BORN in match.doubt


# By name and weaker evidence, where a birth date is missing.


@pytest.mark.parametrize(
    "shared",
    [IN_CLASS, {"phone": "13800000001"}, {"guardian_name": "王大山"}, {"address": "石门村3组"}],
    ids=["class", "phone", "guardian", "address"],
)
def test_a_name_and_one_thing_that_agrees_find_a_child(shared: dict[str, Any]) -> None:
    match = found(row(**shared), child(**shared))
    assert (student(match), match.weak) == ("c1", True)


def test_weak_evidence_counts_only_while_a_birth_date_is_missing() -> None:
    assert student(found(row(birth="2016-01-01", **IN_CLASS), child(**IN_CLASS))) == "c1"
    other_day = child(birth_date=BORN, **IN_CLASS)
    assert student(found(row(birth="2016-01-01", **IN_CLASS), other_day)) is None


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"sex": "1"}, {"sex": "2"}),
        ({"school": "s"}, {"school": "t"}),
        ({"guardian_phone": "1"}, {"guardian_phone": "2"}),
        ({"guardian_name": "王大山"}, {"guardian_name": "赵六"}),
    ],
    ids=["sex", "school", "phone", "guardian"],
)
def test_weak_evidence_does_not_outweigh_what_differs(
    mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    address = {"address": "石门村3组"}
    assert student(found(row(**address, **mine), child(**address, **theirs))) is None


def test_a_new_telephone_in_the_same_class_and_house_is_the_same_child() -> None:
    here = IN_CLASS | {"address": "石门村3组"}
    assert student(found(row(phone="1", **here), child(phone="2", **here))) == "c1"
    assert student(found(row(phone="1", **IN_CLASS), child(phone="2", **IN_CLASS))) is None


def test_a_telephone_agrees_whoever_of_the_family_it_is_written_for() -> None:
    assert student(found(row(phone="1"), child(guardian_phone="1", phone="2"))) == "c1"


def test_class_01_is_class_1() -> None:
    theirs = IN_CLASS | {"class_no": "01"}
    assert student(found(row(**IN_CLASS), child(**theirs))) == "c1"
    assert student(found(row(**(IN_CLASS | {"class_no": "2"})), child(**theirs))) is None


def test_a_list_of_bare_names_finds_bare_names() -> None:
    match = found(row(), child())
    assert (student(match), match.weak) == ("c1", True)


def test_a_classmate_without_anything_to_compare_is_doubted() -> None:
    here = {"school": "s", "grade": "3"}
    match = found(row(**here, address="石门村3组"), child(**here, address="福利村"))
    assert match.known is None
    assert "不能确定是不是同一个孩子" in match.doubt


def test_a_file_that_holds_only_a_name_is_taken_and_said() -> None:
    match = found(row(birth=BORN, school="s", grade="3"), child(school="s", grade="3"))
    assert (student(match), match.weak) == ("c1", True)
    assert "台账里只有姓名" in notes(match)


def test_a_namesake_elsewhere_is_another_child_and_said() -> None:
    match = found(row(school="s", birth=BORN), child(birth_date="2015-01-01", school="s"))
    assert (student(match), match.doubt) == (None, "")
    assert "按另一个孩子建档" in notes(match)


def test_a_namesake_of_the_same_house_with_another_number_may_be_a_correction() -> None:
    match = found(row(GANG, **HOUSE), child(id_no=MEI, birth_date="2018-05-02", **HOUSE))
    assert match.known is None
    assert "可能是同一个孩子改正了号码" in match.doubt


def test_a_bare_name_a_grade_higher_may_have_moved_up() -> None:
    before = child(school="s", grade="2", birth_date=BORN)
    assert "可能是同一个孩子升级了" in found(row(school="s", grade="3"), before).doubt
    assert not found(row(school="s", grade="4"), before).doubt
    assert not found(row(birth="2016-01-01", school="s", grade="3"), before).doubt
    other_class = child(school="s", grade="2", class_no="2", birth_date=BORN)
    assert not found(row(school="s", grade="3", class_no="1"), other_class).doubt


# By birth date, where the name was corrected.


def test_a_corrected_name_is_doubted_unless_both_children_are_listed() -> None:
    here = HOUSE | {"school": "s"}
    mine, theirs = row(birth=BORN, name="王钢", **here), child(birth_date=BORN, **here)
    assert "可能是同一个孩子改正了姓名" in found(mine, theirs).doubt
    twin = row(birth=BORN, **here)
    assert not found(mine, theirs, others=(twin,)).doubt
    of_a_day_later = row(birth="2017-03-12", **here)
    assert found(mine, theirs, others=(of_a_day_later,)).doubt


@pytest.mark.parametrize("differing", [{"sex": "2"}, {"register_no": "L2"}, {"school": "t"}])
def test_a_child_that_differs_is_not_the_one_with_a_corrected_name(
    differing: dict[str, Any],
) -> None:
    theirs = child(birth_date=BORN, **(HOUSE | {"school": "s", "sex": "1", "register_no": "L1"}))
    mine = HOUSE | {"school": "s"} | differing
    assert not found(row(birth=BORN, name="王钢", **mine), theirs).doubt


# Rows before.


def test_a_row_before_is_found_as_the_ledger_s_children_are() -> None:
    matcher = ChildMatcher([], [])
    first = row(GANG)
    new = KnownChild(None, first.values, row=0)
    matcher.add(new)
    assert matcher.find(row(GANG)).known is new
    assert matcher.find(row(birth=BORN)).known is new
    assert matcher.find(row(MEI, name="李梅")).known is None


def test_of_two_rows_with_one_number_and_two_names_the_second_is_about_the_first() -> None:
    """Both are the workbook's: which of the names is right is said there, where they differ."""
    matcher = ChildMatcher([], [])
    matcher.add(KnownChild(None, row(GANG).values, row=0))
    assert matcher.find(row(GANG, name="李梅")).known is not None


def test_a_number_cut_after_fifteen_digits_may_have_been_rounded_up() -> None:
    number = next(n for n in (id_no("20170311", k) for k in range(1, 999, 2)) if n[15:17] > "95")
    rounded = float(int(number[:15]) + 1) * 1000
    assert student(found(row(rounded), child(id_no=number))) == "c1"
