"""The head of 今日: which day it is, how much is due, and what the lines are grouped by."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ledger_app.actions.today.arranging import Order
from ledger_app.domain.day import Day
from ledger_app.domain.telling.due_words import day_line
from ledger_app.gui.kit import icons, remembered, theme
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.today.due_sums import TodaySums

KEPT = "today"  # what the order is remembered under


def kept_order() -> Order:
    """Return the order that this user chose last, by what lines are about before that."""
    found = str(remembered.recall(KEPT).get("order") or "")
    return Order(found) if found in tuple(Order) else Order.MATTER


class OrderButton(QToolButton):
    """Says what the lines are grouped by and offers the other ways. `chosen(Order)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("排列"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the word
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_role(self, "menu")
        icons.set_icon(self, "chevron-down", "dim")
        menu, group = QMenu(self), QActionGroup(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # its ticks stand before the words
        self.ways: dict[Order, QAction] = {}
        for order, text in self._texts().items():
            self.ways[order] = action = menu.addAction(text)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, order))
        self.setMenu(menu)
        self.show_order(kept_order())

    def _texts(self) -> dict[Order, str]:
        return {
            Order.MATTER: self.tr("按原因"),
            Order.TIME: self.tr("按时间"),
            Order.VILLAGE: self.tr("按村"),
            Order.PERSON: self.tr("按负责人"),
            Order.CLASS: self.tr("按班"),
        }

    def show_order(self, order: Order) -> None:
        """Say what the lines are grouped by."""
        self.ways[order].setChecked(True)
        self.setText(self._texts()[order])
        self.setToolTip(self.tr("今日的行{0}排列；点一下换一种").format(self._texts()[order]))

    def _choose(self, order: Order, _checked: bool = False) -> None:
        self.show_order(order)
        remembered.keep(KEPT, {"order": str(order)})
        self.chosen.emit(order)


class TodayHead(QWidget):
    """One row: the day, and the sums."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self.day = QLabel(self.tr("今日"), self), OneLine(self)
        self.sums = TodaySums(self)
        theme.set_role(self._title, "title")
        theme.set_role(self.day, "dim")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title)
        row.addSpacing(6)
        row.addWidget(self.day, 1)
        row.addWidget(self.sums)

    def add(self, widget: QWidget) -> None:
        """Put one more control at the right end."""
        self._row.addWidget(widget)

    def show_day(self, day: Day) -> None:
        """Say which day it is."""
        self.day.setText(day_line(day))
