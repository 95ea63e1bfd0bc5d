"""A closed school's ledger is taken over: nothing of it is lost, and nobody is in two registers."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file
from ledger_app.actions.travel import closing_school, passages
from ledger_app.domain.errors import LedgerError
from tests.actions.handoff.pairs import UNITS
from tests.actions.travel.three_units import (
    GREEN,
    UNION,
    add_child,
    keeper,
    records,
    status,
)

CLOSED = date(2026, 11, 20)
MOVES = {"origin_school": "青山小学", "receiving_school": "联合小学", "choice_type": "2"}
CALL = {"contacted_on": "2026-10-12", "mode": "1", "content": "家访", "persuaders": "李敏"}


@pytest.fixture
def children(three):
    """One with a school to go to, one without; the township has both by a package."""
    placed = add_child(three.green, "王甲", relocation=MOVES, contact=CALL)
    other = add_child(three.green, "王乙")
    three.up(three.green)
    return placed, other


def close(township) -> None:
    school = township.value("SELECT id FROM school WHERE code = ?", [GREEN])
    edit_file.save_fields(township, "school", school, {"closed_on": CLOSED.isoformat()})


def lines(ledger, student):
    return {each.rule for each in due_list.due(ledger) if each.student == student}


def test_where_each_will_go_is_shown_before_the_school_is_closed(three, children):
    found = closing_school.look(three.township, GREEN)
    assert {each.name: each.to and each.to.name for each in found.children} == {
        "王甲": "联合小学", "王乙": None,
    }  # fmt: skip
    assert "files_to_hand_over" not in lines(three.township, "")


def test_it_is_shown_first_who_goes_where_and_which_package_came_last(three, children):
    close(three.township)
    found = closing_school.look(three.township, GREEN)
    assert {each.name: each.to and each.to.name for each in found.children} == {
        "王甲": "联合小学", "王乙": None,
    }  # fmt: skip
    assert [each.name for each in found.unplaced] == ["王乙"]
    assert found.last == "最后收下的是 2026-11-21 的第 1 包"
    assert keeper(three.township, children[0]) == GREEN  # nothing is written by looking


def test_children_pass_to_the_receiving_school_or_wait_at_the_township(three, children):
    placed, other = children
    closing_school.take_over(three.township, GREEN, CLOSED)
    assert keeper(three.township, placed) == UNION
    assert keeper(three.township, other) == UNITS["福利镇中心校"][1]
    assert "file_not_arrived" in lines(three.township, placed)
    assert "closed_not_placed" in lines(three.township, other)
    three.down(three.union)
    assert [row["content"] for row in records(three.union, placed, "contact")] == ["家访"]
    three.down(three.green)
    assert status(three.green, placed) == status(three.green, other) == "30"
    passages.hand_over(three.township, [other], UNION, "closure", left_on=CLOSED)
    three.down(three.union)
    assert {each.name for each in passages.arriving(three.union)} == {"王甲", "王乙"}


def test_nobody_is_with_the_closed_school_and_nobody_is_gone(three, children):
    closing_school.take_over(three.township, GREEN, CLOSED)
    assert closing_school.look(three.township, GREEN).children == ()
    three.down(three.union)
    for student in children:
        kept = {keeper(each, student) for each in (three.township, three.union)}
        assert GREEN not in kept
        assert three.township.value("SELECT count(*) FROM student_index WHERE id = ?", [student])


def test_what_the_closed_school_still_packs_is_taken(three, children):
    placed, _ = children
    closing_school.take_over(three.township, GREEN, CLOSED)
    edit_file.add_record(three.green, "contact", placed, {**CALL, "contacted_on": "2026-11-20"})
    three.up(three.green)
    days = [row["contacted_on"] for row in records(three.township, placed, "contact")]
    assert days == ["2026-10-12", "2026-11-20"]
    assert keeper(three.township, placed) == UNION


def test_a_person_may_say_where_a_child_goes_and_the_school_must_be_closed(three, children):
    _, other = children
    with pytest.raises(LedgerError, match="撤并日期"):
        closing_school.take_over(three.township, GREEN)
    with pytest.raises(LedgerError, match="由乡镇接管"):
        closing_school.take_over(three.green, GREEN, CLOSED)
    with pytest.raises(LedgerError, match="可以接收"):
        closing_school.take_over(three.township, GREEN, CLOSED, {other: GREEN})
    found = closing_school.take_over(three.township, GREEN, CLOSED, {other: UNION})
    assert found.unplaced == ()
    assert three.township.value("SELECT status FROM school WHERE code = ?", [GREEN]) == "3"


def test_a_closed_school_owes_no_package(three, children):
    three.move(days=40)
    assert any("青山小学上一包是 2026-11-21" in each for each in awaited(three.township))
    closing_school.take_over(three.township, GREEN, CLOSED)
    assert not any("青山小学" in each for each in awaited(three.township))


def awaited(ledger):
    return [each.reason for each in due_list.due(ledger) if each.rule == "package_awaited"]
