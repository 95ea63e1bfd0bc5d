"""Compulsory school age: from 6 on 31 August to the birthday after which nobody must come.

义务教育法 §11 (6, where conditions lack 7); the end is settable (15, 16, 17), domain.md §9.
"""

from __future__ import annotations

from datetime import date

from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row

AGE_READS: Reads = {"student": ("birth_date",)}


def enters_on(student: Row, on: Day) -> date | None:
    """Return the day a child is to enter school, None when its birth is not known."""
    birth = as_day(student.get("birth_date"))
    if birth is None:
        return None
    late = (birth.month, birth.day) > (8, 31)
    return on.calendar.autumn_begins(birth.year + on.calendar.entry_age + late)


def leaves_on(student: Row, on: Day) -> date | None:
    """Return the birthday from which a child is past school age, None when it is not known."""
    birth = as_day(student.get("birth_date"))
    if birth is None:
        return None
    year = birth.year + on.calendar.leaving_age
    try:
        return birth.replace(year=year)
    except ValueError:  # born on 29 February
        return date(year, 3, 1)
