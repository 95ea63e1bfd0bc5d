"""Sentences beside and under fields: of one line that gives way, or of as many as are needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from ledger_app.gui.kit import theme

FEWEST = 4  # characters that it asks room for


class Sentence(QLabel):
    """Wraps where it must, and asks for no line more: it stays close to the field it is about.

    A label that wraps asks Qt for two lines of a text that would fit into one.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Ask for one line; how many more are needed is told by the width."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


class OneLine(QLabel):
    """What does not fit ends in …."""

    def minimumSizeHint(self) -> QSize:
        """Ask for a few characters only."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.text_pixels() * FEWEST), least.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut where it must be."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what does not fit when the mouse rests on it."""
        resting = isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip
        if isinstance(event, QHelpEvent) and resting and self._is_cut() and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()
