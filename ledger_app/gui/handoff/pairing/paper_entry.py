"""A card on paper, scanned or typed: a scanner ends it with Enter, which must press no button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class PaperEntry(QLineEdit):
    """`entered(text)`: Enter was pressed after something was typed."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("纸上的卡片"))
        self.setPlaceholderText(self.tr("或者用扫码枪扫打印的卡片，或者照着各组输，按回车"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the dialog, whose usual button it would press."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif text := self.text().strip():
            self.entered.emit(text)
