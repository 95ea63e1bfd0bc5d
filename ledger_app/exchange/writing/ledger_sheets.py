"""A ledger as it stands on paper, as a workbook: title, headings in two rows, rules, signers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ledger_app.exchange.reading.workbook import column_letter
from ledger_app.exchange.writing.tables import (
    put,
    set_up_print,
    sheet_name,
    text_width,
    write_book,
)

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Alignment = Literal["left", "center", "right"]
TEXT_PT, TITLE_PT = 10.5, 18.0  # of the screen; on paper the whole is made to fit
MM_PER_CHARACTER = 1.9  # a half-width character of TEXT_PT with its share of the margins
NARROWEST, WIDEST = 4.0, 80.0  # characters
SIDES = 1.0  # characters of a column that no text stands in
LINE_PT = 14.0  # height of a line of text
NOTHING = "无"
ALIGNMENTS: tuple[Alignment, ...] = ("left", "center", "right")
_FONT = "宋体"


@dataclass(frozen=True, kw_only=True)
class LedgerColumn:
    """One column: its heading, the group over it, its width on paper, where its texts stand."""

    heading: str
    group: str = ""
    width_mm: float = 15.0
    align: Alignment = "center"


@dataclass(frozen=True, kw_only=True)
class LedgerSheet:
    """One ledger. `under` are the lines below the table, `foot` left and right of the pages."""

    title: str
    subtitle: str
    head: tuple[str, ...]  # unit, day: one line
    columns: Sequence[LedgerColumn]
    rows: Sequence[Sequence[str]]
    under: Sequence[str]
    foot: tuple[str, str]
    paper: Literal["A4", "A3"]
    landscape: bool
    font_pt: float  # of the table on paper: how much larger the columns are here
    margins_mm: tuple[float, float, float, float]  # top, right, bottom, left


class _Looks:
    """Cells of each look, made once: setting fonts and borders cell by cell takes minutes."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        from openpyxl.styles import Font

        self._sheet = sheet
        plain, bold = Font(name=_FONT, size=TEXT_PT), Font(name=_FONT, size=TEXT_PT, b=True)
        self.title = self._of(Font(name=_FONT, size=TITLE_PT, b=True), "center", ruled=False)
        self.middle = self._of(plain, "center", ruled=False)
        self.line = self._of(plain, "left", ruled=False)
        self.heading = self._of(bold, "center", ruled=True)
        self.texts = {each: self._of(plain, each, ruled=True) for each in ALIGNMENTS}

    def _of(self, font: Font, horizontal: str, *, ruled: bool) -> WriteOnlyCell:
        from openpyxl import styles

        cell, side = put(self._sheet, ""), styles.Side(style="thin")
        cell.font = font
        if ruled:
            cell.border = styles.Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = styles.Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        return cell

    def put(self, text: str, like: WriteOnlyCell) -> WriteOnlyCell:
        """Return a guarded cell of a text that looks like another one."""
        cell = put(self._sheet, text or None)
        cell._style = like._style
        return cell


def write_ledgers(sheets: Sequence[LedgerSheet], path: Path) -> bytes:
    """Write ledgers as a workbook, one sheet each; return its bytes.

    Raises LedgerError when a text does not fit into a cell, or where the file can't be written.
    """
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    names: set[str] = set()
    for each in sheets:
        _write(book.create_sheet(sheet_name(each.title, names)), each)
    return write_book(book, path)


