"""Draw laid-out pages into a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ledger_app.files.writing import write
from ledger_app.printing.boxes import Bookmark, Page
from ledger_app.printing.cells import cells_of
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.page_heads import page_foot
from ledger_app.printing.pdf import operators
from ledger_app.printing.pdf.document import Document, in_document
from ledger_app.printing.shapes import shape_of

Target = str | Path | BinaryIO


def draw_sheets(sheets: Iterable[PrintedSheet], target: Target) -> int:
    """Write sheets into one PDF, each with its own page numbers; return the page count.

    A path gets the whole file or none; raise LedgerError on a full or missing folder.
    """
    try:
        buffer, count = _draw(sheets)
    finally:
        cells_of.cache_clear()
    _deliver(buffer, target)
    return count


def _draw(sheets: Iterable[PrintedSheet]) -> tuple[BytesIO, int]:
    def draw(document: Document) -> int:
        inks, count = operators.Inks(document.fonts), 0
        for sheet in sheets:
            if not count:
                document.describe(sheet.title, sheet.unit, sheet.as_of, sheet.filled_on)
            count += _add_pages(document, inks, sheet)
        return count

    return in_document(draw)


def page_alone(page: Page, title: str, author: str, day: str) -> bytes:
    """Return one page as a PDF, without a page number."""

    def draw(document: Document) -> int:
        document.describe(title, author, "", day)
        code = operators.page_code(page, operators.Inks(document.fonts))
        document.add_page(page.width, page.height, [operators.packed(code)], page.bookmarks)
        return 1

    return in_document(draw)[0].getvalue()


def _add_pages(document: Document, inks: operators.Inks, sheet: PrintedSheet) -> int:
    """Draw each page as it is laid out; its foot follows when the number of pages is known."""
    bodies = [
        (page.width, page.height, operators.packed(operators.page_code(page, inks)), page.bookmarks)
        for page in shape_of(sheet).pages(sheet)
    ]
    if not any(marks for _, _, _, marks in bodies):
        width, height, body, _ = bodies[0]
        bodies[0] = (width, height, body, (Bookmark(sheet.title),))
    for number, (width, height, body, marks) in enumerate(bodies, 1):
        foot = Page(width, height, page_foot(sheet, number, len(bodies)))
        parts = [body, operators.packed(operators.page_code(foot, inks))]
        document.add_page(width, height, parts, marks)
    return len(bodies)


def _deliver(buffer: BytesIO, target: Target) -> None:
    if isinstance(target, str | Path):
        write(Path(target), buffer.getbuffer())
    else:
        target.write(buffer.getbuffer())
