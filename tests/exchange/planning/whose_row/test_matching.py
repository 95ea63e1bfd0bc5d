"""Which child a row is about: found by what is certain, doubted aloud, never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger_app.exchange.cells.id_cells import NO_ID, read_id
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.matching import ChildMatch, ChildMatcher
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


def asked(match: ChildMatch) -> list[str]:
    """Return the ids of the children a row set aside may be about."""
    assert match.known is None
    return [hit.known.key for hit in match.why.hits] if match.why else []


def is_new(match: ChildMatch) -> bool:
    return match.known is None and match.why is None


# By number.


def test_a_number_finds_its_child_though_the_name_is_spelled_otherwise() -> None:
    match = found(row(GANG, name="王钢", school="t"), child(id_no=GANG, school="s"))
    assert student(match) == "c1"
    assert "姓名却是“王钢”" in notes(match)


def test_the_name_a_child_had_before_is_no_other_name() -> None:
    assert not found(row(GANG, name="王钢"), child(id_no=GANG, former_name="王钢")).notes


def test_a_number_copied_to_another_child_is_asked() -> None:
    nobody_alike = found(row(GANG, name="李梅"), child(id_no=GANG))
    assert asked(nobody_alike) == ["c1"]
    assert "可能是号码填错了" in nobody_alike.why.text
    assert nobody_alike.why.of_number
    girl = row(GANG, name="王红", sex="2", guardian_name="王大山")
    assert asked(found(girl, child(id_no=GANG, sex="1", guardian_name="王大山"))) == ["c1"]


def test_a_child_renamed_altogether_is_found_by_number_class_and_family() -> None:
    here = IN_CLASS | HOUSE
    match = found(row(GANG, name="李思源", **here), child(id_no=GANG, **here))
    assert student(match) == "c1"
    assert "姓名却是“李思源”" in notes(match)


def test_a_number_of_two_names_is_the_child_s_of_that_name() -> None:
    """王小红 with her brother's number, above him: she is not a new name of his."""
    wrong = row(GANG, name="王红", **HOUSE)
    right = row(GANG, **HOUSE)
    assert asked(found(wrong, child(id_no=GANG, **HOUSE), others=(right,))) == ["c1"]


def test_a_number_that_is_not_sound_finds_a_child_that_has_the_same_one() -> None:
    wrong = GANG[:-1] + ("0" if GANG[-1] != "0" else "1")
    assert student(found(row(wrong), child(id_no=wrong))) == "c1"


def test_a_number_of_fifteen_digits_is_that_of_eighteen() -> None:
    assert student(found(row(GANG[:6] + GANG[8:17]), child(id_no=GANG))) == "c1"


def test_a_slip_in_a_number_beside_the_name_is_mended_and_said() -> None:
    slip = GANG[:16] + str((int(GANG[16]) + 1) % 10) + GANG[17:]
    match = found(row(slip), child(id_no=GANG))
    assert student(match) == "c1"
    assert "只差一处" in notes(match)
    assert student(found(row(slip, name="李梅"), child(id_no=GANG))) is None


@pytest.mark.parametrize("words", ["办理中", "无"])
def test_words_in_place_of_a_number_find_nobody(words: str) -> None:
    assert student(found(row(words, name="李梅"), child(id_no=words))) is None


def test_a_register_number_finds_its_child() -> None:
    theirs = child(register_no=f"L{GANG}", birth_date="2016-01-01")
    assert student(found(row(register_no=f"L{GANG}"), theirs)) == "c1"
    assert asked(found(row(register_no=f"L{GANG}", name="李梅"), theirs)) == ["c1"]


def test_g_and_the_identity_number_stand_for_each_other() -> None:
    assert student(found(row(GANG), child(register_no=f"G{GANG}"))) == "c1"
    assert student(found(row(register_no=f"G{GANG}"), child(id_no=GANG))) == "c1"
    of_another_kind = row(register_no=f"L{GANG}", name="李梅")
    assert student(found(of_another_kind, child(id_no=GANG))) is None


