"""Write workbooks: every cell through one guarded function, the file in place only when whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.workbook import Cell, column_letter
from ledger_app.files import targets, writing

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_767  # UTF-16 units, Excel's own limit
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_PAPER = {"A4": 9, "A3": 8}
_WIDEST = 60


@dataclass(frozen=True)
class TableSheet:
    """One sheet to write: title lines, the heading row that repeats on paper, the rows."""

    name: str
    titles: Sequence[str]
    heading: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    paper: Literal["A4", "A3"] = "A4"


def put(sheet: WriteOnlyWorksheet, value: Cell | None) -> WriteOnlyCell:
    """Return a cell that shows `value` as it is: text is never a formula, a date or a number.

    Raises LedgerError for text longer than a cell can hold: nothing is cut.
    """
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        return _text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= 1e10:
        cell.number_format = "0"  # all digits, never 1.4E+10
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    _check_length(text)
    cell = WriteOnlyCell(sheet, None)
    cell.value = _CONTROL.sub("\ufffd", text)
    cell.data_type = "s"  # also what begins with = or reads as #N/A
    cell.number_format = "@"  # text stays text when the cell is edited: 18 digits, 01, =…
    return cell


def _check_length(cell: Cell | None) -> None:
    if isinstance(cell, str) and too_long(cell):
        raise LedgerError(
            f"有一格文字长达 {len(cell)} 字，工作簿的一格最多 {LONGEST_CELL} 字，没有写出。",
            "请先缩短这一项的内容。",
        )


def too_long(text: str) -> bool:
    """Tell whether text does not fit into one cell."""
    return len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL


def write_tables(tables: Sequence[TableSheet], path: Path, *, source: Path | None = None) -> None:
    """Write a workbook with print set-up; `path` is replaced only by a whole file.

    Raises LedgerError when a text does not fit, the folder cannot be written, the file is in use,
    or it is one that must stay: a ledger, or the workbook that is being read (`source`).
    """
    from openpyxl import Workbook

    targets.free_target(path, source=source)
    for table in tables:
        for cells in (table.titles, table.heading, *table.rows):
            for cell in cells:
                _check_length(cell)
    book: Any = Workbook(write_only=True)
    names: set[str] = set()
    for table in tables:
        _write_sheet(book.create_sheet(sheet_name(table.name, names)), table)
    write_book(book, path, source=source)


def write_book(book: Workbook, path: Path, *, source: Path | None = None) -> bytes:
    """Write a workbook, whole or not at all; return its bytes."""
    packed = BytesIO()
    book.save(packed)
    content = packed.getvalue()
    writing.write(path, content, source=source)
    return content


def _write_sheet(sheet: WriteOnlyWorksheet, table: TableSheet) -> None:
    row = len(table.titles) + 1
    set_up_print(sheet, table.paper, f"{row}:{row}")
    sheet.freeze_panes = f"A{row + 1}"
    for index, width in enumerate(_widths(table)):
        sheet.column_dimensions[column_letter(index)].width = width
    for title in table.titles:
        sheet.append([put(sheet, title)])
    sheet.append([_heading_cell(sheet, text) for text in table.heading])
    for cells in table.rows:
        sheet.append([put(sheet, cell) for cell in cells])


def set_up_print(
    sheet: WriteOnlyWorksheet, paper: str, heading_rows: str, *, landscape: bool = True
) -> None:
    """Print on this paper, as wide as it is, the heading rows ("3:4") again on every page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = _PAPER[paper]
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.print_title_rows = heading_rows
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def _heading_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.styles import Alignment, Font

    cell = put(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _widths(table: TableSheet) -> list[float]:
    """Return column widths in half-width characters, from the heading and the first rows."""
    widths = [float(max(6, text_width(text[:_WIDEST]) + 2)) for text in table.heading]
    # Later rows are hardly wider, and all of them would take longer than writing the file.
    for row in table.rows[:200]:
        for index, cell in enumerate(row[: len(widths)]):
            if cell is not None:
                widths[index] = max(
                    widths[index], min(_WIDEST, text_width(str(cell)[:_WIDEST]) + 2)
                )
    return [min(width, _WIDEST) for width in widths]


def text_width(text: str) -> int:
    """Return how wide a text is, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name Excel takes: at most 31 characters, none of []:*?/\\, not used yet."""
    base = _SHEET_NAME.sub(" ", wanted).strip("' ")[:28] or "名单"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[:26]} {number}", number + 1
    taken.add(name.casefold())
    return name
