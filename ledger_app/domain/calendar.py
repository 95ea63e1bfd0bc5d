"""The school calendar: on which days school is held, when terms begin and end. A value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from ledger_app.domain.dates import as_day

LAST_DAYS = 14  # of a term: too few to visit a child who has only just come
SCHOOL_DAY = "school_day"  # the unit that counts by this calendar; any other counts every day


@dataclass(frozen=True)
class SchoolCalendar:
    """Monday to Friday but in the summer; `days_off` are further days without school.

    `first_days` are the first days of terms where the authority has named them. A first term
    begins on 1 September otherwise; a second one after the Spring Festival, on another day each
    year and county, so that its weeks are counted only where its first day is known.
    """

    days_off: frozenset[date] = frozenset()
    first_days: frozenset[date] = frozenset()
    entry_age: int = 6  # on 31 August of the year a child enters school (义务教育法 §11: 6 or 7)
    leaving_age: int = 16  # from this birthday on a child is past compulsory school: 15, 16 or 17
    # shifted(ISO day, count, unit): the ISO day so many days or school days later; a text that is
    # no day stays. Asked for every record of a township, and true of this calendar only.
    shifted: Callable[[str, int, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shifted", lru_cache(maxsize=8192)(self._shifted))

    def _shifted(self, day: str, count: int, unit: str) -> str:
        start = as_day(day)
        if start is None:
            return day
        if unit == SCHOOL_DAY:
            return self.school_days_after(start, count).isoformat()
        return (start + timedelta(days=count)).isoformat()

    def is_school_day(self, on: date) -> bool:
        """Tell whether school is held: Monday to Friday, no holiday."""
        first, last = self._summer(on.year)
        return on.weekday() < 5 and not first <= on <= last and on not in self.days_off

    def school_days_after(self, start: date, n: int) -> date:
        """Return the n-th school day after `start` (n ≥ 1); `start` itself for n ≤ 0."""
        if n <= 0:
            return start
        if not self.days_off:
            return self._school_day_after(start, n)
        day = start
        while n:
            day += timedelta(days=1)
            n -= self.is_school_day(day)
        return day

    def school_days_between(self, start: date, end: date) -> int:
        """Count the school days after `start` up to and including `end`; 0 if it is not later."""
        if end <= start:
            return 0
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        off = sum(start < day <= end and self._would_be_school(day) for day in self.days_off)
        return weekdays - self._summer_weekdays(start, end) - off

    def term(self, on: date) -> str:
        """Return the term, "2026-2027-1" (autumn to January) or "-2" (February to summer)."""
        year = on.year if on >= self.autumn_begins(on.year) else on.year - 1
        half = 1 if year == on.year or on.month == 1 else 2
        return f"{year}-{year + 1}-{half}"

    def autumn_begins(self, year: int) -> date:
        """Return the first day of the first term of the school year that begins in `year`."""
        return self._first_day(year, (8, 9)) or date(year, 9, 1)

    def spring_begins(self, year: int) -> date | None:
        """Return the first day of the second term in `year`, None where nobody named it."""
        return self._first_day(year, (2, 3))

    def term_begins(self, on: date) -> date:
        """Return the first day of the newest term that has begun by `on`; holidays belong to it.

        A second term whose first day nobody named is taken to begin on 1 March.
        """
        days = (
            self.autumn_begins(on.year),
            self.spring_begins(on.year) or date(on.year, 3, 1),
            self.autumn_begins(on.year - 1),
        )
        return next(day for day in days if day <= on)

    def next_term_begins(self, on: date) -> date:
        """Return the first day of the next term after `on`."""
        days = (
            self.spring_begins(on.year) or date(on.year, 3, 1),
            self.autumn_begins(on.year),
            self.spring_begins(on.year + 1) or date(on.year + 1, 3, 1),
        )
        return next(day for day in days if day > on)

    def week(self, on: date) -> int:
        """Return the school week of the term, from 1; 0 before it, or if no first day is known."""
        first: date | None
        if self.term(on).endswith("-1"):
            first = self.autumn_begins(int(self.term(on)[:4]))
        else:
            first = self.spring_begins(on.year)
        if first is None or on < first:
            return 0
        return (on.toordinal() - first.toordinal() + first.weekday()) // 7 + 1

    def term_end(self, on: date) -> date:
        """Return the first end of a term on or after `on`: 31 January or 15 July."""
        if on.month == 1:
            return date(on.year, 1, 31)
        summer = date(on.year, 7, 15)
        return summer if on <= summer else date(on.year + 1, 1, 31)

    def first_term_end(self, first: date) -> date:
        """Return the term's end at which a child new at a school is visited.

        Of the term it came in, or of the next one if fewer than LAST_DAYS were left.
        """
        end = self.term_end(first)
        too_late = first > end - timedelta(days=LAST_DAYS)
        return self.term_end(end + timedelta(days=1)) if too_late else end

    def coming_term(self, day: str) -> str:
        """Return the first ISO day of the term a child told on `day` is to come for.

        From May that is the autumn, in the winter holidays the spring; "" for the term under way.
        """
        told = as_day(day)
        if told and told.month in (5, 6, 7, 8):
            return self.autumn_begins(told.year).isoformat()
        if told and told.month in (1, 2):
            return (self.spring_begins(told.year) or date(told.year, 3, 1)).isoformat()
        return ""

    def _first_day(self, year: int, months: tuple[int, int]) -> date | None:
        days = (day for day in self.first_days if day.year == year and day.month in months)
        return min(days, default=None)

    def _would_be_school(self, day: date) -> bool:
        first, last = self._summer(day.year)
        return day.weekday() < 5 and not first <= day <= last

    def _summer(self, year: int) -> tuple[date, date]:
        """Return first and last day of the summer holidays: from the end of term to the next."""
        return date(year, 7, 16), self.autumn_begins(year) - timedelta(days=1)

    def _summer_weekdays(self, start: date, end: date) -> int:
        """Count the weekdays in summer holidays after `start` up to and including `end`."""
        count = 0
        for year in range(start.year, end.year + 1):
            first, last = self._summer(year)
            low, high = max(start, first - timedelta(days=1)), min(end, last)
            if low < high:
                count += _weekdays_until(high) - _weekdays_until(low)
        return count

    def _school_day_after(self, start: date, n: int) -> date:
        weeks, rest = divmod(_weekdays_until(start) + n - 1, 5)
        found = date.fromordinal(weeks * 7 + rest + 1)
        first, last = self._summer(start.year)
        if start >= last:
            first, last = self._summer(start.year + 1)
        if found < first:
            return found
        before = self.school_days_between(start, first - timedelta(days=1))
        return self._school_day_after(last, n - before)


def _weekdays_until(day: date) -> int:
    """Count Monday to Friday from day 1 of the calendar, a Monday, up to and including `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