@pytest.mark.parametrize("short", ["7", "2026", "2023010107"])
def test_a_number_that_a_class_or_school_dealt_is_no_register_number(short: str) -> None:
    one, other = child(register_no=short), row(register_no=short)
    assert asked(found(other, one)) == ["c1"]  # for its name alone
    assert is_new(found(row(register_no=short, name="李梅"), one))
    assert (
        student(
            found(
                row(register_no="8", birth=BORN, **HOUSE),
                child(register_no="7", birth_date=BORN, **HOUSE),
            )
        )
        == "c1"
    )


def test_a_register_number_with_another_identity_number_is_said_or_asked() -> None:
    theirs = child(register_no=f"L{GANG}", id_no=TWIN_A)
    same_name = found(row(GANG, register_no=f"L{GANG}"), theirs)
    assert (student(same_name), same_name.notes[0][0]) == ("c1", "register_no")
    assert asked(found(row(GANG, register_no=f"L{GANG}", name="李梅"), theirs)) == ["c1"]


# By name and two facts, or by what is left of a number.


def test_name_and_birth_date_in_one_school_find_a_child_without_a_number() -> None:
    assert student(found(row(GANG, school="s"), child(birth_date=BORN, school="s"))) == "c1"
    assert asked(found(row(GANG), child(birth_date=BORN))) == ["c1"]


def test_two_with_numbers_are_two_where_both_are_listed() -> None:
    theirs = child(id_no=TWIN_B, birth_date="2016-06-06")
    both = found(row(TWIN_A), theirs, others=(row(TWIN_B),))
    assert is_new(both)
    assert "按两个孩子处理" in notes(both)
    assert asked(found(row(TWIN_A), theirs)) == ["c1"]  # the old number left the list


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


def test_a_name_alone_finds_nobody() -> None:
    assert asked(found(row(), child())) == ["c1"]
    assert asked(found(row(sex="1"), child(sex="1", **IN_CLASS))) == ["c1"]


def test_the_one_of_several_children_of_whom_two_facts_agree() -> None:
    one, other = child("c1", birth_date=BORN), child("c2", birth_date=BORN, **HOUSE)
    assert student(found(row(birth=BORN, **HOUSE), one, other)) == "c2"


def test_several_children_that_agree_alike_are_asked_about_together() -> None:
    match = found(row(birth=BORN), child("c1", birth_date=BORN), child("c2", birth_date=BORN))
    assert asked(match) == ["c1", "c2"]
    assert "2 个可能的孩子" in match.why.text


def test_a_namesake_of_whom_nothing_agrees_is_another_child_and_said() -> None:
    match = found(row(village_name="联合村", school="t"), child(village_name="清泉村", school="s"))
    assert is_new(match)
    assert "按另一个孩子建档" in notes(match)
    by_age = found(row(birth=BORN), child(birth_date="2015-01-01"))
    assert is_new(by_age)
    assert not by_age.notes  # plainly another child


def test_family_members_of_the_ledger_count() -> None:
    family = {"c1": [{"relation": "51", "name": "王大山", "phone": "13800000001"}]}
    matcher = ChildMatcher([child()], [], families=lambda ids: {k: family[k] for k in ids})
    assert student(matcher.find(row(guardian_name="王大山", phone="13800000001"))) == "c1"


def test_a_corrected_number_is_asked_with_the_facts() -> None:
    match = found(row(GANG, **HOUSE), child(id_no=MEI, birth_date="2018-05-02", **HOUSE))
    assert asked(match) == ["c1"]
    assert "电话相同，证件号、出生日期不同" in match.why.text


def test_the_real_number_of_a_child_without_papers_comes_later() -> None:
    theirs = child(temp_no="LS1", village_name="清泉村", **HOUSE)
    listed = row(GANG, village_name="青山镇清泉村", guardian_name="王大山")
    assert student(found(listed, theirs)) == "c1"
    assert asked(found(row(GANG, village_name="清泉村"), theirs)) == ["c1"]


# A whole list.


def class_of(*names: str, grade: str = "3") -> list[ParsedRow]:
    return [row(name=name, school="s", grade=grade, class_no="1") for name in names]


