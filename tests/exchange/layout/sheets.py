"""Sheets typed in a test, and what their columns were taken for."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.exchange.layout.assignment import NOTHING_SAID, SheetAssignment
from ledger_app.exchange.layout.heading_words import written_caption
from ledger_app.exchange.layout.headings import ListColumn, ListHeading, find_heading
from ledger_app.exchange.reading.workbook import Cell, Range, Worksheet

YEAR = 2026


def sheet(*rows: Sequence[Cell], merged: Sequence[Range] = ()) -> Worksheet:
    """Return a sheet of these rows, made equally long."""
    width = max(map(len, rows))
    return Worksheet("名单", [[*row, *[""] * (width - len(row))] for row in rows], tuple(merged))


def heading(
    *rows: Sequence[Cell], merged: Sequence[Range] = (), said: SheetAssignment = NOTHING_SAID
) -> ListHeading:
    """Return the heading of a sheet that has one."""
    found = find_heading(sheet(*rows, merged=merged), said=said, year=YEAR)
    assert found is not None
    return found


def taken(*rows: Sequence[Cell], merged: Sequence[Range] = ()) -> list[str]:
    """Return what each column is taken for: a heading that means it, ? where it is asked whose,
    - where nothing of it is kept."""
    return [as_text(column) for column in heading(*rows, merged=merged).columns]


def as_text(column: ListColumn) -> str:
    """Return what one column is taken for."""
    if column.meaning.counts:
        return written_caption("", column.meaning)
    return "?" if column.choices else "-"
