"""Lay a table out on pages: pure, in millimetres, one page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from operator import attrgetter

from ledger_app.printing.boxes import FRAME_MM, Band, BandRow, Cell, Page, Stroke, Text, placed
from ledger_app.printing.cells import RISE, Cells, split
from ledger_app.printing.fonts import PT_MM, printable
from ledger_app.printing.model import Align
from ledger_app.printing.page_heads import LINE_PT, RUNNING_PT, TITLE_PT, line_of_three, title
from ledger_app.printing.sign_blocks import Closing, closing
from ledger_app.printing.tables.heading import TableHeading, heading
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable

NOTHING = "无"  # house style: an empty ledger says so and is still filed (domain.md §4)
KEPT_TOGETHER = 2  # rows moved along so that signatures never stand on a sheet of their own

_height = attrgetter("height")
Measured = tuple[float, tuple[Cell, ...]]


@dataclass(frozen=True)
class _Sheet:
    """What all pages of one ledger share."""

    table: PrintedTable
    edges: tuple[float, ...]
    first: tuple[float, tuple[Text, ...]]  # where the table begins, and the texts above it
    later: tuple[float, tuple[Text, ...]]
    heading: TableHeading
    limit: float  # no row below this
    closing: Closing


def table_pages(table: PrintedTable) -> Iterator[Page]:
    """Yield the pages in order, each without its page number (see page_heads.page_foot)."""
    sheet = _sheet(table)
    top, texts = sheet.first
    room = sheet.limit - top - sheet.heading.height
    rows: list[Measured] = []
    for measured in _measured(sheet):
        if measured[0] > room:
            yield _page(sheet, (top, texts), rows)
            top, texts = sheet.later
            rows, room = [], sheet.limit - top - sheet.heading.height
        rows.append(measured)
        room -= measured[0]
    # Signatures on a sheet without a row could be put under any ledger.
    if room < sheet.closing.height and rows:
        kept = _moved_along(sheet, rows)
        yield _page(sheet, (top, texts), rows[: len(rows) - kept])
        (top, texts), rows = sheet.later, rows[len(rows) - kept :]
    yield _page(sheet, (top, texts), rows, sheet.closing)


def _moved_along(sheet: _Sheet, rows: list[Measured]) -> int:
    """Return how many of the last rows go with the signatures to a page of their own."""
    room = sheet.limit - sheet.later[0] - sheet.heading.height - sheet.closing.height
    for count in range(min(KEPT_TOGETHER, len(rows) - 1), 0, -1):
        if sum(height for height, _ in rows[-count:]) <= room:
            return count
    return 0


def column_edges(
    columns: tuple[PrintedColumn, ...], left: float, width: float
) -> tuple[float, ...]:
    """Return the x of every column rule: fixed widths first, the rest shared by weight."""
    fixed = sum(column.width_mm for column in columns)
    weights = sum(column.weight for column in columns if not column.width_mm)
    spare = max(width - fixed, 0.0)
    widths = [column.width_mm or spare * column.weight / weights for column in columns]
    factor = width / sum(widths)
    edges = [left]
    for one in widths:
        edges.append(edges[-1] + one * factor)
    return tuple(edges)


def _sheet(table: PrintedTable) -> _Sheet:
    width, height = table.paper.size_mm
    top, right, bottom, left = table.paper.margins_mm
    edges = column_edges(table.columns, left, width - left - right)
    return _Sheet(
        table,
        edges,
        opening(table, edges[0], edges[-1], top),
        reopening(table, edges[0], edges[-1], top),
        heading(table.columns, edges, table.paper.font_pt),
        height - bottom,
        closing(table, edges[0], edges[-1]),
    )


def opening(
    table: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return where the table begins on the first page, and the texts above it."""
    y = top + TITLE_PT * PT_MM
    texts = [title(table.title, left, right, y)]
    if table.subtitle:
        y += 6.0
        texts.append(placed(printable(table.subtitle), left, right, y, LINE_PT, Align.CENTRE))
    y += 8.5
    unit, day = f"填报单位（盖章）：{table.unit}", f"填报日期：{table.filled_on}"
    texts += line_of_three((unit, f"截至：{table.as_of}", day), left, right, y, LINE_PT)
    return y + 2.5, tuple(texts)


