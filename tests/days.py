"""Days for tests: a date with the ordinary school calendar."""

from __future__ import annotations

from datetime import date

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.day import Day

# Monday to Friday: a calendar that has no holidays in whatever year is asked about.
ORDINARY = SchoolCalendar(known_years=frozenset(range(1900, 2101)))


def the_day(text: str, calendar: SchoolCalendar = ORDINARY) -> Day:
    """Return the day of an ISO text."""
    return Day(date.fromisoformat(text), calendar)


# Of a child whose class reports in each term: it is known to be at school, whatever else is not.
REPORTED_IN = [
    {"id": f"c{year}-{half}", "held_on": f"{year}-{day}", "kind": "1", "taken_by": "李敏"}
    for year in range(2019, 2033)
    for half, day in enumerate(("03-01", "09-01"))
]
