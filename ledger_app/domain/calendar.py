"""The school calendar: on which days school is held, when terms begin and end. A value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from ledger_app.domain.dates import as_day

FIRST, SECOND = 1, 2  # the terms of a school year: autumn, spring
LAST_DAYS = 14  # of a term: too few to visit a child who has only just come
ENTRY_AGES, LEAVING_AGES = (6, 7), (15, 16, 17)  # what a county may have; the usual: 6 and 16
SCHOOL_DAY = "school_day"  # the unit that counts by this calendar; any other counts every day
# Months in which a child that is told of a new school comes for the next term.
_FOR_THE_NEXT_TERM = {FIRST: (1, 2), SECOND: (5, 6, 7, 8)}


@dataclass(frozen=True, order=True)
class Term:
    """One term: `year` is the year its school year began in; `ends` is its last day of school.

    A term that is not `named` has the days that are usual: nobody has said when it begins or ends.
    """

    begins: date
    ends: date
    year: int
    half: int
    named: bool = True

    @property
    def key(self) -> str:
        """Return "2026-2027-1" or "-2"."""
        return f"{self.year}-{self.year + 1}-{self.half}"


def usual_term(year: int, half: int) -> Term:
    """Return a term as it is taken to be until its days are named: see SchoolCalendar."""
    if half == FIRST:
        return Term(date(year, 9, 1), date(year + 1, 1, 31), year, half, named=False)
    return Term(date(year + 1, 3, 1), date(year + 1, 7, 15), year, half, named=False)


@dataclass(frozen=True)
class SchoolCalendar:
    """Monday to Friday of the terms without `days_off`, and the `extra_days` of the terms.

    `terms` are those whose days the authority has named. Another first term is taken to be from
    1 September to 31 January, a second one from 1 March to 15 July; a term is over when the next
    one begins. The second one begins after the Spring Festival, on another day each year and
    county, so that its weeks are counted only where it is named. `known_years` are those whose
    public holidays are among the days: the others are counted from Monday to Friday.
    """

    days_off: frozenset[date] = frozenset()
    extra_days: frozenset[date] = frozenset()
    terms: frozenset[Term] = frozenset()
    known_years: frozenset[int] = frozenset()
    entry_age: int = 6  # on 31 August of the year a child enters school (义务教育法 §11: 6 or 7)
    leaving_age: int = 16  # from this birthday on a child is past compulsory school: 15, 16 or 17
    # shifted(ISO day, count, unit): the ISO day so many days or school days later; a text that is
    # no day stays. Asked for every record of a township, and true of this calendar only.
    shifted: Callable[[str, int, str], str] = field(init=False, repr=False, compare=False)
    _terms_of: Callable[[int], tuple[Term, Term]] = field(init=False, repr=False, compare=False)
    _days_of: Callable[[int], list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shifted", lru_cache(maxsize=8192)(self._shifted))
        object.__setattr__(self, "_terms_of", lru_cache(maxsize=512)(self._find_terms))
        object.__setattr__(self, "_days_of", lru_cache(maxsize=512)(self._find_days))

    def _shifted(self, day: str, count: int, unit: str) -> str:
        start = as_day(day)
        if start is None:
            return day
        if unit == SCHOOL_DAY:
            return self.school_days_after(start, count).isoformat()
        return (start + timedelta(days=count)).isoformat()

    # Days.

    def is_school_day(self, on: date) -> bool:
        """Tell whether school is held: in a term, Monday to Friday and no holiday, or made up."""
        if on > self.term_of(on).ends:
            return False
        return on in self.extra_days or (on.weekday() < 5 and on not in self.days_off)

    def school_days_after(self, start: date, n: int) -> date:
        """Return the n-th school day after `start` (n ≥ 1); `start` itself for n ≤ 0."""
        if n <= 0:
            return start
        year, at = start.year, self._count_until(start) + n - 1
        while at >= len(days := self._days_of(year)):
            year, at = year + 1, at - len(days)
        return date.fromordinal(days[at])

    def school_days_between(self, start: date, end: date) -> int:
        """Count the school days after `start` up to and including `end`; 0 if it is not later."""
        if end <= start:
            return 0
        years = sum(len(self._days_of(year)) for year in range(start.year, end.year))
        return years + self._count_until(end) - self._count_until(start)

    def is_known(self, year: int) -> bool:
        """Tell whether the public holidays of a year are recorded."""
        return year in self.known_years

    # Terms.

    def term_of(self, on: date) -> Term:
        """Return the newest term that has begun by `on`; the holidays after it belong to it."""
        autumn = self._terms_of(on.year)[0]
        if autumn.begins <= on:
            return autumn
        before, spring = self._terms_of(on.year - 1)
        return spring if spring.begins <= on else before

    def next_term(self, term: Term) -> Term:
        """Return the term after this one."""
        if term.half == FIRST:
            return self._terms_of(term.year)[1]
        return self._terms_of(term.year + 1)[0]

    def term(self, on: date) -> str:
        """Return the term, "2026-2027-1" or "-2"; the holidays after it belong to it."""
        return self.term_of(on).key

    def term_begins(self, on: date) -> date:
        """Return the first day of the newest term that has begun by `on`."""
        return self.term_of(on).begins

    def next_term_begins(self, on: date) -> date:
        """Return the first day of the next term after `on`."""
        return self.next_term(self.term_of(on)).begins

    def autumn_begins(self, year: int) -> date:
        """Return the first day of the first term of the school year that begins in `year`."""
        return self._terms_of(year)[0].begins

    def week(self, on: date) -> int:
        """Return the school week of the term, from 1; 0 in holidays, or if it is not named.

        A first term counts its weeks from 1 September until it is named.
        """
        term = self.term_of(on)
        if on > term.ends or (term.half == SECOND and not term.named):
            return 0
        first = term.begins
        return (on.toordinal() - first.toordinal() + first.weekday()) // 7 + 1

    def term_end(self, on: date) -> date:
        """Return the first end of a term on or after `on`: its last day of school."""
        term = self.term_of(on)
        return term.ends if on <= term.ends else self.next_term(term).ends

    def first_term_end(self, first: date) -> date:
        """Return the term's end at which a child new at a school is visited.

        Of the term it came in, or of the next one if fewer than LAST_DAYS were left.
        """
        end = self.term_end(first)
        too_late = first > end - timedelta(days=LAST_DAYS)
        return self.term_end(end + timedelta(days=1)) if too_late else end

    def coming_term(self, day: str) -> str:
        """Return the first ISO day of the term a child told on `day` is to come for.

        From May that is the autumn, from January the spring; "" for the term under way.
        """
        told = as_day(day)
        if told is None:
            return ""
        term = self.term_of(told)
        if told <= term.ends and told.month not in _FOR_THE_NEXT_TERM[term.half]:
            return ""
        return self.next_term(term).begins.isoformat()

    # What is worked out once: every count of days or terms rests on these two.

    def _find_terms(self, year: int) -> tuple[Term, Term]:
        """Return both terms of the school year that begins in `year`, neither into the next."""
        named = {(term.year, term.half): term for term in sorted(self.terms)}
        keys = ((year, FIRST), (year, SECOND), (year + 1, FIRST))
        one, two, after = (named.get(key) or usual_term(*key) for key in keys)
        return _until(one, two.begins), _until(two, after.begins)

    def _find_days(self, year: int) -> list[int]:
        """Return the ordinals of all school days of a calendar year."""
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        days = range(first, last + 1)
        return [number for number in days if self.is_school_day(date.fromordinal(number))]

    def _count_until(self, day: date) -> int:
        return bisect_right(self._days_of(day.year), day.toordinal())


def _until(term: Term, after: date) -> Term:
    """Return a term that is over before the next one begins."""
    ends = min(term.ends, after - timedelta(days=1))
    return Term(term.begins, ends, term.year, term.half, term.named)