@pytest.mark.parametrize("grade", ["3", "4"])
def test_that_a_whole_list_agrees_is_told_and_decides_nothing(grade: str) -> None:
    names = ["王刚", "李梅", "张强", "赵敏"]
    children = [child(name, name=name, **IN_CLASS) for name in names]
    rows = class_of("王刚", "李梅", "张强", "钱多", grade=grade)
    match = ChildMatcher(children, rows).find(rows[0])
    assert asked(match) == ["王刚"]
    assert "全班（全村）名单" in match.why.text
    strangers = class_of("王刚", "钱多", "孙二", "周三", grade=grade)
    alone = ChildMatcher(children, strangers).find(strangers[0])
    assert asked(alone) == ["王刚"]
    assert "全班（全村）名单" not in alone.why.text


# Another spelling.


def test_a_corrected_name_is_asked_unless_both_children_are_listed() -> None:
    here = HOUSE | {"school": "s"}
    mine, theirs = row(birth=BORN, name="王钢", **here), child(birth_date=BORN, **here)
    assert asked(found(mine, theirs)) == ["c1"]
    assert is_new(found(mine, theirs, others=(row(birth=BORN, **here),)))


def test_a_name_typed_by_sound_is_found_by_family_for_a_child_without_papers() -> None:
    theirs = child(name="李晓明", temp_no="T1", **HOUSE)
    assert asked(found(row(name="李小明", **HOUSE), theirs)) == ["c1"]


@pytest.mark.parametrize("differing", [{"sex": "2"}, {"register_no": f"L{MEI}"}, {"name": "赵敏"}])
def test_a_child_that_differs_is_not_the_one_with_a_corrected_name(
    differing: dict[str, Any],
) -> None:
    known = {"school": "s", "sex": "1", "register_no": f"L{GANG}"}
    theirs = child(birth_date=BORN, **(HOUSE | known))
    mine = {"name": "王钢"} | HOUSE | {"school": "s"} | differing
    assert is_new(found(row(birth=BORN, **mine), theirs))


# Rows before.


def test_a_row_before_is_found_as_the_ledger_s_children_are() -> None:
    matcher = ChildMatcher([], [])
    first = row(GANG, **HOUSE)
    new = KnownChild(None, first.values, row=0)
    matcher.add(new)
    assert matcher.find(row(GANG)).known is new
    assert matcher.find(row(birth=BORN, **HOUSE)).known is new
    assert asked(matcher.find(row(birth=BORN))) == [""]
    assert is_new(matcher.find(row(MEI, name="李梅")))


def test_of_two_rows_with_one_number_and_two_names_the_second_is_asked_about() -> None:
    matcher = ChildMatcher([], [])
    matcher.add(KnownChild(None, row(GANG).values, row=0))
    match = matcher.find(row(GANG, name="李梅"))
    assert match.why
    assert match.why.of_number


def test_a_number_cut_after_fifteen_digits_may_have_been_rounded_up() -> None:
    number = next(n for n in (id_no("20170311", k) for k in range(1, 999, 2)) if n[15:17] > "95")
    rounded = float(int(number[:15]) + 1) * 1000
    assert student(found(row(rounded), child(id_no=number))) == "c1"


def test_a_number_of_one_child_beside_the_name_of_another_is_asked_with_both() -> None:
    """Twins whose numbers a list has swapped: neither is renamed."""
    boy, girl = child("a", id_no=TWIN_A, **HOUSE), child("b", name="王钢", id_no=TWIN_B, **HOUSE)
    first, second = row(TWIN_B, **HOUSE), row(TWIN_A, name="王钢", **HOUSE)
    for one, other, both in ((first, second, ["b", "a"]), (second, first, ["a", "b"])):
        match = found(one, boy, girl, others=(other,))
        assert asked(match) == both
        assert match.why.of_number
        assert "台账里另一个孩子" in match.why.text


def test_a_child_may_take_the_name_of_one_that_stands_on_the_list_itself() -> None:
    renamed = row(TWIN_A, name="王思刚", **HOUSE)
    theirs = child("b", name="王思刚", id_no=TWIN_B, **HOUSE)
    own = row(TWIN_B, name="王思刚", **HOUSE)
    assert student(found(renamed, child("a", id_no=TWIN_A, **HOUSE), theirs, others=(own,))) == "a"
