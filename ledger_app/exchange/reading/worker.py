"""The process that opens workbooks: `python -m ledger_app.exchange.reading.worker KIND LIMITS`.

A hostile file can then only take this process down, never the ledger. The answer on standard
output is marshalled: ("ok", sheets, dates) or ("refused", message, hint).
"""

from __future__ import annotations

import gc
import io
import json
import marshal
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from ledger_app import windows
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading import file_kinds, text_tables, web_tables, xml_2003
from ledger_app.exchange.reading.marks.bad_cells import without_bad_cells
from ledger_app.exchange.reading.marks.ods_marks import OdsMarks
from ledger_app.exchange.reading.marks.sheet_marks import UNREADABLE, Finder, marked
from ledger_app.exchange.reading.marks.xls_marks import XlsMarks
from ledger_app.exchange.reading.marks.xlsx_marks import XlsxMarks
from ledger_app.exchange.reading.seen_text import seen
from ledger_app.exchange.reading.workbook import (
    LONGEST,
    TOO_LONG,
    Cell,
    Limits,
    Range,
    Worksheet,
    column_letter,
)
from ledger_app.private_memory import keep_private

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

DATE_MARK = "\x00"  # no cell holds it: XML forbids it and text files are cleaned of it


class _GivenUpError(ValueError):
    """The reading library cannot go on with a file."""


class _Values(dict[Any, Any]):
    """Cell values by raw value: equal texts become one object, dates become marked text."""

    def __init__(self) -> None:
        super().__init__({"": ""})
        self.dates: dict[str, str] = {}

    def __missing__(self, raw: object) -> object:
        if isinstance(raw, bool):
            return raw  # not kept: True would answer for 1.0
        self[raw] = value = self._plain(raw)
        return value

    def _plain(self, raw: object) -> object:
        if isinstance(raw, float):
            return _number(raw)
        if isinstance(raw, str):
            return seen(raw) if len(raw) <= LONGEST else TOO_LONG
        if isinstance(raw, int):
            return raw
        if isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
            raw = raw.date()
        if not isinstance(raw, date):
            return str(raw)
        token = f"{DATE_MARK}{raw.isoformat()}"
        self.dates[token] = raw.isoformat()
        return token


def _number(raw: float) -> int | float | str:
    if not isfinite(raw):
        return "#NUM!"
    return int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw


def main(arguments: list[str]) -> int:
    """Read standard input, answer on standard output; the exit code is 2 without enough memory."""
    gc.disable()  # a million cells in plain lists: nothing to collect, much to look through
    limits = Limits(**json.loads(arguments[1]))
    content = sys.stdin.buffer.read()
    set_limits(limits)
    try:
        answer: tuple[Any, ...] = ("ok", *pack(read_sheets(arguments[0], content, limits)))
    except LedgerError as error:
        answer = ("refused", error.message, error.hint)
    except MemoryError:
        return 2
    sys.stdout.buffer.write(marshal.dumps(answer))
    sys.stdout.buffer.flush()
    return 0


def set_limits(limits: Limits) -> None:
    if sys.platform == "win32":
        # Where it does not work, the parent's clock and the counted bytes are the limits.
        windows.limit_itself(limits.memory_bytes, limits.cpu_seconds)
        return
    import resource

    keep_private()
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))


