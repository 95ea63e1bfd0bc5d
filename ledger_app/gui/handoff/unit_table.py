"""The units below, one row each; a number that is clicked opens its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.receiving import unit_words
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel

_COLOURED = 3  # columns that take the colour of the row: which package, how old, what lacks


class UnitTable(FollowedTable):
    """`moved(row)`: another unit is current; `number_wanted(heading)`: a number of it was clicked;
    `into_files()`: Enter."""

    number_wanted = Signal(str)
    into_files = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = PlainTableModel(unit_words.HEADINGS)
        super().__init__(self.lines, (100,), parent)
        self.lines.setParent(self)
        self.give_room_to(0)
        self.setAccessibleName(self.tr("下级单位"))
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._entered)

    def show_units(self, units: Sequence[UnitLine]) -> None:
        """Show the units; the current one stays."""
        here = self.lines.line(self.currentIndex().row())
        self.lines.show_lines(
            [
                Line(each.code, unit_words.cells(each), unit_words.tone(each), coloured=_COLOURED)
                for each in units
            ]
        )
        row = self.lines.row_of(here.key) if here is not None else 0
        self.go_to(max(row, 0) if units else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the files with the right arrow, too."""
        if event.key() == Qt.Key.Key_Right:
            self.into_files.emit()
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        text = str(index.data() or "")
        if index.column() and any(char.isdigit() for char in text):
            self.number_wanted.emit(unit_words.HEADINGS[index.column()])

    def _entered(self, _index: QModelIndex) -> None:
        self.into_files.emit()
