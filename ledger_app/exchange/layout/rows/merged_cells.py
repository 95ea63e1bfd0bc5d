"""Cells merged downwards: what they say holds for every row they cover, but a name or a number."""

from __future__ import annotations

from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn, ListHeading
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Worksheet

# Two children share no name, number or seat, whatever a spreadsheet merged.
_OWN_KEYS = frozenset({"name", "id_no", "register_no", "class_seat_no", "aux_no"})


def rows_under_merged(sheet: Worksheet, column: int, heading_row: int) -> frozenset[int]:
    """Return the rows that a cell merged downwards in this column covers, without its first."""
    last, found = len(sheet.rows), set[int]()
    for top, left, bottom, right in sheet.merged:
        go_on()
        if top > heading_row and left <= column <= right:
            found.update(range(top + 1, min(bottom + 1, last)))
    return frozenset(found)


def with_shared_cells(sheet: Worksheet, heading: ListHeading) -> list[list[Cell]]:
    """Return the rows, a class, guardian or telephone merged downwards in each of its rows."""
    own = {column.index for column in heading.columns if _is_own(column)}
    rows = sheet.rows
    for top, left, bottom, _right in sheet.merged:
        go_on()
        if left in own or bottom == top or top <= heading.last or top >= len(rows):
            continue
        # Copied once, and only where a merged cell reaches down: most sheets have none.
        if rows is sheet.rows:
            rows = list(rows)
        value = rows[top][left]
        for at in range(top + 1, min(bottom + 1, len(rows))):
            go_on()
            rows[at] = [*rows[at][:left], value, *rows[at][left + 1 :]]
    return rows


def _is_own(column: ListColumn) -> bool:
    field, use = column.meaning.field, column.meaning.use
    if use in (Use.KNOWN, Use.BLANK):
        return True
    return use is Use.STUDENT and field is not None and field.key in _OWN_KEYS
