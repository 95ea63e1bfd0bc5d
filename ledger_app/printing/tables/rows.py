"""The rows of a table, measured; one too tall for the rest of a page goes on below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor
from operator import attrgetter

from ledger_app.printing.boxes import PAD_Y_MM, Cell
from ledger_app.printing.cells import LEADING, Cells, stacked
from ledger_app.printing.fonts import PT_MM
from ledger_app.printing.tables.heading import TableHeading, heading
from ledger_app.printing.tables.sheet import (
    NAME_SOURCES,
    NUMBER_SOURCE,
    PrintedTable,
    Section,
    TablePart,
)

GOES_ON = "续"
LEAST_LINES = 3  # of a row at the foot of a page
SECTION_MM = 5.2
MIN_PT = 5.5  # of editions of before 0.3.0: they come out as they were

_height: Callable[[Cell], float] = attrgetter("height")
_NOTHING = Cell((), 1.0, 0.0)


@dataclass(frozen=True)
class LaidPart:
    """One part of the table: where its columns stand, its heading, its cells."""

    places: tuple[int, ...]
    edges: tuple[float, ...]
    heading: TableHeading
    columns: list[Cells]
    keys: dict[int, bool]  # columns that come again when a row goes on; true: 续 stands there
    least_mm: float


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row; `section` begins with it, under a heading of its own if `is_headed`."""

    height: float
    cells: tuple[Cell, ...]
    section: str = ""
    is_headed: bool = False

    @property
    def whole(self) -> float:
        """Return the height with the heading above it."""
        return self.height + SECTION_MM if self.is_headed else self.height


def laid_part(table: PrintedTable, part: TablePart, left: float) -> LaidPart:
    """Lay out the columns of a part from its left edge on."""
    edges = [left]
    for width in part.widths_mm:
        edges.append(edges[-1] + width)
    size = table.paper.font_pt
    # What was kept before letters had a least size is printed again as it was.
    least = min(size, table.paper.least_pt) if table.parts else MIN_PT
    columns = [table.columns[at] for at in part.columns]
    cells = [
        Cells(right - left, size, column.align, column.one_line, column.bold, least)
        for column, (left, right) in zip(columns, pairwise(edges), strict=True)
    ]
    sources = [column.source for column in columns]
    numbers = [at for at, source in enumerate(sources) if source == NUMBER_SOURCE][:1]
    names = [at for at, source in enumerate(sources) if source in NAME_SOURCES][:1]
    keys = {at: number == 0 for number, at in enumerate((*numbers, *names))}
    laid = heading(tuple(columns), tuple(edges), size)
    return LaidPart(part.columns, tuple(edges), laid, cells, keys, table.paper.row_mm)


def measured(
    part: LaidPart,
    rows: Sequence[Sequence[str]],
    first: int,
    sections: dict[int, Section],
    is_headed: bool,
) -> Iterator[Row]:
    """Yield the rows in order; `first` is the place of the first one in the table."""
    columns, least = part.columns, part.least_mm
    is_all = bool(rows) and part.places == tuple(range(len(rows[0])))
    for at, texts in enumerate(rows, first):
        shown = texts if is_all else [texts[place] for place in part.places]
        cells = tuple([column[text] for column, text in zip(columns, shown, strict=True)])
        height = max(map(_height, cells))
        section = sections.get(at)
        if section is None:
            yield Row(max(height, least), cells)
        else:
            yield Row(max(height, least), cells, section.name, is_headed)


def broken(part: LaidPart, row: Row, room: float) -> tuple[Row, Row] | None:
    """Cut a row: what finds room, and what goes on with number and name; None if too little does.

    Only cells that are longer than the room are cut.
    """
    inner = room - (SECTION_MM if row.is_headed else 0.0)
    heads, tails = [], []
    for cell, column in zip(row.cells, part.columns, strict=True):
        lines = max(0, floor((inner - 2 * PAD_Y_MM) / line_mm(cell) + 1e-6))
        texts = tuple(text for _, _, text in cell.lines)
        if len(texts) > lines and lines < LEAST_LINES:
            return None
        is_cut = len(texts) > lines
        heads.append(stacked(texts[:lines], cell.size_pt, column) if is_cut else cell)
        tails.append(stacked(texts[lines:], cell.size_pt, column) if is_cut else _NOTHING)
    if all(tail is _NOTHING for tail in tails):
        return None
    for at, says_so in part.keys.items():
        if tails[at] is _NOTHING:
            tails[at] = _again(row.cells[at], part.columns[at], says_so)
    first = Row(_tall(heads, part), tuple(heads), row.section, row.is_headed)
    return first, Row(_tall(tails, part), tuple(tails))


def ended(part: LaidPart, row: Row, lines: int) -> tuple[Row, Row] | None:
    """Cut the last lines off a row, so that signatures do not stand alone."""
    room = row.height - lines * max(map(line_mm, row.cells))
    return broken(part, replace(row, is_headed=False), room)


def line_mm(cell: Cell) -> float:
    return LEADING * cell.size_pt * PT_MM


def _tall(cells: list[Cell], part: LaidPart) -> float:
    return max(part.least_mm, *map(_height, cells))


def _again(cell: Cell, column: Cells, says_so: bool) -> Cell:
    texts = tuple(text for _, _, text in cell.lines)
    if says_so and texts[-1:] != (GOES_ON,):
        texts = (*texts, GOES_ON)
    return stacked(texts, cell.size_pt, column)
