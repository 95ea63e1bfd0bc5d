"""Days for tests: a date with the ordinary school calendar."""

from __future__ import annotations

from datetime import date

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.day import Day

ORDINARY = SchoolCalendar()


def the_day(text: str, calendar: SchoolCalendar = ORDINARY) -> Day:
    """Return the day of an ISO text."""
    return Day(date.fromisoformat(text), calendar)
