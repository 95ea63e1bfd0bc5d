"""LibreOffice printing the same table from a workbook, with the same font, widths and rules."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from ledger_app import paths
from ledger_app.printing.tables.layout import parts_of
from ledger_app.printing.tables.sheet import PrintedTable

LONGEST = 300  # seconds
_MM_PER_WIDTH = 1.95  # of a column, in the unit of workbooks, as LibreOffice takes it
_PAPER = {"A4": 9, "A3": 8}
# Without a Chinese font it falls back glyph by glyph, which takes twenty times as long.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""


@dataclass(frozen=True)
class Printed:
    """How long LibreOffice took (None: it was stopped) and how many pages came out."""

    seconds: float | None
    pages: int = 0


def program() -> str | None:
    """Return where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def seconds_to_print(sheet: PrintedTable, folder: Path) -> Printed | None:
    """Have LibreOffice print the table as a PDF; None if it is not installed."""
    soffice = program()
    if soffice is None:
        return None
    _print(soffice, _workbook(_head(sheet), folder / "warm.xlsx"), folder)  # makes its profile
    return _print(soffice, _workbook(sheet, folder / "table.xlsx"), folder)


def _head(sheet: PrintedTable) -> PrintedTable:
    return replace(sheet, rows=sheet.rows[:20])


def _workbook(sheet: PrintedTable, path: Path) -> Path:
    book = Workbook(write_only=True)
    table: Any = book.create_sheet("台账")
    _set_up_page(table, sheet)
    look = _look(table, sheet.paper.font_pt)
    for row in ([column.caption for column in sheet.columns], *sheet.rows):
        table.append([_cell(table, text, look) for text in row])
    book.save(path)
    return path


def _set_up_page(table: Any, sheet: PrintedTable) -> None:  # noqa: ANN401
    table.page_setup.paperSize = _PAPER[sheet.paper.name]
    table.page_setup.orientation = "landscape" if sheet.paper.landscape else "portrait"
    table.print_title_rows = "1:1"
    top, right, bottom, left = sheet.paper.margins_mm
    for side, size in (("top", top), ("right", right), ("bottom", bottom), ("left", left)):
        setattr(table.page_margins, side, size / 25.4)
    (part,) = parts_of(sheet)  # on its own paper the form is one table
    for number, width in enumerate(part.widths_mm, 1):
        letter = get_column_letter(number)
        table.column_dimensions[letter].width = width / _MM_PER_WIDTH - 0.3


def _look(table: Any, size: float) -> Any:  # noqa: ANN401
    side = Side(style="thin")
    cell = WriteOnlyCell(table, "")
    cell.font = Font(name="Noto Sans SC", size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell._style


def _cell(table: Any, text: str, look: Any) -> WriteOnlyCell:  # noqa: ANN401
    cell = WriteOnlyCell(table, text)
    cell._style = look
    return cell


def _print(soffice: str, workbook: Path, folder: Path) -> Printed:
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(paths.resources() / "fonts"), encoding="utf-8")
    start = perf_counter()
    running = subprocess.Popen(
        [soffice, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder / "office-out"), str(workbook)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)}, start_new_session=True,
    )  # fmt: skip
    try:
        running.wait(LONGEST)
    except subprocess.TimeoutExpired:
        _stop(running)
        return Printed(None)
    seconds = perf_counter() - start
    return Printed(seconds, _pages(folder / "office-out" / f"{workbook.stem}.pdf"))


def _stop(running: subprocess.Popen[bytes]) -> None:
    """Stop it with the process that does its work."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)
