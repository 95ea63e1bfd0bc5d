"""On which day somebody must look again at a state that lasts: one place for the rules.

Every function takes and returns ISO days; a text that is no day is looked at on `on`, at once.
"""

from __future__ import annotations

from datetime import date, timedelta

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.dates import add_months, as_day
from ledger_app.domain.day import Day

UNPROVEN_DAYS = 7  # only a mark, or no proof yet: so long until there is more
NO_END_DAYS = 30  # on leave, and nobody wrote until when: so long to fetch the paper
LEAVE_MONTHS = 12  # 休学, 缓学 are approved for a year at most at a time (§5.2)
TRANSFER_DAYS = 10  # working days that each school of a transfer has
TAUGHT_EACH_DAYS = 15  # 送教上门 at least twice a month
TERM_DAYS = 14  # of each term to verify again those who are taught elsewhere
WEEKDAYS = 5


def leave_review(since: str, to_on: str, renew_by_on: str, on: Day) -> str:
    """Return the first of: its end (30 days where none is), the day agreed, one year."""
    begun = as_day(since)
    if begun is None:
        return earliest(to_on, renew_by_on) or on.text
    longest = add_months(begun, LEAVE_MONTHS).isoformat()
    end = to_on if as_day(to_on) else later(since, NO_END_DAYS, on)
    return earliest(longest, end, renew_by_on)


def verified_review(verified_on: str, verify_by_on: str, on: Day) -> str:
    """Return when to verify again: early in the next term, or as agreed if earlier.

    One of the last days before a term begins is made for that term.
    """
    verified = as_day(verified_on)
    if verified is None:
        return on.text
    term = on.calendar.next_term_begins(verified + timedelta(days=TERM_DAYS))
    return earliest((term + timedelta(days=TERM_DAYS)).isoformat(), verify_by_on)


def unverified_review(since: str, verify_by_on: str, on: Day) -> str:
    """Return until when proof is to be there."""
    return earliest(later(since, UNPROVEN_DAYS, on), verify_by_on)


def transfer_review(step_on: str, on: Day, sides: int = 1) -> str:
    """Return until when the school whose turn it is has to be done with a transfer."""
    start = as_day(step_on)
    if start is None:
        return on.text
    return working_days_after(start, TRANSFER_DAYS * sides, on.calendar).isoformat()


def taught_review(last_on: str, on: Day) -> str:
    """Return when the next visit of 送教上门 is due: on a school day, holidays left out."""
    last = as_day(last_on)
    if last is None:
        return on.text
    return on.calendar.school_days_after(last + timedelta(days=TAUGHT_EACH_DAYS - 1), 1).isoformat()


def working_days_after(start: date, count: int, calendar: SchoolCalendar) -> date:
    """Return the day so many working days later: offices work while the pupils have holidays.

    Public holidays are left out, and days worked instead of them count.
    """
    day = start
    while count:
        day += timedelta(days=1)
        is_off = day.weekday() >= WEEKDAYS or day in calendar.days_off
        count -= not is_off or day in calendar.extra_days
    return day


def later(day: str, count: int, on: Day) -> str:
    """Return a day `count` days later; the day asked for where it is no day."""
    start = as_day(day)
    return (start + timedelta(days=count)).isoformat() if start else on.text


def earliest(*days: str) -> str:
    """Return the first of several days, "" when none is one."""
    return min((day for day in days if as_day(day)), default="")
