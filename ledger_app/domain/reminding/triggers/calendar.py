"""Duties of the unit on a fixed day of each month; they concern no child."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.student_file import StudentFile

BY_CALENDAR = "day_of_month"


def _nobody(_: StudentFile) -> bool:
    return False


def _by_calendar(_: ChildToday, __: Rule) -> Iterator[Due]:
    """Yield nothing for a child: the calendar is asked once, in reminding/reminders.py."""
    return iter(())


TRIGGERS = {BY_CALENDAR: Trigger(_nobody, _by_calendar, {})}
