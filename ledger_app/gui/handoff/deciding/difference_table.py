"""The list of differences: arrows and digits decide the rows in hand, Enter writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ledger_app.gui.handoff.deciding.difference_words import OURS, THEIRS, VALUE
from ledger_app.gui.kit.plain_table import FollowedTable, PlainTableModel

CHOSEN_BY = {Qt.Key.Key_Left: OURS, Qt.Key.Key_Right: THEIRS}
WRITTEN_BY = {Qt.Key.Key_1: OURS, Qt.Key.Key_2: THEIRS, Qt.Key.Key_3: VALUE}


class DifferenceTable(FollowedTable):
    """Several rows may be chosen.

    `turned(answer)`: ← or →, nothing is written yet; `decided(answer)`: 1, 2, 3, or Enter with "".
    """

    turned = Signal(str)
    decided = Signal(str)

    def __init__(self, model: PlainTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self.give_room_to(3, 4)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, or write."""
        key, plain = (
            Qt.Key(event.key()),
            not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and key in CHOSEN_BY:
            self.turned.emit(CHOSEN_BY[key])
        elif plain and key in WRITTEN_BY:
            self.decided.emit(WRITTEN_BY[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decided.emit("")
        else:
            super().keyPressEvent(event)