def _write(sheet: WriteOnlyWorksheet, ledger: LedgerSheet) -> None:
    looks, widths = _Looks(sheet), _widths(ledger)
    for at, width in enumerate(widths):
        sheet.column_dimensions[column_letter(at)].width = width
    head = [(ledger.title, looks.title), (ledger.subtitle, looks.middle)]
    head += [("　　".join(ledger.head), looks.middle)]
    lines = [(text, look) for text, look in head if text]
    first = len(lines) + 1
    is_grouped = any(column.group for column in ledger.columns)
    _set_up(sheet, ledger, first, first + is_grouped)
    for number, (text, look) in enumerate(lines, 1):
        _line(sheet, number, looks.put(text, look), widths, 32.0 if number == 1 else 20.0)
    for at, cells in enumerate(_headings(sheet, ledger.columns, first, is_grouped=is_grouped)):
        _append(sheet, first + at, [looks.put(text, looks.heading) for text in cells], widths)
    like = [looks.texts[column.align] for column in ledger.columns]
    number = first + is_grouped
    for row in ledger.rows:
        number += 1
        cells = [looks.put(text, look) for text, look in zip(row, like, strict=True)]
        _append(sheet, number, cells, widths)
    if not ledger.rows:
        number += 1
        _merge(sheet, number, 0, number, len(widths) - 1)
        texts = [NOTHING, *[""] * (len(widths) - 1)]
        sheet.append([looks.put(text, looks.texts["center"]) for text in texts])
    for text in ledger.under:
        number += 1
        _line(sheet, number, looks.put(text, looks.line), widths, LINE_PT + 4)


def _line(
    sheet: WriteOnlyWorksheet, number: int, cell: WriteOnlyCell, widths: list[float], least: float
) -> None:
    """Write a line across the whole table."""
    _merge(sheet, number, 0, number, len(widths) - 1)
    height = LINE_PT * _lines(str(cell.value), sum(widths)) + 4
    sheet.row_dimensions[number].height = max(least, height)
    sheet.append([cell])


def _append(
    sheet: WriteOnlyWorksheet, number: int, cells: list[WriteOnlyCell], widths: list[float]
) -> None:
    """Write a row as high as its texts are: not every program finds that out by itself."""
    texts = zip(cells, widths, strict=True)
    most = max(_lines(str(cell.value or ""), width) for cell, width in texts)
    sheet.row_dimensions[number].height = LINE_PT * most + 2
    sheet.append(cells)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    room = max(2.0, width - SIDES)
    return sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))


def _headings(
    sheet: WriteOnlyWorksheet, columns: Sequence[LedgerColumn], first: int, *, is_grouped: bool
) -> Iterator[list[str]]:
    """Yield the heading rows; a group stands over its columns, any other heading in both rows."""
    if not is_grouped:
        yield [column.heading for column in columns]
        return
    upper, at = [], 0
    for group, members in groupby(columns, key=lambda column: column.group):
        found = list(members)
        if group:
            _merge(sheet, first, at, first, at + len(found) - 1)
            upper += [group, *[""] * (len(found) - 1)]
        else:
            for offset, column in enumerate(found):
                _merge(sheet, first, at + offset, first + 1, at + offset)
                upper.append(column.heading)
        at += len(found)
    yield upper
    yield [column.heading if column.group else "" for column in columns]


def _merge(sheet: WriteOnlyWorksheet, top: int, left: int, bottom: int, right: int) -> None:
    if (top, left) != (bottom, right):
        sheet.merged_cells.add(f"{column_letter(left)}{top}:{column_letter(right)}{bottom}")


def _widths(ledger: LedgerSheet) -> list[float]:
    larger = TEXT_PT / ledger.font_pt
    wanted = (column.width_mm * larger / MM_PER_CHARACTER for column in ledger.columns)
    return [round(min(WIDEST, max(NARROWEST, width)), 1) for width in wanted]


def _set_up(sheet: WriteOnlyWorksheet, ledger: LedgerSheet, first: int, last: int) -> None:
    set_up_print(sheet, ledger.paper, f"{first}:{last}", landscape=ledger.landscape)
    sheet.freeze_panes = f"A{last + 1}"
    inches = [each / 25.4 for each in ledger.margins_mm]
    margins = sheet.page_margins
    margins.top, margins.right, margins.bottom, margins.left = inches
    margins.footer = max(0.2, margins.bottom - 0.3)
    left, right = (text.replace("&", "&&") for text in ledger.foot)
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = left, right
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.size = 8
