"""What goes up and comes down follows from the declarations, and lies there as it was here."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from ledger_app.catalogue import STUDENT, TABLES, Kind, Owner
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.told import State
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.carrying_out import carry_out
from ledger_app.store.handoff.telling import SHARED, our_side, tell_down, tell_up
from tests import children
from tests.store.handoff.two_ledgers import (
    SCHOOL,
    TOWNSHIP,
    a_school_and_its_township,
    own_school,
    sent,
    take,
)


@pytest.fixture
def both(tmp_path: Path) -> tuple[Ledger, Ledger]:
    return a_school_and_its_township(tmp_path)


def fill_everything(ledger: Ledger, seed: int = 1) -> None:
    """Put a record of each table that goes into packages in, with every field filled."""
    rng = Random(seed)
    with revise(ledger, "edit", "样样都有") as revision:
        for table in TABLES.values():
            if table.owner in (Owner.HERE, Owner.TOWNSHIP) or table.key in ("school", "student"):
                continue
            values: dict[str, Any] = {
                field.key: children._value(field, rng) for field in table.fields
            }
            for field in table.fields:
                if field.kind is Kind.SCHOOL:
                    values[field.key] = own_school(ledger)
            for key in table.names_children:
                values[key] = "c1 c2"
            for key in table.names_schools:
                values[key] = f"{own_school(ledger)}\t3\t2\n{own_school(ledger)}\t4\t1"
            record = {**children._filled(values), "id": f"{table.key}-1"}
            if table.of_student:
                record["student_id"] = "c1"
            revision.insert_many(table.key, [record])


def add_children(ledger: Ledger, *ids: str) -> None:
    with revise(ledger, "edit", "新建") as revision:
        revision.insert_many(
            "student",
            [{"id": each, "name": f"王{each}", "school": own_school(ledger)} for each in ids],
        )


def values_of(state: State) -> dict[str, Any]:
    return {
        each.id: (each.table, each.student, dict(each.values)) for each in state.living.values()
    }


def test_a_record_of_each_table_of_the_school_goes_up_and_stands_there_as_it_was(
    both: tuple[Ledger, Ledger],
) -> None:
    school, township = both
    add_children(school, "c1", "c2")
    fill_everything(school)

    told = sent(tell_up(school))
    take(township, told, SCHOOL)

    of_school = {table.key for table in SHARED if table.owner is not Owner.TOWNSHIP}
    assert {each.table for each in told.living.values()} == of_school
    assert values_of(our_side(township, told, SCHOOL)) == values_of(told)


def test_what_the_township_keeps_of_a_school_comes_back_to_it_as_it_was_told(
    both: tuple[Ledger, Ledger],
) -> None:
    school, township = both
    add_children(school, "c1", "c2")
    fill_everything(school)
    up = sent(tell_up(school))
    take(township, up, SCHOOL)

    down = sent(tell_down(township, SCHOOL))

    assert values_of(down) == values_of(up)
    assert {each.unit for each in down.living.values()} == {SCHOOL}
    assert {each.author for each in down.living.values()} == {"青山小学甲"}


def test_times_authors_and_the_unit_are_told_as_they_were(both: tuple[Ledger, Ledger]) -> None:
    school, township = both
    add_children(school, "c1")
    up = sent(tell_up(school)).living["c1"]
    township.clock.move(days=30)  # type: ignore[attr-defined]
    take(township, tell_up(school), SCHOOL)

    down = tell_down(township, SCHOOL).living["c1"]

    assert (down.made_at, down.changed_at, down.author, down.unit) == (
        up.made_at, up.changed_at, "青山小学甲", SCHOOL,
    )  # fmt: skip


def test_a_withheld_field_and_a_withheld_table_are_not_told_at_all(
    both: tuple[Ledger, Ledger],
) -> None:
    school, _ = both
    add_children(school, "c1")
    fill_everything(school)
    with revise(school, "edit", "心理") as revision:
        revision.update("student", "c1", {"psychological": "只写在本校"})

    told = tell_up(school, {("student", "psychological"), ("harm", "*")})

    assert "psychological" not in told.living["c1"].values
    assert not [each for each in told.living.values() if each.table == "harm"]
    assert told.withheld == {("student", "psychological"), ("harm", "*")}


def test_a_deleted_record_is_told_as_gone_with_who_when_and_why(
    both: tuple[Ledger, Ledger],
) -> None:
    school, _ = both
    add_children(school, "c1")
    with revise(school, "edit", "记联系") as revision:
        contact = revision.insert("contact", {"content": "电话"}, student_id="c1")
    with revise(school, "delete", "删联系") as revision:
        revision.delete("contact", [contact], why="记错了人")

    told = sent(tell_up(school))

    gone = told.gone[contact]
    assert (gone.table, gone.student, gone.author, gone.why) == (
        "contact", "c1", "青山小学甲", "记错了人",
    )  # fmt: skip
    assert contact not in told.living


def test_the_township_sees_a_school_and_its_classes_as_its_own_by_their_codes(
    both: tuple[Ledger, Ledger],
) -> None:
    school, township = both
    with revise(township, "edit", "学校名单") as revision:
        revision.insert("school", {"name": "青山小学", "code": SCHOOL}, record_id="own-of-township")
    add_children(school, "c1")
    with revise(school, "edit", "班级") as revision:
        place = {"school": own_school(school), "grade": "3", "class_no": "2"}
        revision.insert("school_class", {**place, "home_teacher": "李敏"})

    told = sent(tell_up(school))
    assert f"class:{SCHOOL}:3:2" in told.living
    assert told.living["c1"].values["school"] == f"school:{SCHOOL}"
    ours = our_side(township, told, SCHOOL)
    assert set(ours.living) == {f"school:{SCHOOL}"}

    with revise(township, "merge_package", "收包") as revision:
        new = [each for each in told.living.values() if each.table != "school"]
        carry_out(revision, MergePlan(create=tuple(new)), SCHOOL, told)
    assert township.value("SELECT school FROM student WHERE id = 'c1'") == "own-of-township"
    assert township.value("SELECT school FROM school_class") == "own-of-township"


def test_a_school_that_only_a_child_names_is_begun_with_its_code_and_name(
    both: tuple[Ledger, Ledger],
) -> None:
    school, township = both
    with revise(school, "edit", "外校") as revision:
        other = revision.insert("school", {"name": "石门村小学", "code": "2152000009"})
        revision.insert_many("student", [{"id": "c1", "name": "王一", "school": other}])

    told = sent(tell_up(school))
    take(township, told, SCHOOL)

    assert "school:2152000009" not in told.living
    row = township.rows(
        "SELECT s.name, s.code FROM student c JOIN school s ON s.id = c.school WHERE c.id = 'c1'"
    )
    assert row == [{"name": "石门村小学", "code": "2152000009"}]


def test_records_of_the_township_go_down_and_only_those_of_children_come_up_again(
    both: tuple[Ledger, Ledger],
) -> None:
    school, township = both
    add_children(school, "c1")
    take(township, tell_up(school), SCHOOL)
    with revise(township, "edit", "乡镇的") as revision:
        asked = revision.insert("question", {"asked": "电话对吗"}, student_id="c1")
        day = revision.insert("calendar_day", {"kind": "3", "from_on": "2026-12-01"})
        own = revision.insert("outcome", {"rule": "x", "outcome": "1"}, student_id="c1")

    down = sent(tell_down(township, SCHOOL))
    assert {asked, day} <= set(down.living)
    assert own not in down.living  # each unit answers its own reminders

    new = tuple(down.living[each] for each in (asked, day))
    with revise(school, "merge_package", "收回执") as revision:
        carry_out(revision, MergePlan(create=new), TOWNSHIP, down)
    up = tell_up(school)
    assert asked in up.living
    assert up.living[asked].unit == TOWNSHIP
    assert day not in up.living


def test_a_table_that_is_declared_tomorrow_goes_along_by_itself() -> None:
    assert {table.key for table in SHARED} == {
        key for key, table in TABLES.items() if table.owner is not Owner.HERE
    }
    assert STUDENT in SHARED
