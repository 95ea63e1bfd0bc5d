"""A PDF file that says nothing but what was drawn: the same pages give the same bytes, any day."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from ledger_app.printing.boxes import Bookmark
from ledger_app.printing.fonts import PT_MM, as_written
from ledger_app.printing.pdf.pdf_fonts import Fonts, initial_font

PROGRAM = "一生一档"
LANGUAGE = "zh-CN"
VERSION = (1, 7)


class Document:
    """One PDF being put together: pages of operators, bookmarks, what it is called.

    Its only date is the day the paper was filled in, and its /ID is made of its pages.
    """

    def __init__(self, initial: str) -> None:
        self.fonts = Fonts()
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            initialFontName=initial,
            pageCompression=1,
            invariant=1,
            lang=LANGUAGE,
            pdfVersion=VERSION,
        )
        self._canvas.setProducer(PROGRAM)
        self._canvas.setCreator(PROGRAM)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._marks = 0

    def describe(self, title: str, author: str, subject: str, day: str) -> None:
        """Say what it is and from whom, nothing about any child; `day` begins with a date."""
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setDateFormatter(_dated(day))

    def add_page(
        self, width_mm: float, height_mm: float, parts: list[bytes], marks: tuple[Bookmark, ...]
    ) -> None:
        """Add a page of compressed operators."""
        page = pdfdoc.PDFPage()
        page.pagewidth, page.pageheight = width_mm / PT_MM, height_mm / PT_MM
        self._canvas._setExtGState(page)
        self._canvas._setShadingUsed(page)
        page.Contents = pdfdoc.PDFArray([_stream(part) for part in parts])
        for mark in marks:
            self._mark(mark, height_mm)
        for part in parts:
            self._canvas._doc.updateSignature(part)
        self._canvas._doc.addPage(page)

    def _mark(self, mark: Bookmark, height_mm: float) -> None:
        self._marks += 1
        key = f"mark{self._marks}"
        top = (height_mm - mark.y) / PT_MM
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self._canvas.addOutlineEntry(as_written(mark.text), key)
        if self._marks == 2:  # one alone leads nowhere: it need not stand open
            self._canvas.showOutline()

    def finished(self) -> BytesIO:
        """Return the file."""
        self.fonts.embed(self._canvas._doc)
        self._canvas.save()
        return self._buffer


def in_document(draw: Callable[[Document], int]) -> tuple[BytesIO, int]:
    """Return a PDF with what `draw` put into it, and what it returned."""
    with initial_font() as name:
        document = Document(name)
        count = draw(document)
        return document.finished(), count


def _dated(day: str) -> Callable[..., str]:
    """Return what writes a PDF date: the day in the text given, whatever the clock says."""
    found = re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", day)
    year, month, date = found.groups() if found else ("2000", "1", "1")
    written = f"D:{int(year):04d}{int(month):02d}{int(date):02d}"
    return lambda *_clock: written


def _stream(packed: bytes) -> pdfdoc.PDFStream:
    """Wrap bytes that are compressed already; reportlab would use its slowest level."""
    flate = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
    return pdfdoc.PDFStream(dictionary=flate, content=packed, filters=[])
