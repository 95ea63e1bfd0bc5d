"""A school that is called otherwise stays the same school wherever it is named (S26)."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file, open_student, undo_revision
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import check
from tests.days import the_day

CENTRE, POINT = "福利镇中心小学", "青山教学点"


def school(ledger, name, **values):
    return edit_file.add_record(ledger, "school", None, {"name": name, **values}).record_id


@pytest.fixture
def place(ledger):
    """Return the ids of two schools and of a child that is to go from one to the other."""
    point, village = school(ledger, POINT), school(ledger, "石门村小学")
    child = edit_file.add_student(
        ledger, {"name": "王甲", "grade": "3", "class_no": "1", "school": POINT}
    ).record_id
    move = {"origin_school": POINT, "receiving_school": "石门村小学", "notified_on": "2026-10-08"}
    edit_file.add_record(ledger, "relocation", child, move)
    return point, village, child


def named(ledger, child):
    (row,) = load_file(ledger, child).of("relocation")
    return row["origin_school"], row["receiving_school"]


def lines(ledger):
    return {(each.rule, each.due_on) for each in due_list.due(ledger) if each.student}


def index(ledger, child):
    (row,) = ledger.rows("SELECT * FROM student_index WHERE id = ?", [child])
    return {key: row[key] for key in ("status", "relocation", "due_on", "due_rule")}


def test_renaming_a_school_moves_nobody_and_is_one_step(ledger, place):
    point, village, child = place
    before = index(ledger, child), lines(ledger)
    edit_file.save_fields(ledger, "school", point, {"name": "福利镇青山小学"})
    edit_file.save_fields(ledger, "school", village, {"name": "福利镇石门小学"})
    assert named(ledger, child) == ("福利镇青山小学", "福利镇石门小学")
    assert (index(ledger, child), lines(ledger)) == before
    assert check.problems(ledger) == []
    undone = undo_revision.undo(ledger)
    assert (named(ledger, child)[1], undone.kept) == ("石门村小学", ())
    undo_revision.undo(ledger)
    assert named(ledger, child) == (POINT, "石门村小学")
    undo_revision.redo(ledger)
    assert named(ledger, child) == ("福利镇青山小学", "石门村小学")
    assert (index(ledger, child), lines(ledger)) == before


def test_what_was_written_after_the_renaming_follows_its_undo(ledger, place):
    point, _, _ = place
    edit_file.save_fields(ledger, "school", point, {"name": "福利镇青山小学"})
    other = edit_file.add_student(ledger, {"name": "李乙", "school": point}).record_id
    edit_file.add_record(ledger, "relocation", other, {"origin_school": "福利镇青山小学"})
    undo_revision.undo(ledger, ledger.value("SELECT max(no) - 2 FROM revision"))
    assert named(ledger, other) == (POINT, None)


def test_a_past_day_has_the_names_of_that_day(ledger, place):
    _, village, child = place
    ledger.clock.move(days=10)
    edit_file.save_fields(ledger, "school", village, {"name": "福利镇石门小学"})
    then = load_file(ledger, child, placed_on=the_day(ledger.day().later(-5)))
    assert then.of("relocation")[0]["receiving_school"] == "石门村小学"
    assert "石门村小学" in then.schools


def test_a_name_that_another_school_bears_is_not_taken_along(ledger, place):
    point, _, child = place
    school(ledger, POINT, code="2153000099")
    edit_file.save_fields(ledger, "school", point, {"name": "福利镇青山小学"})
    assert named(ledger, child)[0] == POINT  # nobody knows which of the two was meant


def test_a_receiving_school_that_closes_is_told_of_its_children_elsewhere(ledger, place):
    _, village, child = place
    edit_file.save_fields(ledger, "school", village, {"closed_on": ledger.day().later(-1)})
    assert index(ledger, child)["relocation"] == "1"
    assert "closed_not_placed" in {rule for rule, _ in lines(ledger)}
    file = open_student.open_file(ledger, child)
    assert any("石门村小学" in each.reason for each in file.reminders)
    # By another name it is closed all the same.
    edit_file.save_fields(ledger, "school", village, {"name": "福利镇石门小学"})
    assert index(ledger, child)["relocation"] == "1"
