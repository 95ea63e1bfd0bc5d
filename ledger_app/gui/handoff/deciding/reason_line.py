"""理由 of a decision: typed, or one of the usual ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

# What a clerk answers on the telephone when asked how it is known.
USUAL = (
    "核对过户口簿",
    "电话问过家长",
    "家访时核对过",
    "以学籍系统为准",
    "以文书原件为准",
    "问过班主任",
    "录错了",
)
LONGEST = 200


class ReasonLine(QWidget):
    """`entered()`: Enter in it."""

    entered = Signal()

    def __init__(self, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.line = QLineEdit(self)
        self.box.setEditable(True)
        self.box.setLineEdit(self.line)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(label)
        self.box.addItems(["", *USUAL])
        self.line.setPlaceholderText(hint)
        self.line.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(label, self))
        row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    def text(self) -> str:
        """Return the reason as it is written down."""
        return " ".join(self.box.currentText().split())[:LONGEST]

    def clear(self) -> None:
        """Begin anew: the reason of one difference is not that of the next."""
        self.box.setCurrentIndex(0)
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter write the decision, not close the dialog."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in enter
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)