def read_sheets(kind: str, content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the sheets of a file of this kind, within the limits; raise LedgerError."""
    if kind == "text":
        sheets = text_tables.read_separated(content)
    elif kind == "pasted":
        sheets = text_tables.read_pasted(content)
    elif kind == "html":
        sheets = web_tables.read_html(content, limits)
    elif kind == "xml2003":
        sheets = xml_2003.read_xml2003(content, limits)
    else:
        sheets = _spreadsheet(kind, content, limits)
    _check_size(sheets, limits)
    return [replace(sheet, rows=_square(sheet.rows)) for sheet in sheets]


def _spreadsheet(kind: str, content: bytes, limits: Limits) -> list[Worksheet]:
    """Return the sheets; where one bad cell makes the library give up, all without that cell."""
    try:
        return _looked_through(kind, content, limits)
    except _GivenUpError as error:
        if kind != "xlsx":
            raise file_kinds.damaged() from error
    try:
        return _looked_through(kind, without_bad_cells(content), limits)
    except UNREADABLE as error:
        raise file_kinds.damaged() from error


def _looked_through(kind: str, content: bytes, limits: Limits) -> list[Worksheet]:
    find = _finder(kind, content)
    return [_marked(sheet, find, at, limits) for at, sheet in _sheets(content, limits)]


def _sheets(content: bytes, limits: Limits) -> Iterable[tuple[int, Worksheet]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        known = book.sheets_metadata
        if len(known) > limits.sheets:
            raise file_kinds.too_many_sheets(len(known), limits.sheets)
        for at, about in enumerate(known):
            if about.typ == calamine.SheetTypeEnum.WorkSheet:
                yield at, _sheet(book.get_sheet_by_index(at), about, limits)
    except calamine.PasswordError as error:
        raise file_kinds.locked_by_password() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _GivenUpError from error


def _finder(kind: str, content: bytes) -> Finder | None:
    """Return who finds what the reading library passes over; None where nobody can."""
    finders: dict[str, Callable[[bytes], Finder]] = {"xls": XlsMarks, "ods": OdsMarks}
    try:
        return finders.get(kind, XlsxMarks)(content)
    except UNREADABLE:
        return None


def _marked(sheet: Worksheet, find: Finder | None, at: int, limits: Limits) -> Worksheet:
    try:
        if find:
            return marked(sheet, find.of(at), limits)
    except UNREADABLE:
        pass  # its values are read; that the rest was not looked at is said
    return replace(sheet, looked=False)


def _sheet(source: CalamineSheet, about: SheetMetadata, limits: Limits) -> Worksheet:
    last_row, last_column = source.end or (0, 0)
    _check_corner(about.name, last_row + 1, last_column + 1, limits)
    merged = tuple(_range(found) for found in source.merged_cell_ranges or ())
    hidden = str(about.visible) != "SheetVisibleEnum.Visible"
    rows: Any = source.to_python(skip_empty_area=False)  # times and spans too; pack makes text
    return Worksheet(about.name, rows, merged, hidden)


def _range(found: tuple[tuple[int, int], tuple[int, int]]) -> Range:
    return (*found[0], *found[1])


def _check_size(sheets: list[Worksheet], limits: Limits) -> None:
    cells = 0
    for sheet in sheets:
        width = max(map(len, sheet.rows), default=0)
        _check_corner(sheet.name, len(sheet.rows), width, limits)
        cells += len(sheet.rows) * width
    if cells > limits.cells:
        raise file_kinds.too_large()


def _check_corner(name: str, rows: int, columns: int, limits: Limits) -> None:
    if rows <= limits.rows and columns <= limits.columns:
        return
    where = f"工作表“{name}”" if name else "这个表格"
    raise LedgerError(
        f"{where}一直用到 {column_letter(columns - 1)}{rows} 单元格，"
        f"超过了 {limits.rows} 行、{limits.columns} 列的上限。",
        "如果最后面是多余的内容，请删掉那些行列再存；学生确实多，就按学校拆成几个文件。",
    )


def _square(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return rows without the empty ones at the end, all equally long."""
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]


def pack(sheets: list[Worksheet]) -> tuple[list[Any], dict[str, str]]:
    """Return sheets as what marshal can write fast, and the dates behind the marked texts."""
    values = _Values()
    packed = [
        (
            {**vars(sheet), "rows": [], "name": seen(sheet.name)},
            [[values[cell] for cell in row] for row in sheet.rows],
        )
        for sheet in sheets
    ]
    return packed, values.dates


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
