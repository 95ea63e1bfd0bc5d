"""The sheet as it is: heading rows marked, what is not read greyed, hidden rows told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ledger_app.actions.import_workbook import Ignored, ImportPlan, Workbook, column_letter
from ledger_app.actions.rehearsing.said_columns import SheetAssignment
from ledger_app.domain import values
from ledger_app.gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HEADING = "标题行"  # how a plan calls the rows above and of a heading
LONGEST_CELL = 80  # characters shown of one cell
MOST_MERGED = 500  # merged cells shown as such
CELL_WIDTH = 112  # pixels


@dataclass(frozen=True)
class SheetLook:
    """One sheet of the workbook; of its rows (from 1) which are left out and why, which are hidden
    or struck out; its merged cells."""

    rows: list[list[Any]]
    ignored: Mapping[int, str]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right; from 0
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()  # from 0


def sheet_look(
    workbook: Workbook, plan: ImportPlan | None, name: str, said: SheetAssignment
) -> SheetLook:
    """Return a sheet of the workbook with the rows that the plan, or the person, leaves out."""
    found = plan.ignored if plan is not None else ()
    # The rows of a form are read, though only the child they make has a place of its own.
    ignored = {
        row.row: str(row.reason)
        for row in found
        if row.sheet == name and row.reason != Ignored.FORM
    }
    ignored |= dict.fromkeys(said.left_out, "您选了不读")
    for sheet in workbook.sheets:
        if sheet.name == name:
            hidden = frozenset(row + 1 for row in sheet.hidden_rows)
            struck = frozenset(row + 1 for row in sheet.struck)
            ignored |= _unread(hidden, said.hidden, "隐藏的行")
            ignored |= _unread(struck, said.struck, "画了删除线的行")
            merged, columns = tuple(sheet.merged), sheet.hidden_columns
            return SheetLook(sheet.rows, ignored, merged, hidden, struck, columns)
    return SheetLook([], ignored)


def _unread(rows: frozenset[int], wanted: bool | None, why: str) -> dict[int, str]:
    return {} if wanted else dict.fromkeys(rows, why)


class SheetModel(QAbstractTableModel):
    """A sheet as it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = SheetLook([], {})
        self._column = -1

    def show_sheet(self, look: SheetLook) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def mark_column(self, column: int) -> None:
        """Tint a column, -1 for none."""
        before, self._column = self._column, column
        last = self.rowCount() - 1
        for each in {before, column}:
            if 0 <= each < self.columnCount() and last >= 0:
                self.dataChanged.emit(self.index(0, each), self.index(last, each))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows the sheet has."""
        return 0 if parent.isValid() else len(self._look.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns the sheet has."""
        return 0 if parent.isValid() or not self._look.rows else len(self._look.rows[0])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return column letters and row numbers as Excel has them, 隐 beside hidden ones."""
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            letter = column_letter(section)
            return f"{letter} 隐" if section in self._look.hidden_columns else letter
        return f"{section + 1} 隐" if section + 1 in self._look.hidden else str(section + 1)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text and look."""
        row = index.row() + 1
        why = self._look.ignored.get(row, "")
        if role == Role.DisplayRole:
            text = values.as_text(self._look.rows[index.row()][index.column()])
            return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
        if role == Role.ForegroundRole and why:
            return theme.colour("text" if why == HEADING else "faint")
        if role == Role.BackgroundRole and (why == HEADING or index.column() == self._column):
            return theme.colour("accent_soft" if why == HEADING else "hover")
        if role == Role.FontRole and (why == HEADING or row in self._look.struck):
            font = theme.ui_font(bold=why == HEADING)
            font.setStrikeOut(row in self._look.struck)
            return font
        if role == Role.ToolTipRole and why:
            return why if why == HEADING else f"不导入：{why}"
        return None


class _Grounds(QStyledItemDelegate):
    """Fills the ground of marked cells, which the style sheet leaves blank."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        ground = index.data(Role.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class SheetTable(QTableView):
    """The view. `heading_said(rows)`, `left_out_said(rows)`: of the chosen rows, from 1;
    `column_chosen(index)`: the column of the current cell, or of the heading that was clicked."""

    heading_said = Signal(list)
    left_out_said = Signal(list)
    column_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetModel(self)
        self.setModel(self.sheet)
        self.setItemDelegate(_Grounds(self))
        self.setAccessibleName(self.tr("工作簿原样"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setDefaultSectionSize(CELL_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(theme.text_pixels() + 12)
        self.horizontalHeader().sectionClicked.connect(self.column_chosen)

    def show_look(self, look: SheetLook, *, same_sheet: bool) -> None:
        """Show a sheet; where it is the same one with other marks, stay at the same place."""
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        before, at = [bar.value() for bar in bars], self.currentIndex()
        chosen = self.chosen_rows()
        self.sheet.show_sheet(look)
        self.clearSpans()
        for top, left, bottom, right in look.merged[:MOST_MERGED]:
            self.setSpan(top, left, bottom - top + 1, right - left + 1)
        if same_sheet:
            self._choose(chosen, at.row(), at.column())
            for bar, value in zip(bars, before, strict=True):
                bar.setValue(value)

    def _choose(self, rows: list[int], row: int, column: int) -> None:
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.sheet.index(row, column))
        for each in rows:
            where = self.sheet.index(each - 1, 0)
            self.selectionModel().select(where, flags.Select | flags.Rows)
        self.selectionModel().blockSignals(False)

    def chosen_rows(self) -> list[int]:
        """Return the chosen rows in order, from 1."""
        return sorted(at.row() + 1 for at in self.selectionModel().selectedRows())

    def lead_to(self, column: int) -> None:
        """Tint a column and bring it into sight, at the rows that are seen."""
        self.sheet.mark_column(column)
        top = max(0, self.rowAt(0))
        self.scrollTo(self.sheet.index(top, column))

    def say_heading(self) -> None:
        """Say that the chosen rows are the heading."""
        self.heading_said.emit(self.chosen_rows())

    def say_left_out(self) -> None:
        """Say that the chosen rows are not read, or are read after all."""
        self.left_out_said.emit(self.chosen_rows())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the column, so that what it was taken for can be shown."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != previous.column() and self.hasFocus():
            self.column_chosen.emit(current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T: the heading stands here; Delete: these rows are not read."""
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.say_heading()
        elif event.key() == Qt.Key.Key_Delete:
            self.say_left_out()
        else:
            super().keyPressEvent(event)
