"""A small read-only table of ready texts: records, time line, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ledger_app.gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NARROWEST = 40  # pixels of a column
FRAME = 4  # pixels of the cell in hand
HEADING_EDGES = 24  # pixels beside the text of a heading
EVEN_WIDTH = 98  # pixels in which a date can be read


@dataclass(frozen=True)
class Line:
    """One row: its key, its texts, emphasis; the theme colour ("" = ordinary) of the first texts,
    the last of which is `coloured`."""

    key: str
    texts: tuple[str, ...]
    token: str = ""
    faint: bool = False
    coloured: int = 1


class PlainTableModel(QAbstractTableModel):
    """Lines under headings."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        if list(lines) == self._lines:
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def renew(self, lines: Sequence[Line]) -> None:
        """Show other texts of the same lines: what is chosen stays chosen."""
        if [each.key for each in lines] != [each.key for each in self._lines]:
            self.show_lines(lines)
        elif lines:
            self._lines = list(lines)
            last = self.index(len(self._lines) - 1, len(self._headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Line | None:
        """Return a line, None past the end."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: str) -> int:
        """Return the row with a key, -1 if there is none."""
        for row, line in enumerate(self._lines):
            if line.key == key:
                return row
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the heading of a column."""
        told = role in (Role.DisplayRole, Role.ToolTipRole)
        if orientation == Qt.Orientation.Horizontal and told:
            return self._headings[section] if 0 <= section < len(self._headings) else None
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return text, hint or look of a cell."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        text = line.texts[index.column()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return text or None
        if role == Role.ForegroundRole:
            return _token_colour(line, index.column())
        if role == Role.FontRole and line.faint:
            font = QFont()
            font.setItalic(True)
            return font
        return None


def _token_colour(line: Line, column: int) -> Any:  # noqa: ANN401
    if line.token and column <= line.coloured:
        return theme.colour(line.token)
    return theme.colour("dim") if line.faint else None


class PlainTable(QTableView):
    """Shows the model in the register's look. Without widths, the columns share the room evenly;
    otherwise the last takes what is left."""

    def __init__(
        self, model: PlainTableModel, widths: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        self._hints: dict[tuple[object, ...], int] = {}  # Qt asks while it makes the widget
        super().__init__(parent)
        for altered in (model.modelReset, model.dataChanged):
            altered.connect(self._forget_hints)  # before the view itself hears of it
        self.setModel(model)
        theme.tidy_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        headings = self.horizontalHeader()
        headings.setMinimumSectionSize(NARROWEST)
        headings.setStretchLastSection(True)
        mode = QHeaderView.ResizeMode
        headings.setSectionResizeMode(mode.Interactive if widths else mode.Stretch)
        for at, width in enumerate(widths):
            # Widths are meant for ordinary text: larger text lost the time of day beside the date.
            self.setColumnWidth(at, width * theme.text_pixels() // theme.BASE_TEXT)
        self._shared = not widths
        if self._shared:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def give_room_to(self, *columns: int) -> None:
        """Let these columns share what the others leave: none of them is out of sight."""
        headings, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        headings.setStretchLastSection(False)
        for at in range(self.model().columnCount()):
            sized = mode.Stretch if at in columns else mode.ResizeToContents
            headings.setSectionResizeMode(at, sized)

    def sizeHintForColumn(self, column: int) -> int:
        """Leave room for the frame of the cell in hand, too: it cut the longest text off.

        A wide table is asked six times while it is laid out, and looks at every cell each time.
        """
        seen = self.isVisible(), self.viewport().height(), self.verticalScrollBar().value()
        at = (column, *seen, self.font().key())
        if at not in self._hints:
            self._hints[at] = super().sizeHintForColumn(column) + FRAME
        return self._hints[at]

    def _forget_hints(self) -> None:
        self._hints.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where columns share a narrow room, leave the last ones out: the form shows them, too."""
        super().resizeEvent(event)
        if self._shared:
            fitting = self._fitting()
            for at in range(self.model().columnCount()):
                self.setColumnHidden(at, at >= fitting)

    def _fitting(self) -> int:
        """Return how many of the first columns have room for a date and for their headings."""
        metrics = self.horizontalHeader().fontMetrics()
        needed = EVEN_WIDTH
        for at in range(self.model().columnCount()):
            title = self.model().headerData(at, Qt.Orientation.Horizontal)
            needed = max(needed, metrics.horizontalAdvance(str(title)) + HEADING_EDGES)
            if needed * (at + 1) > self.viewport().width():
                return max(1, at)
        return self.model().columnCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter means the row, as a double click does; with Ctrl, the dialog around it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif enter and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class FollowedTable(PlainTable):
    """A table beside what is told of its current row. `moved(row)`: another row is current."""

    moved = Signal(int)

    def go_to(self, row: int) -> None:
        """Make a row the current one, -1 for none."""
        flags = QItemSelectionModel.SelectionFlag
        at = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row in sight that is told about beside when a dialog is laid out."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is the current one."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved.emit(current.row())


class DigitTable(PlainTable):
    """Rows of which several may be chosen. `pressed_digit(number)`: 1 to 9."""

    pressed_digit = Signal(int)

    def __init__(
        self, model: PlainTableModel, widths: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(model, widths, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with a digit."""
        digit = event.key() - Qt.Key.Key_0
        if 1 <= digit <= 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.pressed_digit.emit(digit)
        else:
            super().keyPressEvent(event)
