"""The calendar of the open ledger reaches the list of the day, the file and the paper."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file, open_ledger, open_student, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.school_days.keep_calendar import EntryRefused
from ledger_app.actions.today import report_month
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists import student_index, student_rows
from tests.ledgers import open_again

LEAVE = {"kind": "农忙假", "from_on": "2026-11-02", "to_on": "2026-11-06"}


@pytest.fixture
def child(ledger):
    """Return a child that was last at school on Friday, 30 October."""
    child = edit_file.add_student(ledger, {"name": "阿依", "grade": "3"}).record_id
    edit_file.add_record(
        ledger, "dropout", child, {"last_attended": "2026-10-30", "is_suspected": "1"}
    )
    return child


def answers(ledger, child):
    (sheet,) = print_ledger.prepare(ledger, "suspected_ledger").sheets
    place = [column.source for column in sheet.columns].index("缺课天数")
    (row,) = student_rows.list_rows(ledger, student_rows.nos_of(ledger, [child]))
    rule = "suspected_3"
    in_file = [each.due_on for each in open_student.open_file(ledger, child).reminders]
    return (
        [each.due_on for each in due_list.due(ledger) if each.rule == rule],
        "2026-11-04" in in_file,
        row["due_on"],
        sheet.rows[0][place].rstrip("*"),
    )


USUAL = (["2026-11-04"], True, "2026-11-04", "15")
WITH_LEAVE = (["2026-11-11"], False, "2026-11-06", "10")


def test_a_leave_of_the_county_counts_everywhere_at_once_and_undo_takes_it_back(ledger, child):
    assert answers(ledger, child)[::3] == USUAL[::3]
    before = answers(ledger, child)
    edit_file.add_record(ledger, "calendar_day", None, LEAVE)
    after = answers(ledger, child)
    assert after[::3] == WITH_LEAVE[::3]
    undo_revision.undo(ledger)
    assert answers(ledger, child) == before
    undo_revision.redo(ledger)
    assert answers(ledger, child) == after


def test_it_is_there_when_the_ledger_is_opened_again_and_lists_are_not_made_twice(ledger, child):
    edit_file.add_record(ledger, "calendar_day", None, LEAVE)
    open_ledger.close(ledger)
    again = open_again(ledger.path, ledger.clock)
    assert answers(again, child)[::3] == WITH_LEAVE[::3]
    assert not student_index.bring_up_to_date(again)
    assert student_index.differing(again, [child]) == []
    open_ledger.close(again)


def test_a_save_that_fails_leaves_the_calendar_as_it_was(ledger, monkeypatch):
    def fail(*_):
        raise OSError("no")

    before = ledger.calendar
    monkeypatch.setattr(student_index, "follow_rules", fail)
    with pytest.raises(LedgerError, match="读写"):
        edit_file.add_record(ledger, "calendar_day", None, LEAVE)
    assert ledger.calendar == before


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"kind": "1", "from_on": "2026-09-03", "to_on": "2027-01-10"}, "from_on", "已经录过"),
        ({"kind": "2", "from_on": "2027-01-16", "to_on": "2026-07-01"}, "to_on", "早于开始日期"),
        ({"from_on": "2026-11-11"}, "kind", "先选校历种类"),
    ],
)
def test_what_cannot_count_is_refused_and_nothing_is_kept(ledger, given, field, words):
    term = {"kind": "第一学期", "from_on": "2026-09-01", "to_on": "2027-01-15"}
    kept = edit_file.add_record(ledger, "calendar_day", None, term).record_id
    before = ledger.calendar
    with pytest.raises(EntryRefused, match=words) as refused:
        edit_file.add_record(ledger, "calendar_day", None, given)
    assert (refused.value.field, ledger.calendar) == (field, before)
    with pytest.raises(EntryRefused, match="早于开始日期"):
        edit_file.save_fields(ledger, "calendar_day", kept, {"to_on": "2026-01-15"})
    edit_file.save_fields(ledger, "calendar_day", kept, {"to_on": "2027-01-20"})
    assert ledger.calendar.term_end(date(2027, 1, 1)) == date(2027, 1, 20)


def test_two_entries_of_one_term_that_an_undo_brought_about_are_said(ledger):
    term = {"kind": "第一学期", "from_on": "2026-09-01", "to_on": "2027-01-15"}
    first = edit_file.add_record(ledger, "calendar_day", None, term).record_id
    edit_file.delete_record(ledger, "calendar_day", first)
    deleted = ledger.value("SELECT max(no) FROM revision")
    edit_file.add_record(ledger, "calendar_day", None, {**term, "to_on": "2027-01-22"})
    undo_revision.undo(ledger, deleted)
    found = [each for each in due_list.due(ledger) if each.rule == "school_calendar"]
    assert [each.state for each in found] == ["today", "today", "soon"]
    assert all("已经录过" in each.reason for each in found[:2])
    assert ledger.calendar.term_end(date(2027, 1, 1)) == date(2027, 1, 22)


def test_the_next_year_is_asked_for_from_november_and_postponed_like_any_duty(ledger):
    def asked():
        return [(e.due_on, e.state) for e in due_list.due(ledger) if e.rule == "school_calendar"]

    assert asked() == [("2026-12-31", "soon")]
    (line,) = [each for each in due_list.due(ledger) if each.rule == "school_calendar"]
    due_list.answer(ledger, line, "postponed", until=date(2026, 12, 10))
    assert asked() == [("2026-12-10", "soon")]
    ledger.clock.move(days=30)
    assert ("2026-12-10", "overdue") in asked()


def test_the_opening_check_counts_the_classes_and_its_report_can_be_taken_back(ledger):
    ledger.clock.move(days=-80)  # to 2 September
    own = ledger.value("SELECT id FROM school")
    for name, class_no in (("王甲", "1"), ("王乙", "2")):
        edit_file.add_student(
            ledger, {"name": name, "school": own, "grade": "3", "class_no": class_no}
        )
    unit = due_list.unit_today(ledger)
    assert (unit.class_count, unit.unregistered_count) == (2, 2)
    with revise(ledger, "edit", "报到") as revision:
        revision.insert(
            "roll_call",
            {"school": own, "grade": "3", "class_no": "1", "held_on": "2026-09-01", "kind": "1"},
        )
    assert due_list.unit_today(ledger).unregistered_count == 1
    (sheet,) = print_ledger.prepare(ledger, "opening_report").sheets
    assert {row[3] for row in sheet.rows} == {"王甲", "王乙"}  # neither was seen by it
    duty = Reminder("opening_check", "开学检查", "", "", "2026-09-08", "soon", "", "", "", -6, "")
    report_month.report(ledger, duty, ledger.today(), "韦校长")
    reported = report_month.last_reported(ledger)
    assert reported.said == "开学检查 2026年9月：报送 2026-09-02，签报人 韦校长"
    report_month.take_back(ledger, reported)
    assert report_month.last_reported(ledger) is None
