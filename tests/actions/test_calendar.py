"""The calendar of the open ledger reaches the list of the day, the file and the paper."""

from __future__ import annotations

from datetime import date

from ledger_app.actions import due_list, edit_file, open_student
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.store.lists import student_rows

HOLIDAYS = SchoolCalendar(days_off=frozenset(date(2026, 11, n) for n in range(2, 7)))


def answers(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"remark": str(ledger.calendar)})
    (sheet,) = print_ledger.prepare(ledger, "suspected_ledger").sheets
    place = [column.source for column in sheet.columns].index("缺课天数")
    (row,) = student_rows.list_rows(ledger, student_rows.nos_of(ledger, [child]))
    rule = "suspected_3"
    return (
        [each.due_on for each in due_list.due(ledger) if each.rule == rule],
        [each.due_on for each in open_student.open_file(ledger, child).reminders],
        row["due_on"],
        sheet.rows[0][place].rstrip("*"),
    )


def test_list_file_and_paper_count_by_the_calendar_of_the_ledger(ledger):
    child = edit_file.add_student(ledger, {"name": "阿依", "grade": "3"}).record_id
    edit_file.add_record(
        ledger, "dropout", child, {"last_attended": "2026-10-30", "is_suspected": "1"}
    )
    usual = answers(ledger, child)
    ledger.calendar = HOLIDAYS
    assert usual != answers(ledger, child)
    assert usual[::3] == (["2026-11-04"], "15")
    assert answers(ledger, child)[::3] == (["2026-11-11"], "10")
