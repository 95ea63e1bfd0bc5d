"""The student list on the screen: keys, headings that sort, columns that are chosen and kept."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ledger_app.gui.kit import remembered, theme
from ledger_app.gui.kit.staying_menu import StayingMenu
from ledger_app.gui.students.column_room import USUAL, is_usual, widths_in
from ledger_app.gui.students.list_columns import COLUMNS
from ledger_app.gui.students.list_model import StudentListModel

KEPT_AS = "student_list"
NARROWEST = 36  # pixels of a column
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_LAST = list(USUAL)[-1]
_AT = {column.key: at for at, column in enumerate(COLUMNS)}


class StudentListView(QTableView):
    """The list.

    `picked()`: others are selected than before; `entered_file()`: Enter; `delete_wanted()`;
    `sorted_by(key, descending)`; `left_upwards()`: Up in the first row; `drawn()`: children are in
    sight, the first time since the list was empty; `told(sentence)`: what was copied.
    """

    entered_file = Signal()
    picked = Signal()
    delete_wanted = Signal()
    sorted_by = Signal(str, bool)
    left_upwards = Signal()
    drawn = Signal()
    told = Signal(str)
    copy_wanted = Signal(list, list)  # headings; of each child its id and texts

    def __init__(self, model: StudentListModel, parent: QWidget | None = None) -> None:
        self._text = theme.text_pixels()  # what the widths are for
        self._usual = True  # nobody has arranged the columns: they follow the room
        self._arranging = False
        super().__init__(parent)
        self._list = model
        self._drawn = False
        self.setModel(model)
        theme.tidy_table(self)
        self.setAccessibleName(self.tr("学生列表"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._double_clicked)
        self._keeping = QTimer(self, singleShot=True, interval=800)
        self._keeping.timeout.connect(self.keep_columns)
        self._prepare_headings()

    # Columns.

    def _prepare_headings(self) -> None:
        headings = self.horizontalHeader()
        headings.setSectionsMovable(True)
        headings.setSectionsClickable(True)
        headings.setSortIndicatorShown(True)
        headings.setSortIndicatorClearable(True)
        headings.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        headings.setMinimumSectionSize(NARROWEST)
        headings.setStretchLastSection(True)
        headings.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        headings.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        headings.customContextMenuRequested.connect(self._offer_columns)
        headings.sortIndicatorChanged.connect(self._sort_asked)
        self.set_columns(remembered.recall(KEPT_AS))
        headings.sectionResized.connect(self._column_resized)
        headings.sectionMoved.connect(self._columns_moved)

    def columns(self) -> dict[str, Any]:
        """Return the arrangement of the columns: shown keys in order, widths for ordinary text.

        What a narrow list leaves out of the usual ones is among them all the same.
        """
        if self._usual:
            return {"shown": list(USUAL), "widths": {}}
        headings = self.horizontalHeader()
        order = [headings.logicalIndex(at) for at in range(len(COLUMNS))]
        shown = [COLUMNS[at].key for at in order if not headings.isSectionHidden(at)]
        size = {key: headings.sectionSize(_AT[key]) for key in shown[:-1]}
        widths = {key: round(each * theme.BASE_TEXT / self._text) for key, each in size.items()}
        return {"shown": shown, "widths": widths}

    def set_columns(self, arrangement: dict[str, Any]) -> None:
        """Arrange the columns as kept before; the usual way where nothing (useful) was kept."""
        headings, self._arranging = self.horizontalHeader(), True
        shown = [key for key in arrangement.get("shown", ()) if key in _AT] or list(USUAL)
        widths = arrangement.get("widths", {})
        self._usual = is_usual(shown, widths)
        for to, key in enumerate([*shown, *(key for key in _AT if key not in shown)]):
            headings.moveSection(headings.visualIndex(_AT[key]), to)
            headings.setSectionHidden(_AT[key], key not in shown)
            width = widths.get(key)
            width = width if isinstance(width, int) and width > 0 else COLUMNS[_AT[key]].width
            self.setColumnWidth(_AT[key], round(width * self._text / theme.BASE_TEXT))
        self._arranging = False
        self._follow_room()

    def _follow_room(self) -> None:
        if not self._usual or not self.isVisible():
            return
        self._arranging = True
        widths = widths_in(self.viewport().width() * theme.BASE_TEXT // self._text)
        for key in USUAL:
            self.setColumnHidden(_AT[key], key not in widths)
            if key in widths:
                self.setColumnWidth(_AT[key], widths[key] * self._text // theme.BASE_TEXT)
        self._arranging = False

    def changeEvent(self, event: QEvent) -> None:
        """Give rows and columns the room that a larger text needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._text != theme.text_pixels():
            arrangement = self.columns()
            self._text = theme.text_pixels()
            theme.tidy_table(self)
            self.set_columns(arrangement)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marked child in sight when a sentence below takes some of the room."""
        here, before = self.visualRect(self.currentIndex()), event.oldSize().height()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._follow_room()
        if event.size().height() < here.bottom() <= before:
            self.scrollTo(self.currentIndex())

    def keep_columns(self) -> None:
        """Write the arrangement down for next time."""
        remembered.keep(KEPT_AS, self.columns())

    def columns_menu(self, parent: QWidget) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = StayingMenu(self.tr("列"), parent)
        menu.triggered.connect(self._column_chosen)
        menu.aboutToShow.connect(partial(self._fill_columns, menu))
        self._fill_columns(menu)
        return menu

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        for at, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setEnabled(column.key != "name")
            action.setData(column.key)
        menu.addSeparator()
        menu.addAction(self.tr("恢复默认列"))

    def _offer_columns(self, at: QPoint) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _column_chosen(self, action: QAction) -> None:
        key = action.data()
        if key:
            self._usual = False
            self.setColumnHidden(_AT[key], not action.isChecked())
        else:
            self.set_columns({})
        self.keep_columns()

    def _column_resized(self, section: int, _before: int, now: int) -> None:
        by_itself = self._usual and section == _AT[_LAST]  # it takes what is left
        if now and not by_itself:
            self._columns_moved()

    def _columns_moved(self) -> None:
        if not self._arranging:
            self._usual = False
            self._keeping.start()

    # Order.

    def show_order(self, sort: str, descending: bool) -> None:
        """Mark the heading that the list is sorted by, without sorting."""
        headings = self.horizontalHeader()
        headings.blockSignals(True)
        found = [at for at, column in enumerate(COLUMNS) if column.sort == sort]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        headings.setSortIndicator(found[0] if found else -1, order)
        headings.blockSignals(False)
        headings.viewport().update()

    def _sort_asked(self, section: int, order: Qt.SortOrder) -> None:
        key = COLUMNS[section].sort if section >= 0 else "list_order"
        if key:
            self.sorted_by.emit(key, order == Qt.SortOrder.DescendingOrder)
        else:
            query = self._list.query()
            self.show_order(query.sort, query.descending)

    # Rows.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when there is something to see: what can wait until then begins."""
        super().paintEvent(event)
        before, self._drawn = self._drawn, self._list.rowCount() > 0
        if self._drawn and not before:
            self.drawn.emit()

    def is_drawn(self) -> bool:
        """Tell whether children are in sight."""
        return self._drawn

    def numbers(self) -> list[int]:
        """Return the list numbers of all children in the list, in order."""
        return self._list.numbers()

    def chosen_rows(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def go_to_row(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        if 0 <= row < self._list.rowCount():
            index = self._list.index(row, self.horizontalHeader().logicalIndex(0))
            # Whatever keys are held: a step by Ctrl+↓ must not gather children one by one.
            chosen = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, chosen.ClearAndSelect | chosen.Rows)
            if not self.viewport().rect().contains(self.visualRect(index).center()):
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def lead_cursor(self, row: int) -> None:
        """Put the cursor on the selected row, from where the next step goes."""
        if self.currentIndex().row() != row:
            index = self._list.index(row, self.horizontalHeader().logicalIndex(0))
            nothing = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, nothing)

    def copy_rows(self) -> None:
        """Copy the selected children as a table, as it is on the screen: numbers stay hidden."""
        rows = self.chosen_rows()
        found = [self._list.row_at(row) for row in rows]
        if not rows or None in found:
            busy = self.tr("正在备份或写入，完成后再复制。") if rows else ""
            self.told.emit(busy or self.tr("先选中要复制的学生：Ctrl+A 选全部。"))
            return
        shown = [_AT[key] for key in self.columns()["shown"]]
        texts = [[str(self._list.index(row, at).data() or "") for at in shown] for row in rows]
        children = [each["id"] for each in found if each is not None]
        self.copy_wanted.emit(
            [COLUMNS[at].title for at in shown], list(zip(children, texts, strict=True))
        )

    def step(self, by: int) -> None:
        """Go up or down by so many rows, from the selected one."""
        rows = self.chosen_rows()
        row = (rows[0] if rows else self.currentIndex().row()) + by
        self.go_to_row(max(0, min(row, self._list.rowCount() - 1)))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that others are selected."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the file, Delete deletes, Home and End jump, Up in row one leaves."""
        key = event.key()
        if key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt+↓ opens a list, where there is one, and nothing else
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_file.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif key in _ENDS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # With Ctrl, Qt would move the cursor alone: one file shown, another one selected.
            self.go_to_row(0 if key == Qt.Key.Key_Home else self._list.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.entered_file.emit()
