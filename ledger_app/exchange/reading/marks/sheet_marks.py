"""What a sheet says besides its values: hidden rows, struck-out cells, faults, how cells are shown.

The library that reads values passes this over. Each kind of file has a scanner that finds it;
here it is put on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol
from xml.etree import ElementTree

from ledger_app.exchange.reading import file_kinds
from ledger_app.exchange.reading.marks.cell_formats import PLAIN, Shown, as_shown
from ledger_app.exchange.reading.workbook import Cell, Limits, Range, Worksheet

_NAME = re.compile("(?:学生|幼儿|儿童|孩子|子女|学员)?(?:姓名|名字)")
_HEADINGS_ABOVE = 5000  # rows looked through for the caption of a struck-out cell
_SMALL = 10_000  # a number in front of a row that only counts it


# All that the libraries let through when the bytes are wrong.
UNREADABLE: tuple[type[Exception], ...] = (
    *file_kinds.UNREADABLE,
    ElementTree.ParseError,
    RuntimeError,
)


class Look(NamedTuple):
    """What is to be said of one cell. `text`, if there is one, stands instead of what was read."""

    struck: bool = False
    shown: Shown = PLAIN
    text: str | None = None


@dataclass
class Marks:
    """What was found of one sheet; rows and columns are counted from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    filtered: bool = False
    hidden: bool = False
    merged: tuple[Range, ...] = ()
    cells: Iterable[tuple[int, int, Look]] = ()  # may fill the others while it is gone through


class Finder(Protocol):
    """Finds the marks of each sheet of one file, by the place of the sheet."""

    def of(self, at: int) -> Marks: ...


def marked(sheet: Worksheet, marks: Marks, limits: Limits) -> Worksheet:
    """Return the sheet with its marks; the rows are changed in place."""
    rows, struck = sheet.rows, dict[int, set[int]]()
    for row, column, look in marks.cells:
        if look.text is not None:
            _put(rows, row, column, look.text, limits)
        elif row >= len(rows) or column >= len(rows[row]):
            continue
        if look.shown is not PLAIN:
            rows[row][column] = as_shown(rows[row][column], look.shown)
        if look.struck:
            struck.setdefault(row, set()).add(column)
    width = max(map(len, rows), default=0)
    hidden_rows = frozenset(row for row in marks.hidden_rows if row < len(rows))
    return replace(
        sheet,
        merged=sheet.merged or marks.merged,
        hidden=sheet.hidden or marks.hidden,
        hidden_rows=hidden_rows,
        filtered=marks.filtered and bool(hidden_rows),
        hidden_columns=frozenset(
            column
            for first, last in marks.hidden_columns
            for column in range(first, min(last + 1, width))
        ),
        struck=frozenset(row for row in struck if _is_struck(rows, row, struck[row])),
    )


def _put(rows: list[list[Cell]], row: int, column: int, text: str, limits: Limits) -> None:
    """Write a cell that may lie beyond what was read: a formula without a result has no value."""
    if row >= limits.rows or column >= limits.columns:
        raise file_kinds.too_large()
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells.extend([""] * (column + 1 - len(cells)))
    cells[column] = text


def _is_struck(rows: list[list[Cell]], row: int, struck: set[int]) -> bool:
    """Tell whether a row is struck out: all that is filled in it, or the name of the child."""
    filled = [at for at, cell in enumerate(rows[row]) if cell != ""]
    if filled and filled[0] not in struck and _only_counts(rows[row][filled[0]]):
        del filled[0]
    if filled and struck.issuperset(filled):
        return True
    return any(rows[row][at] != "" and _is_name(rows, row, at) for at in struck)


def _only_counts(cell: Cell) -> bool:
    text = str(cell).strip()
    return text.isdecimal() and int(text) < _SMALL if len(text) < 9 else False


def _is_name(rows: list[list[Cell]], row: int, column: int) -> bool:
    """Tell whether the nearest caption above says that the column holds the children's names."""
    for at in range(row - 1, max(-1, row - _HEADINGS_ABOVE), -1):
        cell = rows[at][column] if column < len(rows[at]) else ""
        if isinstance(cell, str) and "名" in cell:
            caption = "".join(cell.split())
            if "姓名" in caption or "名字" in caption:
                return bool(_NAME.fullmatch(caption))
    return False
