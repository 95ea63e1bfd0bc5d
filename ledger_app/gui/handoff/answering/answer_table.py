"""The list of what waits for an answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ledger_app.gui.kit.plain_table import FollowedTable, PlainTableModel


class AnswerTable(FollowedTable):
    """`digit(number)`: an answer, 1 to 9."""

    digit = Signal(int)

    def __init__(self, model: PlainTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self.give_room_to(4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a digit."""
        digit = event.key() - Qt.Key.Key_0
        if 1 <= digit <= 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.digit.emit(digit)
        else:
            super().keyPressEvent(event)
