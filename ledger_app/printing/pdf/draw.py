"""Draw laid-out pages into a PDF."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.printing.boxes import Page
from ledger_app.printing.cells import cells_of
from ledger_app.printing.fonts import PT_MM
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.page_heads import page_foot
from ledger_app.printing.pdf import operators
from ledger_app.printing.pdf.pdf_fonts import Fonts, initial_font
from ledger_app.printing.shapes import shape_of

PROGRAM = "一生一档"
Target = str | Path | BinaryIO


def draw_sheets(sheets: Iterable[PrintedSheet], target: Target) -> int:
    """Write sheets into one PDF, each with its own page numbers; return the page count.

    A path gets the whole file or none; raise LedgerError on a full or missing folder.
    """
    buffer = BytesIO()
    try:
        count = _draw(sheets, buffer)
    finally:
        cells_of.cache_clear()
    _deliver(buffer, target)
    return count


def _draw(sheets: Iterable[PrintedSheet], buffer: BytesIO) -> int:
    fonts = Fonts()
    inks = operators.Inks(fonts)
    with initial_font() as name:
        canvas = Canvas(buffer, initialFontName=name, pageCompression=1, lang="zh-CN")
        count = 0
        for sheet in sheets:
            if not count:
                _describe(canvas, sheet)
            count += _add_pages(canvas, inks, sheet)
        fonts.embed(canvas._doc)
        canvas.save()
    return count


def page_alone(page: Page, title: str, author: str) -> bytes:
    """Return one page as a PDF, without a page number."""
    buffer, fonts = BytesIO(), Fonts()
    with initial_font() as name:
        canvas = Canvas(buffer, initialFontName=name, pageCompression=1, lang="zh-CN")
        canvas.setTitle(title)
        canvas.setAuthor(author)
        drawn = _new_page(canvas, page.width, page.height)
        drawn.Contents = _stream(operators.packed(operators.page_code(page, operators.Inks(fonts))))
        canvas._doc.addPage(drawn)
        fonts.embed(canvas._doc)
        canvas.save()
    return buffer.getvalue()


def _describe(canvas: Canvas, sheet: PrintedSheet) -> None:
    """Set the document's properties: what and from whom, nothing about any child."""
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.unit)
    canvas.setSubject(sheet.as_of)
    canvas.setCreator(PROGRAM)


def _add_pages(canvas: Canvas, inks: operators.Inks, sheet: PrintedSheet) -> int:
    """Draw each page as it is laid out; its foot follows when the number of pages is known."""
    bodies = [
        (page.width, page.height, operators.packed(operators.page_code(page, inks)))
        for page in shape_of(sheet).pages(sheet)
    ]
    for number, (width, height, body) in enumerate(bodies, 1):
        foot = Page(width, height, page_foot(sheet, number, len(bodies)))
        page = _new_page(canvas, width, height)
        parts = (body, operators.packed(operators.page_code(foot, inks)))
        page.Contents = pdfdoc.PDFArray([_stream(part) for part in parts])
        canvas._doc.addPage(page)
    return len(bodies)


def _new_page(canvas: Canvas, width_mm: float, height_mm: float) -> pdfdoc.PDFPage:
    page = pdfdoc.PDFPage()
    page.pagewidth, page.pageheight = width_mm / PT_MM, height_mm / PT_MM
    canvas._setExtGState(page)
    canvas._setShadingUsed(page)
    return page


def _stream(packed: bytes) -> pdfdoc.PDFStream:
    """Wrap bytes that are compressed already; reportlab would use its slowest level."""
    flate = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(dictionary=flate, content=packed, filters=[])


def _deliver(buffer: BytesIO, target: Target) -> None:
    if not isinstance(target, str | Path):
        target.write(buffer.getbuffer())
        return
    path = Path(target)
    try:
        _write_whole(path, buffer)
    except OSError as cause:
        raise LedgerError(
            f"写不进 {path}：{fault_text(cause)}。",
            "请确认文件没有在别处打开、文件夹可以写、磁盘没有满，或换一个位置保存。",
        ) from cause


def _write_whole(path: Path, buffer: BytesIO) -> None:
    """Write beside the target, force to disk, then rename: no half file under the real name."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(buffer.getbuffer())
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
