"""Stars at the rows that are new or different since the edition before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from ledger_app.printing.tables.sheet import PrintedTable, number_column

CHANGED = "*"
Asked = list[tuple[str, str]]  # caption and source of each column, however wide on its paper


@dataclass(frozen=True)
class Trace:
    """What is kept in mind of an edition: what its columns asked, digests of its rows."""

    asked: Asked
    rows: frozenset[bytes]


def trace(sheet: PrintedTable) -> Trace:
    """Return what later rows are compared with: little, beside the edition itself."""
    place = number_column(sheet)
    return Trace(_asked(sheet), frozenset(_without(row, place) for row in sheet.rows))


def marked(sheet: PrintedTable, before: Trace) -> PrintedTable:
    """Mark rows that are new or different since the edition before with a star at their number."""
    place = number_column(sheet)
    if place is None or before.asked != _asked(sheet):
        return sheet
    rows = [
        row
        if _without(row, place) in before.rows
        else (*row[:place], row[place] + CHANGED, *row[place + 1 :])
        for row in sheet.rows
    ]
    if rows == list(sheet.rows):
        return sheet
    note = f"序号后带“{CHANGED}”的，与上一期相比是新增或有变化的。"
    return replace(sheet, rows=rows, notes=(*sheet.notes, note))


def _asked(sheet: PrintedTable) -> Asked:
    return [(column.caption, column.source) for column in sheet.columns]


def _without(row: Sequence[str], place: int | None) -> bytes:
    """Return a digest of a row without its number."""
    cells = [cell for at, cell in enumerate(row) if at != place]
    return blake2b("\0".join(cells).encode(), digest_size=16).digest()
