"""Send the pages of a PDF to a printer, one at a time, so that the window stays alive."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ledger_app.gui.kit.pdf_view import draw_page

POINTS_PER_MM = 72 / 25.4
MOST_DPI = 300  # sharp for text; an A3 page takes 70 MB at this


def printer_for(content: bytes, copies: int = 1) -> QPrinter:
    """Return a printer set to the paper of the PDF's first page."""
    document = pdfium.PdfDocument(content)
    width, height = document.get_page_size(0)
    document.close()
    return printer_of(QSizeF(width / POINTS_PER_MM, height / POINTS_PER_MM), copies)


def printer_of(size_mm: QSizeF, copies: int = 1) -> QPrinter:
    """Return a printer set to sheets of this size as they are held, and to so many copies."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout(size_mm * POINTS_PER_MM))
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    return printer


def _layout(size: QSizeF) -> QPageLayout:
    """Return the layout of a page of this size in points."""
    held = QPageLayout.Orientation
    turned = held.Landscape if size.width() > size.height() else held.Portrait
    upright = size if turned is held.Portrait else size.transposed()
    near = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return QPageLayout(near, turned, QMarginsF())


class PaperJob(QObject):
    """Prints the pages chosen in the print dialog.

    Signals: `moved(pages done, pages)`, `finished(pages sent)` (fewer when it was cancelled),
    `failed(sentence)`.
    """

    moved = Signal(int, int)
    finished = Signal(int)
    failed = Signal(str)

    def __init__(self, printer: QPrinter, content: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._document = pdfium.PdfDocument(content)
        self._painter = QPainter()
        self._pages = self._order()
        self._sent = 0
        self._cancelled = False

    def _order(self) -> list[int]:
        count = len(self._document)
        first, last = self._printer.fromPage(), self._printer.toPage()
        pages = list(range(first - 1, min(last, count))) if first > 0 else list(range(count))
        copies = 1 if self._printer.supportsMultipleCopies() else self._printer.copyCount()
        if self._printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            pages.reverse()
        return pages * max(1, copies)

    def start(self) -> None:
        """Begin; pages follow from the event loop."""
        if not self._pages or not self._painter.begin(self._printer):
            self._end()
            self.failed.emit("打印机没有接受，请检查打印机是否打开、有没有纸，再试一次。")
            return
        QTimer.singleShot(0, self._send_one)

    def cancel(self) -> None:
        """Stop after the page that is being sent."""
        self._cancelled = True

    def _send_one(self) -> None:
        if self._cancelled or self._sent >= len(self._pages):
            self._end()
            self.finished.emit(self._sent)
            return
        if self._sent and not self._printer.newPage():
            self._end()
            self.failed.emit(f"打印到第 {self._sent} 页时打印机停了，请检查后从下一页接着打印。")
            return
        self._draw(self._pages[self._sent])
        self._sent += 1
        self.moved.emit(self._sent, len(self._pages))
        QTimer.singleShot(0, self._send_one)

    def _draw(self, page: int) -> None:
        dots = min(MOST_DPI, self._printer.resolution())
        image = draw_page(self._document, page, dots / 72)
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        scale = min(paper.width() / image.width(), paper.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        self._painter.drawImage(QRectF(0, 0, width, height), image)

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._document.close()
