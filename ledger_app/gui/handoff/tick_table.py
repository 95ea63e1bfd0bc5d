"""A table of things that are done with together: each has a tick in its first column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel

TICKED, OPEN, NONE = "☑", "☐", ""
_TICK_WIDTH = 34


class TickTable(FollowedTable):
    """`moved(row)`: another row is current; `ticked(row)`: with the space bar or a click."""

    ticked = Signal(int)

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        self.lines = PlainTableModel(headings)
        super().__init__(self.lines, (_TICK_WIDTH,), parent)
        self.lines.setParent(self)
        self.clicked.connect(self._clicked)

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines; the current row stays."""
        at = max(0, self.currentIndex().row())
        self.lines.show_lines(lines)
        self.go_to(min(at, len(lines) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.ticked.emit(index.row())
