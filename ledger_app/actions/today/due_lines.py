"""The lines of 今日: what is due, and beside it who the child is and how to reach the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger_app.actions import due_list, find_students
from ledger_app.actions.today.report_month import Reported, last_reported
from ledger_app.domain.day import Day
from ledger_app.domain.reminding import reminders
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.triggers.calendar import BY_CALENDAR
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.memory import forget_pages
from ledger_app.store.lists import board_counts, outcomes, student_rows
from ledger_app.store.lists.rules_in_use import rules_in_use

UNVERIFIED = "unverified"  # the rule of children that nobody has seen this term
_FEW = 60  # such children whose families are read at once
_MANY = 5_000  # children: their files fill the page cache
_AHEAD = 62  # days: the next month's report is always in sight
_REPORTED_AHEAD = 5  # days: what is noted earlier would be last month's report, noted twice


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One reminder with the list row of its child; `child` is empty for a duty of the unit.

    Of lines that are likely to stay in a fold only the place of the child is read: `in_full`.
    """

    reminder: Reminder
    child: Row
    guardian: str = ""  # 吴秀英（母亲）
    phone: str = ""  # in full: whoever shows it masks it
    is_full: bool = True


Lines = tuple[list[TodayLine], list[Reminder], Reported | None, Day]


def read_day(ledger: Ledger) -> Lines:
    """Return the lines of today, the unit's duties to come, the report sent last, and the day."""
    day = ledger.day()
    lines, duties = today_lines(ledger, day.date), next_duties(ledger, day.date)
    found = lines, duties, last_reported(ledger), day
    if student_rows.count(ledger) > _MANY:
        forget_pages(ledger)
    return found


def today_lines(ledger: Ledger, on: date | None = None) -> list[TodayLine]:
    """Return the lines of a day (today by default), overdue first: one a child and topic."""
    due = reminders.one_line_each(due_list.due(ledger, on))
    ids = list(dict.fromkeys(each.student for each in due if each.student))
    nobody_knows = {each.student for each in due if each.rule == UNVERIFIED}
    others = {each.student for each in due if each.rule != UNVERIFIED}
    wanted = ids if len(nobody_knows) <= _FEW else [each for each in ids if each in others]
    children = {row["id"]: row for row in find_students.rows_of(ledger, wanted)}
    rest = [each for each in ids if each not in children]
    places = {row["id"]: row for row in student_rows.places_of(ledger, rest)}
    return [_line(each, children, places) for each in due]


def _line(reminder: Reminder, children: dict[str, Row], places: dict[str, Row]) -> TodayLine:
    if child := children.get(reminder.student):
        guardian = child["guardian"]
        return TodayLine(reminder, child, guardian.called, guardian.phone)
    if place := places.get(reminder.student):
        return TodayLine(reminder, place, is_full=False)
    return TodayLine(reminder, {})


def in_full(ledger: Ledger, lines: Sequence[TodayLine]) -> list[TodayLine]:
    """Return the same lines with everything that is shown of their children."""
    ids = list(dict.fromkeys(each.reminder.student for each in lines if not each.is_full))
    children = {row["id"]: row for row in find_students.rows_of(ledger, ids)}
    places = {each.reminder.student: each.child for each in lines}
    return [each if each.is_full else _line(each.reminder, children, places) for each in lines]


def unverified_classes(ledger: Ledger) -> list[Row]:
    """Return school, school_name, grade, class_no and count of children that nobody has seen this
    term, in the order of the list."""
    return board_counts.unverified_by_class(ledger)


def next_duties(ledger: Ledger, on: date | None = None) -> list[Reminder]:
    """Return the unit's own duties to come (the monthly report), soonest first."""
    rules = [
        replace(rule, warn_days=_AHEAD)
        for rule in rules_in_use(ledger)
        if rule.trigger == BY_CALENDAR
    ]
    answered = [row for row in outcomes.everything(ledger) if not row["student_id"]]
    return reminders.reminders([], rules, ledger.day(on), answered, due_list.began_on(ledger))


def can_be_reported(duty: Reminder) -> bool:
    """Tell whether it is near enough to its day that a report may have gone out."""
    return duty.days >= -_REPORTED_AHEAD
