"""Which lines of 体检 are shown, and in which order: rows of buttons of which one is down."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ledger_app.domain.checking.examination import KINDS
from ledger_app.gui.examination.lines_model import Order
from ledger_app.gui.kit.flow_layout import FlowLayout

ALL = ""


class KindChoice(QWidget):
    """One button a kind, with its number; the first is for all. Says `chosen()`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ALL
        self._group, self._buttons = QButtonGroup(self), dict[str, QPushButton]()
        row = FlowLayout(self)
        for kind in (ALL, *KINDS):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setChecked(kind == ALL)
            button.clicked.connect(partial(self.choose, kind))
            self._group.addButton(button)
            self._buttons[kind] = button
            row.addWidget(button)
        self.show_counts({})

    def kind(self) -> str:
        """Return the kind that is shown, "" for all."""
        return self._kind

    def choose(self, kind: str, _checked: bool = False) -> None:
        """Show one kind only, "" for all."""
        self._kind = kind
        self._buttons[kind].setChecked(True)
        self.chosen.emit()

    def show_counts(self, counted: Mapping[str, int]) -> None:
        """Write the numbers on the buttons: 0 is said, too."""
        names = {ALL: self.tr("全部"), **KINDS}
        numbers = {ALL: sum(counted.values()), **counted}
        for kind, button in self._buttons.items():
            button.setText(f"{names[kind]} {numbers.get(kind, 0)}")

    def texts(self) -> list[str]:
        """Return what the buttons say."""
        return [button.text() for button in self._buttons.values()]


class OrderChoice(QWidget):
    """By child, kind or class. Says `chosen()`."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = Order.KIND  # what contradicts itself comes before what is merely empty
        self._group, self._buttons = QButtonGroup(self), dict[Order, QPushButton]()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for order, text in self._words().items():
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setChecked(order is self._order)
            button.clicked.connect(partial(self.choose, order))
            self._group.addButton(button)
            self._buttons[order] = button
            row.addWidget(button)

    def _words(self) -> dict[Order, str]:
        return {
            Order.CHILD: self.tr("按孩子"),
            Order.KIND: self.tr("按种类"),
            Order.CLASS: self.tr("按班"),
        }

    def order(self) -> Order:
        """Return the order wanted."""
        return self._order

    def choose(self, order: Order, _checked: bool = False) -> None:
        """Sort by this."""
        self._order = order
        self._buttons[order].setChecked(True)
        self.chosen.emit()
