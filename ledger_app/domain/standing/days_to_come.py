"""What a record did not know yet on a day: days still to come, and what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from ledger_app.catalogue import TABLES, Dated, Kind
from ledger_app.domain.dates import as_day
from ledger_app.domain.reads import with_values
from ledger_app.domain.student_file import Row


def as_of(table: str, row: Row, today: str) -> Row:
    """Return a record without the days still to come on `today` (ISO text) and their facts."""
    later: list[str] = []
    for dated in _days_to_come(table):
        # Not every question reads every column.
        if dated.key not in row or not (day := row[dated.key]):
            continue
        if day > today:
            later += [dated.key, *(each for each in dated.facts if each in row)]
        later += [key for key, wait in dated.later if key in row and _is_before(today, day, wait)]
    return with_values(row, dict.fromkeys(later)) if later else row


@cache
def _days_to_come(table: str) -> tuple[Dated, ...]:
    """Return the days of a table that nobody knows before they have come."""
    dates = (field.key for field in TABLES[table].fields if field.kind is Kind.DATE)
    days = (TABLES[table].dated(key) for key in dates)
    return tuple(dated for dated in days if not dated.planned)


def _is_before(today: str, day: str, wait: int) -> bool:
    begun = as_day(day)
    return begun is not None and (begun + timedelta(days=wait)).isoformat() > today


def merge_rows(rows: Sequence[Row]) -> Row:
    """Return one row with the newest value of each field."""
    if len(rows) == 1:
        return rows[0]
    newest: dict[str, object] = {}
    for row in rows:
        newest.update({key: value for key, value in row.items() if value is not None})
    return with_values(rows[0], newest) if rows else newest
