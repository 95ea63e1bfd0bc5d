"""The pages of a paper with the buttons to turn and enlarge them, or a sentence instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import icons
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.pdf_view import FIT_WIDTH, PdfView

TOOL_GAP = 2
TOOL_EDGE = 8  # beside the line between this and the list


class PdfPane(QWidget):
    """A PDF view under its tool row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._tools = PdfView(self), QWidget(self)
        self._page, self._zoom, self._sentence = QLabel(self), QLabel(self), QLabel(self)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tools)
        layout.addWidget(self._pages, 1)
        self._fill_tools()
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self.say("")

    def show_pdf(self, content: bytes, mark: str) -> None:
        """Show pages; `mark` stands on each."""
        self.view.show_pdf(content, mark)
        self._tools.setEnabled(True)
        self._pages.setCurrentIndex(0)
        self._show_zoom()

    def say(self, text: str) -> None:
        """Show a sentence instead of pages."""
        self.view.clear()
        self._sentence.setText(text)
        self._tools.setEnabled(False)
        self._zoom.clear()
        self._pages.setCurrentIndex(1)

    def sentence(self) -> str:
        """Return the sentence that is shown, "" while there are pages."""
        return self._sentence.text() if self._pages.currentIndex() else ""

    def _fill_tools(self) -> None:
        fit = QPushButton(self.tr("适合宽度"), self)
        fit.clicked.connect(self._fit_width)
        row = FlowLayout(self._tools, TOOL_GAP)
        row.setContentsMargins(TOOL_EDGE, 0, TOOL_EDGE, 0)
        tools: tuple[QWidget, ...] = (
            self._button(self.tr("上一页"), "chevron-up", self._page_back),
            self._button(self.tr("下一页"), "chevron-down", self._page_on),
            self._page,
            self._button(self.tr("缩小"), "minus", self._smaller),
            self._zoom,
            self._button(self.tr("放大"), "plus", self._larger),
            fit,
        )
        for widget in tools:
            row.addWidget(widget)

    def _button(self, text: str, icon: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        icons.set_icon(button, icon)
        button.clicked.connect(slot)
        return button

    def _show_page(self, page: int, pages: int) -> None:
        self._page.setText(self.tr("{0} / {1} 页").format(page, pages) if pages else "")

    def _show_zoom(self) -> None:
        if self.view.page_count():
            self._zoom.setText(f"{self.view.zoom()}%")

    def _page_back(self) -> None:
        self.view.go_to(self.view.page() - 1)

    def _page_on(self) -> None:
        self.view.go_to(self.view.page() + 1)

    def _smaller(self) -> None:
        self.view.set_zoom((self.view.zoom() - 1) // 10 * 10)

    def _larger(self) -> None:
        self.view.set_zoom(self.view.zoom() // 10 * 10 + 10)

    def _fit_width(self) -> None:
        self.view.set_zoom(FIT_WIDTH)