def reopening(
    table: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return the same for every later page: one small line that tells loose sheets apart."""
    y = top + RUNNING_PT * PT_MM
    name = "　".join(filter(None, (f"{table.title}（续）", table.subtitle)))
    texts = (f"填报单位：{table.unit}", name, f"截至：{table.as_of}")
    return y + 2.0, line_of_three(texts, left, right, y, RUNNING_PT)


def _measured(sheet: _Sheet) -> Iterator[Measured]:
    """Yield each row's height and cells; a row taller than a page comes in pieces."""
    least, size = sheet.table.paper.row_mm, sheet.table.paper.font_pt
    tables = [
        Cells(right - left, size, column.align, column.one_line)
        for column, (left, right) in zip(sheet.table.columns, pairwise(sheet.edges), strict=True)
    ]
    capacity = sheet.limit - max(sheet.first[0], sheet.later[0]) - sheet.heading.height
    for row in sheet.table.rows:
        cells = tuple([table[text] for table, text in zip(tables, row, strict=True)])
        height = max(map(_height, cells))
        if height <= capacity:
            yield (height if height > least else least), cells
        else:
            yield from _pieces(cells, tables, capacity, least)


def _pieces(
    cells: tuple[Cell, ...], tables: list[Cells], capacity: float, least: float
) -> Iterator[Measured]:
    parts = [split(cell, capacity, table) for cell, table in zip(cells, tables, strict=True)]
    blank = Cell((), 1.0, 0.0)
    for piece in zip_longest(*parts, fillvalue=blank):
        yield max(least, *map(_height, piece)), piece


def _page(
    sheet: _Sheet,
    start: tuple[float, tuple[Text, ...]],
    rows: list[Measured],
    end: Closing | None = None,
) -> Page:
    top, texts = start
    width, height = sheet.table.paper.size_mm
    if not rows and sheet.table.rows and end:  # one huge row left room for nothing else
        alone = end.at(top)
        return Page(width, height, texts + alone.texts, alone.strokes)
    head = sheet.heading.at(top)
    body = top + sheet.heading.height
    band = _band(sheet, body, rows) if rows else _empty_band(sheet, body)
    bottom = band.rows[-1].bottom
    after = end.at(bottom) if end else Closing(0.0)
    return Page(
        width,
        height,
        texts + head.texts + after.texts,
        head.strokes + _frame(sheet.edges[0], top, sheet.edges[-1], bottom) + after.strokes,
        (band,),
    )


def _band(sheet: _Sheet, top: float, rows: list[Measured]) -> Band:
    rise = RISE * sheet.table.paper.font_pt * PT_MM
    placed = []
    y = top
    for height, cells in rows:
        placed.append(BandRow(y + height / 2 + rise, y + height, cells))
        y += height
    return Band(sheet.edges, top, tuple(placed))


def _empty_band(sheet: _Sheet, top: float) -> Band:
    """Return one row across the whole table that says there is nothing to report."""
    left, right = sheet.edges[0], sheet.edges[-1]
    paper = sheet.table.paper
    cell = Cells(right - left, paper.font_pt, Align.CENTRE, one_line=True)[printable(NOTHING)]
    middle = top + paper.row_mm / 2 + RISE * paper.font_pt * PT_MM
    return Band((left, right), top, (BandRow(middle, top + paper.row_mm, (cell,)),))


def _frame(left: float, top: float, right: float, bottom: float) -> tuple[Stroke, ...]:
    return (
        Stroke(left, top, right, top, FRAME_MM),
        Stroke(left, bottom, right, bottom, FRAME_MM),
        Stroke(left, top, left, bottom, FRAME_MM),
        Stroke(right, top, right, bottom, FRAME_MM),
    )
