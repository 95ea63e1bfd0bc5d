"""Lay a table out on pages: pure, in millimetres, one page at a time.

The rows go down the pages part by part (see fitting): first all rows of the first part, below them
or on the next page those of the second. A section of some pages begins a page of its
own under its name, with all its parts; smaller ones follow each other between strong rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ledger_app.printing.boxes import (
    FRAME_MM,
    Band,
    BandRow,
    Bookmark,
    Page,
    Stroke,
    Text,
    placed,
)
from ledger_app.printing.cells import RISE, Cells
from ledger_app.printing.fonts import PT_MM, printable
from ledger_app.printing.model import Align
from ledger_app.printing.page_heads import (
    LINE_PT,
    RUNNING_PT,
    TITLE_PT,
    in_middle,
    line_of_three,
    title,
)
from ledger_app.printing.sign_blocks import Closing, closing, unit_label
from ledger_app.printing.tables.rows import (
    SECTION_MM,
    LaidPart,
    Row,
    broken,
    ended,
    laid_part,
    measured,
)
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable, TablePart

NOTHING = "无"  # house style: an empty ledger says so and is still filed (domain.md §4)
KEPT_TOGETHER = 2  # rows moved along so that signatures never stand on a sheet of their own
KEPT_LINES = 4  # or so many lines of a row that is too tall for that
MOST_EMPTY = 0.3  # of a page; rather than leave more, a row is broken
OWN_PAGES = 2  # of a section that begins a page of its own; smaller ones would waste half of it
BETWEEN_MM = 6.0  # two parts on one page

_Start = tuple[float, tuple[Text, ...]]  # where the table begins, and the texts above it


@dataclass(frozen=True)
class _Sheet:
    """What all pages of one ledger share."""

    table: PrintedTable
    parts: tuple[LaidPart, ...]
    first: _Start
    later: _Start
    limit: float  # no row below this
    closing: Closing


@dataclass
class _Stretch:
    """Rows of one part on one page."""

    part: LaidPart
    top: float
    rows: list[Row] = field(default_factory=list)


class _Pages:
    """The page being filled."""

    def __init__(self, sheet: _Sheet) -> None:
        self.sheet = sheet
        self.start = sheet.first
        self.y = self.start[0]
        self.stretches: list[_Stretch] = []

    def add(self, part: LaidPart, rows: Iterator[Row]) -> Iterator[Page]:
        """Set the rows of a part; yield each page that is full."""
        is_open = False
        for row in rows:
            rest: Row | None = row
            while rest is not None:
                is_open, rest, is_full = self._set(part, rest, is_open)
                if is_full:
                    yield self.turned()
                    is_open = False

    def _set(self, part: LaidPart, row: Row, is_open: bool) -> tuple[bool, Row | None, bool]:
        """Set a row as far as it goes; return what is left of it, and whether the page is full."""
        before = 0.0 if is_open else part.heading.height + (BETWEEN_MM if self.stretches else 0.0)
        room = self.sheet.limit - self.y - before
        if row.whole <= room:
            self._place(part, row, is_open)
            return True, None, False
        page = self.sheet.limit - self.sheet.later[0] - part.heading.height
        cut = None
        if row.whole > page or room > MOST_EMPTY * page:
            cut = broken(part, row, room)
        if cut is None:
            if self.stretches:
                return is_open, row, True
            self._place(part, row, is_open)  # a single line that is higher than a page: never
            return True, None, False
        self._place(part, cut[0], is_open)
        return True, cut[1], True

    def _place(self, part: LaidPart, row: Row, is_open: bool) -> None:
        if not is_open:
            self.open(part)
        self.stretches[-1].rows.append(row)
        self.y += row.whole

    def open(self, part: LaidPart) -> None:
        """Begin a part below what stands on the page."""
        if self.stretches:
            self.y += BETWEEN_MM
        self.stretches.append(_Stretch(part, self.y))
        self.y += part.heading.height

    def turned(self, end: Closing | None = None) -> Page:
        """Return the page and begin the next."""
        page = _page(self.sheet, self.start, self.stretches, end)
        self.start = self.sheet.later
        self.y, self.stretches = self.start[0], []
        return page

    def close(self) -> Iterator[Page]:
        """Yield the last page, signed; with signatures alone it could be put under any ledger."""
        if self.sheet.limit - self.y < self.sheet.closing.height and self.sheet.table.rows:
            last = self.stretches[-1]
            moved = self._moved_along(last)
            yield self.turned()
            for number, row in enumerate(moved):
                self._place(last.part, row, number > 0)
        yield self.turned(self.sheet.closing)

    def _moved_along(self, last: _Stretch) -> list[Row]:
        """Take the rows off the page that go with the signatures to a page of their own."""
        start, limit = self.sheet.later[0], self.sheet.limit
        room = limit - start - last.part.heading.height - self.sheet.closing.height
        for count in range(min(KEPT_TOGETHER, len(last.rows) - 1), 0, -1):
            if sum(row.whole for row in last.rows[-count:]) <= room:
                moved = last.rows[-count:]
                del last.rows[-count:]
                return moved
        cut = ended(last.part, last.rows[-1], KEPT_LINES)
        if cut is None or cut[1].whole > room:
            return []
        last.rows[-1] = replace(cut[0], is_headed=last.rows[-1].is_headed)
        return [cut[1]]


def table_pages(table: PrintedTable) -> Iterator[Page]:
    """Yield the pages in order, each without its page number (see page_heads.page_foot)."""
    sheet = _sheet(table)
    pages = _Pages(sheet)
    if not table.rows:
        for part in sheet.parts:
            if pages.y + part.heading.height + table.paper.row_mm > sheet.limit:
                yield pages.turned()
            pages.open(part)
            pages.y += table.paper.row_mm
    sections = {section.first: section for section in table.sections}
    for first, end, is_headed in _blocks(sheet):
        if pages.stretches:
            yield pages.turned()
        for part in sheet.parts:
            rows = measured(part, table.rows[first:end], first, sections, is_headed)
            yield from pages.add(part, rows)
    yield from pages.close()


def _blocks(sheet: _Sheet) -> Iterator[tuple[int, int, bool]]:
    """Yield the rows that begin a page: of a section of OWN_PAGES (true), else of several."""
    table = sheet.table
    page = sheet.limit - sheet.later[0] - max(part.heading.height for part in sheet.parts)
    firsts = [section.first for section in table.sections]
    ends = [*firsts[1:], len(table.rows)][: len(firsts)]
    start = 0
    for first, end in zip(firsts, ends, strict=True):
        if (end - first) * table.paper.row_mm >= OWN_PAGES * page:
            if start < first:
                yield start, first, False
            yield first, end, True
            start = end
    if start < len(table.rows):
        yield start, len(table.rows), False


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
    parts = tuple(laid_part(table, part, left) for part in parts_of(table))
    return _Sheet(
        table,
        parts,
        opening(table, left, width - right, top),
        reopening(table, left, width - right, top),
        height - bottom,
        closing(table, left, width - right),
    )


def parts_of(table: PrintedTable) -> tuple[TablePart, ...]:
    """Return the parts of a table; an edition of old has all its columns in one."""
    if table.parts:
        return table.parts
    _, right, _, left = table.paper.margins_mm
    edges = column_edges(table.columns, left, table.paper.size_mm[0] - left - right)
    widths = tuple(end - start for start, end in pairwise(edges))
    return (TablePart(tuple(range(len(widths))), widths),)


def opening(
    table: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return where the table begins on the first page, and the texts above it."""
    y = top + TITLE_PT * PT_MM
    texts = [*title(table.title, left, right, y)]
    if table.subtitle:
        y += 6.0
        texts += in_middle(table.subtitle, left, right, y, LINE_PT)
    y += 8.5
    unit = f"{table.unit_label or unit_label(table)}{table.unit}"
    day = f"{table.made_label}：{table.filled_on}"
    texts += line_of_three((unit, f"截至：{table.as_of}", day), left, right, y, LINE_PT)
    return y + 2.5, tuple(texts)


