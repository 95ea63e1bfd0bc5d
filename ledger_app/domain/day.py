"""A day as every question of the program is asked for it: a date and the school calendar."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.dates import as_day, school_year
from ledger_app.domain.once import once


@dataclass(frozen=True)
class Day:
    """One date, looked at by one school calendar; `text` is the date as ISO text.

    Made once for a question (`ledger.day()`) and carried through it, so that every answer counts
    terms, weeks and school days alike.
    """

    date: datetime.date
    calendar: SchoolCalendar
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.date.isoformat())

    @property
    def is_school_day(self) -> bool:
        """Tell whether school is held."""
        return self.calendar.is_school_day(self.date)

    @property
    def term(self) -> str:
        """Return the term, "2026-2027-1" or "-2"."""
        return self.calendar.term(self.date)

    @once
    def term_begins(self) -> datetime.date:
        """Return the first day of the newest term that has begun; holidays belong to it."""
        return self.calendar.term_begins(self.date)

    @once
    def term_holds_until(self) -> str:
        """Return the ISO day before the next term: so long holds what this term has seen."""
        last = self.calendar.next_term_begins(self.date) - datetime.timedelta(days=1)
        return last.isoformat()

    @property
    def term_end(self) -> datetime.date:
        """Return the first end of a term on or after the day."""
        return self.calendar.term_end(self.date)

    @property
    def week(self) -> int:
        """Return the school week of the term, from 1; 0 if it is not known."""
        return self.calendar.week(self.date)

    @property
    def year_start(self) -> str:
        """Return the ISO day the school year began on: statistics count from 1 September."""
        return f"{school_year(self.date)}-09-01"

    def later(self, count: int) -> str:
        """Return the ISO day `count` days later (earlier, if negative)."""
        return (self.date + datetime.timedelta(days=count)).isoformat()

    def days_since(self, text: str | None) -> int:
        """Return the days from an ISO day to this one, negative when it is later; 0 for no day."""
        start = as_day(text)
        return (self.date - start).days if start else 0
