"""The head of 今日: which day it is, how much is due, and what the lines are grouped by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.domain.day import Day
from ledger_app.domain.telling.due_words import day_line
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.today.due_sums import TodaySums
from ledger_app.gui.today.lines_model import Order


class TodayHead(QWidget):
    """One row. `order_chosen(Order)`: what the lines are to be grouped by."""

    order_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self.day = QLabel(self.tr("今日"), self), OneLine(self)
        self.sums = TodaySums(self)
        self.orders = QButtonGroup(self)
        theme.set_role(self._title, "title")
        theme.set_role(self.day, "dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._title)
        row.addSpacing(6)
        row.addWidget(self.day, 1)
        row.addWidget(self.sums)
        row.addSpacing(12)
        for button in self._order_buttons():
            row.addWidget(button)
        self.orders.idClicked.connect(self._choose)

    def show_day(self, day: Day, lines: Sequence[TodayLine]) -> None:
        """Say which day it is and how much is due."""
        self.day.setText(day_line(day))
        self.sums.show_lines(lines)

    def _order_buttons(self) -> list[QPushButton]:
        texts = (self.tr("按时间"), self.tr("按村"), self.tr("按负责人"))
        made = []
        for number, text in enumerate(texts):
            button = QPushButton(text, self)
            button.setCheckable(True)
            self.orders.addButton(button, number)
            made.append(button)
        made[0].setChecked(True)
        return made

    def _choose(self, number: int) -> None:
        self.order_chosen.emit(tuple(Order)[number])
