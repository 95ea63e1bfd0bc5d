"""The public holidays of the years whose notice of the State Council is known, and the days on
which work is made up for them.

`resources/calendar/cn_holidays.csv` is made once a year, in November, from the package
chinesecalendar, which no part of the program uses; it holds no year that was not announced.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import NamedTuple

from ledger_app import paths

OFF = "放假"


class PublicDay(NamedTuple):
    """One day of a holiday, or one on which work is made up for it (`is_off` false)."""

    day: date
    is_off: bool
    name: str
    source: str


@cache
def public_days() -> tuple[PublicDay, ...]:
    """Return all announced days, oldest first."""
    path = paths.resources() / "calendar" / "cn_holidays.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            PublicDay(
                date.fromisoformat(row["day"]), row["kind"] == OFF, row["name"], row["source"]
            )
            for row in csv.DictReader(stream)
        )


@cache
def announced_years() -> frozenset[int]:
    """Return the years whose holidays are announced: each has its National Day."""
    return frozenset(each.day.year for each in public_days() if each.day.month == 10)
