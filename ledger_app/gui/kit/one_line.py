"""A line of text that gives way where there is no room, and is read whole under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip

from ledger_app.gui.kit import theme

FEWEST = 4  # characters that it asks room for


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