def reopening(
    table: PrintedTable, left: float, right: float, top: float
) -> tuple[float, tuple[Text, ...]]:
    """Return the same for every later page: one small line that tells loose sheets apart."""
    y = top + RUNNING_PT * PT_MM
    name = "　".join(filter(None, (f"{table.title}（续）", table.subtitle)))
    texts = (f"{table.unit_label or '填报单位：'}{table.unit}", name, f"截至：{table.as_of}")
    return y + 2.0, line_of_three(texts, left, right, y, RUNNING_PT)


def _page(
    sheet: _Sheet, start: _Start, stretches: list[_Stretch], end: Closing | None = None
) -> Page:
    width, height = sheet.table.paper.size_mm
    top, texts = start
    strokes: tuple[Stroke, ...] = ()
    bands: tuple[Band, ...] = ()
    marks: tuple[Bookmark, ...] = ()
    bottom = top
    for stretch in stretches:
        drawn = _drawn(sheet, stretch)
        texts, strokes = texts + drawn.texts, strokes + drawn.strokes
        bands += drawn.bands
        bottom = drawn.bands[-1].rows[-1].bottom
        marks += drawn.bookmarks if stretch.part is sheet.parts[0] else ()
    after = end.at(bottom) if end else Closing(0.0)
    return Page(width, height, texts + after.texts, strokes + after.strokes, bands, marks)


def _drawn(sheet: _Sheet, stretch: _Stretch) -> Page:
    """Return what a stretch puts on its page."""
    part, paper = stretch.part, sheet.table.paper
    head = part.heading.at(stretch.top)
    y = stretch.top + part.heading.height
    rise = RISE * paper.font_pt * PT_MM
    texts, strokes = list(head.texts), list(head.strokes)
    bands: list[Band] = []
    marks: list[Bookmark] = []
    held: list[BandRow] = []
    top, left, right = y, part.edges[0], part.edges[-1]
    for row in stretch.rows:
        if row.section:
            marks.append(Bookmark(printable(row.section), y))
            strokes.append(Stroke(left, y, right, y, FRAME_MM))
        if row.is_headed:
            if held:
                bands.append(Band(part.edges, top, tuple(held)))
            texts.append(_section_text(row.section, left, right, y, paper.font_pt))
            y += SECTION_MM
            strokes.append(Stroke(left, y, right, y))
            top, held = y, []
        held.append(BandRow(y + row.height / 2 + rise, y + row.height, row.cells))
        y += row.height
    if held:
        bands.append(Band(part.edges, top, tuple(held)))
    else:
        bands.append(_empty_band(sheet, part, y))
    strokes += _frame(left, stretch.top, right, bands[-1].rows[-1].bottom)
    return Page(0, 0, tuple(texts), tuple(strokes), tuple(bands), tuple(marks))


def _section_text(name: str, left: float, right: float, y: float, size_pt: float) -> Text:
    base = y + SECTION_MM / 2 + RISE * size_pt * PT_MM
    return placed(printable(name), left + 1.5, right, base, size_pt, Align.LEFT, bold=True)


def _empty_band(sheet: _Sheet, part: LaidPart, top: float) -> Band:
    """Return one row across the whole table that says there is nothing to report."""
    left, right = part.edges[0], part.edges[-1]
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
