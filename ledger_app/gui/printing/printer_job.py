"""Send laid-out pages to a printer, one at a time, so that the window stays alive."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from ledger_app.actions.printing.printer_pages import PaperPage, PaperPages
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.printing import printer_paper
from ledger_app.gui.printing.paper_pen import InkFonts, PaperPen
from ledger_app.gui.printing.printed_file import PrintedFile

MM_PER_INCH = 25.4
KEPT_WHITE_MM = 7.0  # nothing is laid out nearer to the paper's edge
PROGRAM = "一生一档"


class PaperJob(QObject):
    """Prints the pages chosen in the print dialog. It holds all it needs: the ledger may be locked.

    Signals: `moved(pages done, pages)`, `finished(pages sent)` (fewer when it was cancelled),
    `failed(sentence)`.
    """

    moved = Signal(int, int)
    finished = Signal(int)
    failed = Signal(str)

    def __init__(self, printer: QPrinter, paper: PaperPages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._size_mm = printer, paper.size_mm
        self._mirrored = printer_paper.is_mirrored(printer, paper.size_mm)
        self._leaves = pages_in_order(printer, paper.pages)
        self._fonts, self._title = paper.fonts, paper.title
        self._ink: InkFonts | None = None
        self._painter = QPainter()
        self._pen: PaperPen | None = None
        self._file: PrintedFile | None = None
        self._at = self._sent = 0
        self._cancelled = False
        self.turned = False  # the sheet was held otherwise than chosen, as its table lies
        edge = printer_paper.unprintable_mm(printer)
        self.cut_mm = edge if edge > KEPT_WHITE_MM else 0.0  # what the printer may cut off

    def start(self) -> None:
        """Begin; pages follow from the event loop."""
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.abandon)
        QTimer.singleShot(0, self._send_one)

    def abandon(self) -> None:
        """Let go of the printer at once: the program ends, and nobody may paint on it any more."""
        self._cancelled, self._leaves = True, []
        self._end()
        if self._file is not None:
            self._file.discard()
            self._file = None

    def cancel(self) -> None:
        """Stop after the page that is being sent."""
        self._cancelled = True

    def file(self) -> str:
        """Return the file that is printed into, "" for a real printer."""
        target = self._file.target if self._file is not None else None
        return str(target) if target is not None else ""

    def page_count(self) -> int:
        """Return how many pages there are to send, blank backs not counted."""
        return sum(page is not None for page in self._leaves)

    def _send_one(self) -> None:
        if self._cancelled or self._at >= len(self._leaves):
            self._finish()
            return
        failure = self._begin() if self._pen is None else self._turn_page()
        if failure:
            self._end()
            if self._file is not None:
                self._file.discard()
            self.failed.emit(failure)
            return
        page = self._leaves[self._at]
        if page is not None:
            self._draw(page)
            self._sent += 1
            self.moved.emit(self._sent, self.page_count())
        self._at += 1
        QTimer.singleShot(0, self._send_one)

    def _finish(self) -> None:
        self._end()
        failure = self._deliver()
        if failure:
            self.failed.emit(failure)
        else:
            self.finished.emit(self._sent)

    def _begin(self) -> str:
        """Open the printer; return why it can't be opened."""
        self._printer.setDocName(self._title)
        self._printer.setCreator(PROGRAM)
        self.turned = printer_paper.turn_as_laid_out(self._printer, self._size_mm)
        self._printer.setFullPage(True)
        try:
            self._file = PrintedFile(self._printer)
            self._ink = InkFonts(self._fonts)
        except LedgerError as error:
            return f"{error.message}{error.hint}"
        if not self._painter.begin(self._printer):
            return "打印机没有接受，请检查打印机是否打开、有没有纸，再试一次。"
        dots = self._printer.resolution() / MM_PER_INCH
        self._pen = PaperPen(self._painter, self._ink, dots)
        return ""

    def _turn_page(self) -> str:
        if self._printer.newPage():
            return ""
        return f"打印到第 {self._sent} 页时打印机停了，请检查后从下一页接着打印。"

    def _draw(self, page: PaperPage) -> None:
        assert self._pen is not None
        dots = self._printer.resolution()
        # Should a printer's dialog have taken the full page away: back to the paper's corner.
        corner = self._printer.pageLayout().paintRectPixels(dots).topLeft()
        on_back = self._mirrored and self._at % 2 == 1
        shift = page.back_shift * dots / MM_PER_INCH if on_back else 0.0
        self._painter.save()
        self._painter.translate(shift - corner.x(), -corner.y())
        self._pen.draw(page.page)
        self._painter.restore()

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._pen = None
        if self._ink is not None:
            self._ink.give_back()
            self._ink = None

    def _deliver(self) -> str:
        """Put a file that was printed into in its place; return why it can't be put there."""
        if self._file is None:
            return ""
        stand_ins = {c: rare for font in self._fonts.values() for c, rare in font.stand_ins.items()}
        try:
            self._file.deliver(stand_ins)
        except LedgerError as error:
            return f"{error.message}{error.hint}"
        return ""


def pages_in_order(printer: QPrinter, pages: tuple[PaperPage, ...]) -> list[PaperPage | None]:
    """Return the pages as they are sent: those chosen, as often as needed, None for a blank back.

    On both sides of the paper no child's sheet begins on the back of another's, and no copy on
    the back of the one before.
    """
    both_sides = printer.duplex() != QPrinter.DuplexMode.DuplexNone
    one: list[PaperPage | None] = []
    for page in _chosen(printer, pages):
        if both_sides and page.begins and len(one) % 2:
            one.append(None)
        one.append(page)
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    backwards = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    if both_sides:
        if len(one) % 2 and (copies > 1 or backwards):
            one.append(None)
        if backwards:
            leaves = [one[at : at + 2] for at in range(0, len(one), 2)]
            one = [page for leaf in reversed(leaves) for page in leaf]
        return one * copies
    if backwards:
        one.reverse()
    if printer.collateCopies():
        return one * copies
    return [page for page in one for _ in range(copies)]


def _chosen(printer: QPrinter, pages: tuple[PaperPage, ...]) -> list[PaperPage]:
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return list(pages)
    return [page for number, page in enumerate(pages, 1) if ranges.contains(number)]
