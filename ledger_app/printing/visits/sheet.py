"""A filled route sheet: a table with, where it carries whole numbers, a code beside each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, ClassVar

from ledger_app.printing.boxes import Band, Page, Stroke
from ledger_app.printing.tables.layout import table_pages
from ledger_app.printing.tables.sheet import PrintedTable, number_column, read_kept

CODE_MM = 11.0  # 25 modules of 0.44 mm: read from a copy by any telephone
CODE_SOURCE = "code"
BETWEEN_ROWS = "/"


@dataclass(frozen=True, kw_only=True)
class PrintedRoute(PrintedTable):
    """One route. `codes`: of each row the modules of a QR code (10/01), none on a masked paper."""

    shape: ClassVar[str] = "visits"
    unit_label: ClassVar[str] = "单位："
    made_label: ClassVar[str] = "打印日期"

    route: str = ""
    visitor: str = ""
    codes: tuple[str, ...] = ()


def read_kept_route(content: dict[str, Any]) -> PrintedRoute:
    """Return the route that was kept as JSON."""
    own = {key: content.pop(key) for key in ("route", "visitor")}
    codes = tuple(content.pop("codes"))
    table = read_kept(content)
    return PrintedRoute(**vars(table), **own, codes=codes)


def route_pages(sheet: PrintedRoute) -> Iterator[Page]:
    """Yield the pages in order, with a code in each row that has one."""
    at = next((i for i, one in enumerate(sheet.columns) if one.source == CODE_SOURCE), None)
    for page in table_pages(sheet):
        if at is None:
            yield page
            continue
        codes = tuple(s for band in page.bands for s in _codes(sheet, band, at))
        yield replace(page, strokes=page.strokes + codes)


def _codes(sheet: PrintedRoute, band: Band, at: int) -> Iterator[Stroke]:
    number, top = number_column(sheet), band.top
    for row in band.rows:
        text = "".join(line for _, _, line in row.cells[number].lines) if number is not None else ""
        # A row that goes on from the page before has its code there.
        code = sheet.codes[int(text) - 1] if text.isdigit() else ""
        if code:
            left = (band.edges[at] + band.edges[at + 1] - CODE_MM) / 2
            yield from _strokes(code, left, (top + row.bottom - CODE_MM) / 2)
        top = row.bottom


def _strokes(code: str, left: float, top: float) -> Iterator[Stroke]:
    """Yield the dark modules of each row as strokes as wide as a module."""
    rows = code.split(BETWEEN_ROWS)
    side = CODE_MM / len(rows)
    for number, row in enumerate(rows):
        middle, at = top + (number + 0.5) * side, 0
        for module, some in groupby(row):
            count = len(list(some))
            if module == "1":
                yield Stroke(left + at * side, middle, left + (at + count) * side, middle, side)
            at += count
