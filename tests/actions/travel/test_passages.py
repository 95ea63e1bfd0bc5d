"""A file travels with its child: through the township, whole, and is kept in one place."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.today.show_board import show_board
from ledger_app.actions.travel import passages
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file
from tests.actions.handoff.pairs import UNITS
from tests.actions.travel.three_units import (
    GREEN,
    UNION,
    add_child,
    keeper,
    records,
    status,
)

HANDED_OVER, TRANSFERRING, AT_SCHOOL = "30", "25", "1"
OUT = {"kind": "21", "changed_on": "2026-11-18", "to_school": "联合小学"}
CALL = {"contacted_on": "2026-10-12", "mode": "1", "content": "家访", "persuaders": "李敏"}


@pytest.fixture
def child(three):
    """A child of 青山小学 that it says went to 联合小学; the township knows by its package."""
    student = add_child(three.green, "王甲", register_change=OUT, contact=CALL)
    add_child(three.green, "王乙")
    three.up(three.green)
    return student


def rules(ledger, student=""):
    return {each.rule: each for each in due_list.due(ledger) if each.student == student}


def test_who_left_for_a_school_of_the_list_is_listed_until_the_file_has_gone(three, child):
    (left,) = passages.leaving(three.township)
    assert (left.name, left.place, left.from_name, left.to_name, left.left_on, left.how) == (
        "王甲", "五(1)", "青山小学", "联合小学", "2026-11-18", "transfer",
    )  # fmt: skip
    assert "青山小学 → 联合小学：王甲已离校" in rules(three.township)["files_to_hand_over"].reason
    assert passages.hand_over(three.township, [child], UNION) == 1
    assert passages.leaving(three.township) == []
    assert "files_to_hand_over" not in rules(three.township)


def test_the_new_school_gets_the_whole_file_and_the_old_one_keeps_a_copy(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    file = load_file(three.union, child)
    assert file.school["name"] == "联合小学"
    assert file.student["class_no"] is None
    assert [row["content"] for row in file.of("contact")] == ["家访"]
    assert file.student["file_status"] != "4"
    assert status(three.union, child) == TRANSFERRING
    copy = load_file(three.green, child)
    assert (copy.student["file_status"], copy.school["name"]) == ("4", "青山小学")
    assert [row["content"] for row in copy.of("contact")] == ["家访"]
    assert status(three.green, child) == HANDED_OVER
    assert [keeper(each, child) for each in (three.green, three.union, three.township)] == [
        UNION, UNION, UNION,
    ]  # fmt: skip


def test_it_is_counted_once(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    green, union, township = (
        show_board(each).board for each in (three.green, three.union, three.township)
    )
    assert (green.count, union.count, township.count) == (1, 1, 2)
    assert green.copies == 1
    assert "另有已移交的副本 1 份" in green.sum_in_words
    assert [on_paper(each) for each in (three.green, three.union, three.township)] == [1, 1, 2]


def on_paper(ledger):
    """How many children the printed board counts in all its classes together."""
    (sheet,) = print_ledger.prepare(ledger, "board_table").sheets
    return max(int(row[2]) for row in sheet.rows)


def test_until_it_arrives_all_three_are_asked_with_both_telephones(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    for ledger in (three.green, three.union, three.township):
        line = rules(ledger, child)["file_not_arrived"]
        assert "离开青山小学（电话 0000-1），应到联合小学（电话 0000-1）" in line.reason
        (way,) = passages.on_the_way(ledger)
        assert (way.name, way.due_on, way.is_late) == ("王甲", "2026-12-02", False)
    assert [each.student for each in passages.arriving(three.union)] == [child]
    assert passages.arriving(three.green) == []


def test_the_new_school_says_that_it_came_and_everybody_hears(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    (way,) = passages.arriving(three.union)
    with pytest.raises(LedgerError, match="应到联合小学"):
        passages.arrive(three.green, way.id, date(2026, 11, 20))
    with pytest.raises(LedgerError, match="到校日期"):
        passages.arrive(three.union, way.id, date(2026, 11, 17))
    passages.arrive(three.union, way.id, date(2026, 11, 20), grade="5", class_no="2")
    assert status(three.union, child) == AT_SCHOOL
    three.up(three.union)
    assert passages.on_the_way(three.township) == []
    assert status(three.township, child) == AT_SCHOOL
    assert load_file(three.township, child).student["class_no"] == "2"
    three.down(three.green)
    assert passages.on_the_way(three.green) == []
    assert rules(three.green, child) == {}


def test_the_old_school_says_nothing_of_it_any_more_and_nothing_is_missing(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    three.up(three.green)
    three.up(three.union)
    assert load_file(three.township, child).school["name"] == "联合小学"
    assert three.township.value("SELECT count(*) FROM conflict") == 0


def test_what_the_old_school_wrote_meanwhile_is_not_lost(three, child):
    passages.hand_over(three.township, [child], UNION)
    edit_file.add_record(three.green, "contact", child, {**CALL, "contacted_on": "2026-11-19"})
    three.up(three.green)  # it has not heard of the passage yet
    days = [row["contacted_on"] for row in records(three.township, child, "contact")]
    assert days == ["2026-10-12", "2026-11-19"]
    three.down(three.union)
    days = [row["contacted_on"] for row in records(three.union, child, "contact")]
    assert days == ["2026-10-12", "2026-11-19"]


def test_a_child_that_comes_back_is_kept_here_again(three, child):
    passages.hand_over(three.township, [child], UNION)
    three.down(three.union)
    three.down(three.green)
    three.move(days=7)
    passages.hand_over(three.township, [child], GREEN, "transfer")
    three.down(three.green)
    three.down(three.union)
    assert load_file(three.green, child).student["file_status"] != "4"
    assert status(three.union, child) == HANDED_OVER
    assert [each.student for each in passages.arriving(three.green)] == [child]
    assert len(records(three.green, child, "passage")) == 2


def test_a_file_handed_over_by_mistake_goes_back_with_a_reason_and_is_no_step_of_undoing(
    three, child
):
    passages.hand_over(three.township, [child], UNION)
    with pytest.raises(LedgerError, match="不能撤销"):
        undo_revision.undo(three.township, three.township.value("SELECT max(no) FROM revision"))
    three.down(three.union)
    three.down(three.green)
    (way,) = passages.on_the_way(three.township)
    with pytest.raises(LedgerError, match="为什么"):
        passages.hand_back(three.township, way.id, " ")
    with pytest.raises(LedgerError, match="由乡镇办"):
        passages.hand_back(three.union, way.id, "家长决定不转了")
    passages.hand_back(three.township, way.id, "家长决定不转了")
    three.down(three.green)
    three.down(three.union)
    assert status(three.green, child) == AT_SCHOOL
    assert status(three.union, child) == HANDED_OVER
    assert passages.on_the_way(three.township) == []


def test_files_go_to_open_schools_of_the_list_and_only_from_above(three, child):
    with pytest.raises(LedgerError, match="没有代码"):
        passages.hand_over(three.township, [child], "2152009999")
    with pytest.raises(LedgerError, match="有 1 份档案已经在青山小学") as refused:
        passages.hand_over(three.township, [child], GREEN)
    assert "王" not in str(refused.value), "no name among messages"
    with pytest.raises(LedgerError, match="由乡镇移交"):
        passages.hand_over(three.green, [child], UNION)
    union = three.township.value("SELECT id FROM school WHERE code = ?", [UNION])
    edit_file.save_fields(three.township, "school", union, {"status": "3"})
    with pytest.raises(LedgerError, match="已撤并"):
        passages.hand_over(three.township, [child], UNION)
    assert [each.name for each in passages.schools(three.township)] == ["青山小学"]
    assert UNITS["联合小学"][1] == UNION


def test_what_the_old_school_still_wrote_is_taken_though_the_file_is_deleted_by_now(three, child):
    passages.hand_over(three.township, [child], UNION)
    edit_file.delete_students(three.township, [child], "重复建档")
    written = edit_file.add_record(three.green, "contact", child, CALL).record_id
    three.up(three.green)
    kept = three.township.rows("SELECT deleted_at FROM contact WHERE id = ?", [written])
    assert [row["deleted_at"] for row in kept] == [None]
