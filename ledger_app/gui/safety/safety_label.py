"""The safety note of a child in its own colour: sign and word, every character of it in sight."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ledger_app.gui.kit import theme

AROUND = 8  # pixels of frame and padding, see style.qss
LEAST = 100  # pixels of width
TALLEST = 1000


class SafetyLabel(QLabel):
    """Hidden where there is no safety note; else as high as its text, never cut.

    Signal `clicked()`: somebody wants to change it.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        theme.set_role(self, "safety")
        self.hide()

    def say(self, text: str) -> None:
        """Show what `safety_line` says of a child; "" takes it away."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(text))
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """Keep the layouts from working out the height themselves: they ask too late."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to where it is written."""
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def _fit(self) -> None:
        self.ensurePolished()
        room = QRect(0, 0, max(self.width() - 3 * AROUND, LEAST), TALLEST)
        wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        height = wrapped.height() + AROUND
        if height != self.minimumHeight():
            self.setFixedHeight(height)
