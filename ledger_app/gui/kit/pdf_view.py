"""Pages of a PDF one under the other, drawn when they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ledger_app.gui.kit import theme

LEAST_ZOOM, MOST_ZOOM = 50, 200  # per cent; 100 = as large as the paper
FIT_WIDTH = 0
GAP = 14  # pixels between pages and round them
DOTS_AT_FULL = 96 / 72  # device-independent pixels of one point at 100 %
KEPT_PAGES = 6  # drawn pages kept in memory: an A3 page at 200 % takes 40 MB


def draw_page(document: pdfium.PdfDocument, index: int, scale: float) -> QImage:
    """Return one page as a picture of `scale` pixels a point, on white."""
    page = document[index]
    try:
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()  # Qt does not keep the bytes alive
        bitmap.close()
        return image
    finally:
        page.close()


class PdfView(QAbstractScrollArea):
    """Shows a PDF from bytes. Only what is in sight is drawn.

    Signals: `page_changed(page, pages)` counted from 1; `zoom_changed(per cent)`.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: pdfium.PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []  # points
        self._tops: list[int] = []
        self._zoom = FIT_WIDTH
        self._drawn: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._page = 0
        self._mark = ""
        self.setAccessibleName(self.tr("页面预览"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # What is shown.

    def show_pdf(self, content: bytes, mark: str = "") -> None:
        """Show a PDF from its first page; `mark` stands across the corner of every page."""
        self.clear()
        self._document = pdfium.PdfDocument(content)
        self._sizes = [self._document.get_page_size(at) for at in range(len(self._document))]
        self._mark = mark
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._page = 1
        self.page_changed.emit(1, self.page_count())

    def clear(self) -> None:
        """Show nothing."""
        if self._document is not None:
            self._document.close()
        self._document, self._sizes, self._page = None, [], 0
        self._drawn.clear()
        self._arrange()
        self.page_changed.emit(0, 0)

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def page(self) -> int:
        """Return the page in sight, from 1; 0 if there is none."""
        return self._page

    def go_to(self, page: int) -> None:
        """Bring the page, counted from 1, to the top."""
        if self._sizes:
            at = max(1, min(page, self.page_count())) - 1
            self.verticalScrollBar().setValue(self._tops[at] - GAP)

    # Zoom.

    def zoom(self) -> int:
        """Return the zoom in sight in per cent, also while the width is fitted."""
        return round(self._scale() / DOTS_AT_FULL * 100)

    def fits_width(self) -> bool:
        """Tell whether pages follow the width of the window."""
        return self._zoom == FIT_WIDTH

    def set_zoom(self, per_cent: int) -> None:
        """Set the zoom, or FIT_WIDTH; the place in the document stays."""
        place = self._place()
        if per_cent != FIT_WIDTH:
            per_cent = max(LEAST_ZOOM, min(MOST_ZOOM, per_cent))
        self._zoom = per_cent
        self._arrange()
        self._return_to(place)
        self.zoom_changed.emit(self.zoom())

    def _scale(self) -> float:
        if self._zoom != FIT_WIDTH:
            return self._zoom / 100 * DOTS_AT_FULL
        widest = max((width for width, _ in self._sizes), default=595.0)
        return max(0.1, (self.viewport().width() - 2 * GAP) / widest)

    # Where pages lie.

    def _arrange(self) -> None:
        scale, top = self._scale(), GAP
        self._tops = []
        for _, height in self._sizes:
            self._tops.append(top)
            top += round(height * scale) + GAP
        seen = self.viewport().size()
        widest = max((round(width * scale) for width, _ in self._sizes), default=0) + 2 * GAP
        for bar, length, room in (
            (self.verticalScrollBar(), top, seen.height()),
            (self.horizontalScrollBar(), widest, seen.width()),
        ):
            bar.setRange(0, max(0, length - room))
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self.viewport().update()

    def _rect(self, at: int) -> QRect:
        """Return where a page lies in the viewport."""
        scale = self._scale()
        width, height = (round(side * scale) for side in self._sizes[at])
        room = self.viewport().width()
        left = max(GAP, (room - width) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[at] - self.verticalScrollBar().value(), width, height)

    def _place(self) -> tuple[int, float]:
        """Return the page at the top and how far into it, 0 to 1."""
        if not self._sizes:
            return 0, 0.0
        offset = self.verticalScrollBar().value() + GAP
        at = max(0, bisect_right(self._tops, offset) - 1)
        return at, (offset - self._tops[at]) / max(1, self._rect(at).height())

    def _return_to(self, place: tuple[int, float]) -> None:
        if self._sizes:
            at, part = place
            offset = self._tops[at] + part * self._rect(at).height() - GAP
            self.verticalScrollBar().setValue(round(offset))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = max(1, bisect_right(self._tops, middle)) if self._sizes else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page, self.page_count())

    # Drawing.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that can be seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("side"))
        for at in range(self.page_count()):
            rect = self._rect(at)
            if rect.top() > self.viewport().height():
                break
            if rect.bottom() >= 0:
                self._draw(painter, at, rect)
        painter.end()

    def _draw(self, painter: QPainter, at: int, rect: QRect) -> None:
        painter.drawImage(rect, self._image(at))
        painter.setPen(theme.colour("line_strong"))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self._mark:
            painter.setPen(QColor("#9A5B00"))  # on paper, which is white in the dark too
            painter.setFont(theme.ui_font(-1))
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(rect.adjusted(8, 6, -10, -6), corner, self._mark)

    def _image(self, at: int) -> QImage:
        scale = self._scale() * self.devicePixelRatioF()
        key = (at, scale)
        if key not in self._drawn:
            assert self._document is not None
            self._drawn[key] = draw_page(self._document, at, scale)
            while len(self._drawn) > KEPT_PAGES:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    # Window and keys.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place when the window changes its size."""
        place = self._place()
        super().resizeEvent(event)
        self._arrange()
        self._return_to(place)
        if self.fits_width():
            self.zoom_changed.emit(self.zoom())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 10 if event.angleDelta().y() > 0 else -10
            self.set_zoom(round(self.zoom() / 10) * 10 + step)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PageUp and PageDown, go to the ends with Home and End."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep())
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep())
            case _:
                super().keyPressEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is drawn."""
        moved = QPoint(dx, dy)
        if not moved.isNull():
            self.viewport().update()
