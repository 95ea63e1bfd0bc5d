"""The table of columns, worked by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel

_WIDTHS = (40, 120, 140, 84, 120)


class ColumnTable(FollowedTable):
    """`digit(number)`: whose the column is; `typed(text)`: a letter, the beginning of what it is;
    `taken_back()`: Delete was pressed."""

    digit = Signal(int)
    typed = Signal(str)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        headings = (
            self.tr("列"), self.tr("标题"), self.tr("认作"), self.tr("把握"), self.tr("样子"),
        )  # fmt: skip
        self.lines = PlainTableModel(headings)
        super().__init__(self.lines, _WIDTHS, parent)
        self.lines.setParent(self)
        self.setAccessibleName(self.tr("各列认作什么"))

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines, at the row where one was."""
        at = self.currentIndex().row()
        self.lines.show_lines(lines)
        if self.currentIndex().row() != at:
            self.go_to(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current column in sight: the window may fit itself after it was led to."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits say whose it is, letters what; Delete takes back what was said."""
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Delete:
            self.taken_back.emit()
        elif held not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif text.isascii() and text.isdigit():
            self.digit.emit(int(text))
        elif len(text) == 1 and text.isalpha():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
