"""A workbook to be filled in: what is known is locked, what is empty is open, choices drop down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger_app.domain.fill_keys import HEADING
from ledger_app.exchange.reading.workbook import column_letter
from ledger_app.exchange.writing.tables import put, set_up_print, text_width, write_book

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

OPTIONS = "选项"  # the hidden sheet with what drops down: Excel takes 255 characters in the sheet
_GREY, _YELLOW = "FFE7E6E6", "FFFFF8E1"
_LEAST, _MOST = 9, 30  # characters of a column


@dataclass(frozen=True)
class FillColumn:
    """A column: its heading, what may be chosen, a word on how it is filled in."""

    heading: str
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class FillRow:
    """A child: its key, and the texts that are known; None is to be filled in."""

    key: str
    texts: Sequence[str | None]


def write_fill_in(
    name: str,
    titles: Sequence[str],
    columns: Sequence[FillColumn],
    rows: Sequence[FillRow],
    path: Path,
) -> None:
    """Write the workbook, whole or not at all; raise LedgerError where that can't be."""
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    heading = len(titles) + 1
    set_up_print(sheet, "A4", f"{heading}:{heading}")
    sheet.freeze_panes = f"C{heading + 1}"  # behind key and name
    sheet.protection.sheet = True  # without a password: a guard against slips, not against people
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    _set_widths(sheet, columns, rows)
    _offer(sheet, columns, heading + 1, heading + len(rows))
    for title in titles:
        sheet.append([put(sheet, None), put(sheet, title)])
    sheet.append([_cell(sheet, each, bold=True) for each in (HEADING, *_headings(columns))])
    for row in rows:
        sheet.append([_cell(sheet, row.key), *(_cell(sheet, text) for text in row.texts)])
    _write_options(book.create_sheet(OPTIONS), columns)
    write_book(book, path)


def _headings(columns: Sequence[FillColumn]) -> list[str]:
    return [column.heading for column in columns]


def _cell(sheet: WriteOnlyWorksheet, text: str | None, *, bold: bool = False) -> WriteOnlyCell:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell, side = put(sheet, text if text is not None else ""), Side(style="thin")
    if text is None:
        cell.value = None
    cell.font = Font(name="宋体", size=10.5, b=bold)
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.fill = PatternFill("solid", start_color=_YELLOW if text is None else _GREY)
    cell.protection = Protection(locked=text is not None)
    return cell


def _set_widths(
    sheet: WriteOnlyWorksheet, columns: Sequence[FillColumn], rows: Sequence[FillRow]
) -> None:
    sheet.column_dimensions["A"].hidden = True
    for at, column in enumerate(columns):
        texts = [column.heading, *(row.texts[at] or "" for row in rows), *column.options[:8]]
        width = max(map(text_width, texts)) + 2
        sheet.column_dimensions[column_letter(at + 1)].width = min(_MOST, max(_LEAST, width))


def _offer(sheet: WriteOnlyWorksheet, columns: Sequence[FillColumn], first: int, last: int) -> None:
    """Let what may be chosen drop down; say how the others are filled in."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for at, column in enumerate(columns):
        if not column.options and not column.hint:
            continue
        rule = DataValidation(allow_blank=True)
        if column.options:
            letter = column_letter(at)
            rule.type = "list"
            rule.formula1 = f"{OPTIONS}!${letter}$1:${letter}${len(column.options)}"
            rule.showErrorMessage, rule.error = True, "请从下拉列表里选一项。"
        if column.hint:
            rule.showInputMessage, rule.prompt = True, column.hint[:250]
        place = column_letter(at + 1)
        rule.add(f"{place}{first}:{place}{last}")
        sheet.data_validations.append(rule)


def _write_options(sheet: WriteOnlyWorksheet, columns: Sequence[FillColumn]) -> None:
    sheet.sheet_state = "hidden"
    for number in range(max((len(column.options) for column in columns), default=0)):
        found = (c.options[number] if number < len(c.options) else None for c in columns)
        sheet.append([put(sheet, text) for text in found])
