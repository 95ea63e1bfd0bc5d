"""A paired unit whose program is its own: rightly signed, and it may write no more than is its."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from ledger_app.actions.handoff import receive, senders
from ledger_app.actions.handoff.incoming import ArrivalState
from ledger_app.domain.merging.header import PackageKind
from ledger_app.domain.merging.rights import Rights
from ledger_app.domain.merging.told import Gone
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff import keepers, same_ids
from ledger_app.store.safety import check, ledger_files
from tests.actions.handoff.crafted import AT, crafted, taken, told
from tests.actions.handoff.paired import SCHOOL, TOWNSHIP, new_unit, pair

NEIGHBOUR = "2152000003"
OWN, OTHER = "a" * 32, "b" * 32
VISIT = "c" * 32  # a record of the neighbour's child


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """A school, its neighbour and their township, which has taken a package of each."""
    folder = tmp_path_factory.mktemp("三家")
    with ExitStack() as stack:
        school = new_unit(folder, "青山小学", SCHOOL, "school")
        neighbour = new_unit(folder, "联合小学", NEIGHBOUR, "school")
        township = new_unit(folder, "福利镇中心校", TOWNSHIP, "township")
        for each in (school, neighbour, township):
            stack.callback(ledger_files.close, each)
        for below, code, child in ((school, SCHOOL, OWN), (neighbour, NEIGHBOUR, OTHER)):
            pair(below, township, folder)
            own = below.value("SELECT id FROM school WHERE code = ?", [code])
            with revise(below, "edit", "新建档案") as revision:
                revision.insert("student", {"name": "王小明", "school": own}, record_id=child)
        with revise(neighbour, "edit", "家访") as revision:
            revision.insert("contact", {"place": "村口"}, student_id=OTHER, record_id=VISIT)
        out = folder / "包"
        out.mkdir()
        for below in (school, neighbour):
            assert taken(township, crafted(below, township, out)).plan.create
        yield school, township, out


def sent(units, *add, bury=(), **header):
    """Return what becomes of a package of the school with these records besides its own."""
    school, township, out = units
    found = taken(township, crafted(school, township, out, add, bury, **header))
    assert check.problems(township) == []
    return found


def name_of(township, child) -> str:
    return township.value("SELECT name FROM student WHERE id = ?", [child])


def test_a_neighbours_child_is_neither_renamed_nor_added_to(units):
    found = sent(
        units,
        told("student", OTHER, OTHER, {"name": "改了"}, unit=SCHOOL),
        told("contact", "n1", OTHER, {"place": "假的"}, unit=SCHOOL),
    )
    assert {each.id for each in found.plan.strange} == {OTHER, "n1"}
    assert name_of(units[1], OTHER) == "王小明"


def test_a_neighbours_record_is_not_moved_into_an_own_file(units):
    found = sent(units, told("contact", VISIT, OWN, {"place": "村口"}, unit=SCHOOL))
    assert [each.field for each in found.plan.ask] == ["student_id"]
    assert units[1].value("SELECT student_id FROM contact WHERE id = ?", [VISIT]) == OTHER


def test_a_neighbours_file_is_not_deleted(units):
    found = sent(units, bury=[Gone("student", OTHER, OTHER, AT, "某人", "转走")])
    assert not found.plan.bury
    assert units[1].value("SELECT deleted_at FROM student WHERE id = ?", [OTHER]) is None


def test_what_the_township_writes_is_asked_where_a_school_writes_it(units):
    found = sent(
        units,
        told("verdict", "v1", OWN, {"verdict": "accepted"}, unit=SCHOOL),
        told("passage", "p1", OWN, {"from_code": NEIGHBOUR, "to_code": SCHOOL}, unit=SCHOOL),
        told("rule_change", "r1", None, {"value": "1"}, unit=SCHOOL),
        told("question", "q1", OWN, {"asked": "？"}, unit=TOWNSHIP),
    )
    assert {each.record for each in found.plan.ask} >= {"v1", "p1", "r1", "q1"}
    assert not found.plan.create


def test_a_file_is_not_fetched_by_a_passage_of_ones_own(units):
    found = sent(
        units,
        told("passage", "p2", OTHER, {"from_code": NEIGHBOUR, "to_code": SCHOOL}, unit=TOWNSHIP),
        told("student", OTHER, OTHER, {"name": "改了"}, unit=SCHOOL),
    )
    assert not found.plan.create
    assert not found.plan.update
    assert keepers.keepers(units[1], [OTHER]) == {OTHER: NEIGHBOUR}


@pytest.mark.parametrize(
    "record",
    [
        told("contact", OTHER, OWN, {"place": "假的"}, unit=SCHOOL),
        told("sighting", VISIT, OWN, {}, unit=SCHOOL),
        told("student", "s1", "s1", {"name": "新", "school": f"school:#{OTHER}"}, unit=SCHOOL),
    ],
)
def test_an_id_of_another_record_is_not_borrowed(units, record, monkeypatch):
    found = sent(units, record)
    assert found.state is ArrivalState.DAMAGED
    assert "编号" in found.message
    monkeypatch.setattr(same_ids, "has_borrowed_ids", lambda *_given: False)  # the planted bug
    school, township, out = units
    path = crafted(school, township, out, [record])
    assert receive.look(township, path).plan.create


def test_a_tombstone_does_not_name_a_record_of_another_table(units):
    found = sent(units, bury=[Gone("contact", OWN, OTHER, AT, "某人", "删")])
    assert found.state is ArrivalState.DAMAGED


def test_a_record_of_the_unit_is_the_senders_whatever_it_says(units):
    _, township, _ = units
    sent(units, told("name_list", "l1", None, {}, unit=NEIGHBOUR))
    assert township.column("SELECT unit FROM origin WHERE record_id = 'l1'") == [SCHOOL]


def test_schools_and_classes_of_others_are_asked(units, monkeypatch):
    of_others = (
        told("school", "school:999", None, {"name": "没有的学校", "code": "999"}, unit=SCHOOL),
        told("school_class", f"class:{NEIGHBOUR}:3:1", None,
             {"school": f"school:{NEIGHBOUR}", "grade": "3", "class_no": "1"}, unit=SCHOOL),
    )  # fmt: skip
    found = sent(units, *of_others)
    assert {each.record for each in found.plan.ask} >= {each.id for each in of_others}
    assert not found.plan.create
    monkeypatch.setattr(Rights, "is_own_place", lambda *_given: True)  # the planted bug
    assert sent(units, *of_others).plan.create


def test_a_school_named_by_its_id_that_has_a_code_by_now_is_that_one(units):
    own = units[1].value("SELECT id FROM school WHERE code = ?", [NEIGHBOUR])
    found = sent(
        units, told("student", "s2", "s2", {"name": "李", "school": f"school:#{own}"}, unit=SCHOOL)
    )
    assert found.can_be_taken
    assert units[1].value("SELECT school FROM student WHERE id = 's2'") == own


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"kind": PackageKind.RECEIPT, "unit_kind": "county"}, "配对时是学校"),
        ({"kind": PackageKind.RECEIPT}, "本单位不是它的下级"),
        ({"unit_kind": "某种"}, "配对时是学校"),
        ({"unit_kind": "township"}, "本单位不是它的上级"),
        ({"unit_code": NEIGHBOUR, "unit_name": "联合小学"}, "写的却是联合小学的代码"),
        ({"unit_code": TOWNSHIP}, "写着本单位的代码"),
    ],
)
def test_a_school_is_no_other_unit(units, header, said):
    found = sent(units, told("student", OTHER, OTHER, {"name": "改了"}), **header)
    assert not found.can_be_taken
    assert said in found.message
    assert name_of(units[1], OTHER) == "王小明"


def test_that_would_find_a_program_that_believes_the_head(units, monkeypatch):
    monkeypatch.setattr(senders, "_must_be_who_was_paired", lambda *_given: None)
    found = sent(units, kind=PackageKind.RECEIPT, unit_kind="county", unit_code="5299")
    assert found.can_be_taken


def test_a_day_beyond_all_calendars_is_refused_in_a_sentence(units):
    for day in ("9999-12-31", "0001-01-01"):
        found = sent(
            units, told("student", "s3", "s3", {"name": "赵", "birth_date": day}, unit=SCHOOL)
        )
        assert found.state is ArrivalState.DAMAGED
        assert "离今天太远的日期（出生日期）" in found.message


def test_odd_heads_are_taken_for_what_they_are_worth(units):
    shown = {"never_handed": [{}], "phone": [1], "schools": {"a": 1}, "clerk": None, "x": [[[]]]}
    assert sent(units, shown=shown).can_be_taken
    assert sent(units, made_at="昨天").guards
    assert sent(units, counts={"student": 1}).state is ArrivalState.DAMAGED
