"""One list of children whose files travel, and what is done with those that are chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import DigitTable, Line, PlainTableModel

_LEAST_LINES = 9


class Deed(NamedTuple):
    """What can be done with a child, or with several together."""

    key: str
    text: str
    of_many: bool = False


class TravelPane(QWidget):
    """A table of which several rows can be chosen, a sentence about them, and numbered deeds.

    `wanted(key)`: one of the deeds, by its button, its digit, or, the last one, by Enter.
    """

    wanted = Signal(str)

    def __init__(
        self,
        headings: Sequence[str],
        roomy: Sequence[int],
        deeds: Sequence[Deed],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._deeds = tuple(deeds)
        self._told: Mapping[str, str] = {}
        self._empty = ""
        self.model = PlainTableModel(headings, self)
        self.table = DigitTable(self.model, parent=self)
        self.table.give_room_to(*roomy)
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES)
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        theme.set_role(self.detail, "dim")
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout()
        for number, deed in enumerate(self._deeds, 1):
            button = QPushButton(f"{number} {deed.text}", self)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._want, deed.key))
            row.addWidget(button)
            self.buttons[deed.key] = button
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addLayout(row)
        self.setFocusProxy(self.table)
        self.table.pressed_digit.connect(self._by_digit)
        self.table.doubleClicked.connect(self._entered)
        self.table.selectionModel().selectionChanged.connect(self._judge)

    def show_lines(self, lines: Sequence[Line], told: Mapping[str, str], empty: str) -> None:
        """Show other lines; `told` says more of each, `empty` why there is none."""
        at = max(0, self.table.currentIndex().row())
        self._told, self._empty = told, empty
        self.model.show_lines(lines)
        if lines:
            self.table.selectRow(min(at, len(lines) - 1))
        self._judge()

    def chosen(self) -> list[str]:
        """Return the keys of the chosen lines, in their order."""
        rows = sorted(at.row() for at in self.table.selectionModel().selectedRows())
        return [line.key for row in rows if (line := self.model.line(row)) is not None]

    def keys(self) -> list[str]:
        """Return the keys of all lines."""
        lines = (self.model.line(row) for row in range(self.model.rowCount()))
        return [line.key for line in lines if line is not None]

    def turn_off(self, key: str) -> None:
        """Say that a deed is not for what is chosen."""
        self.buttons[key].setEnabled(False)

    def _judge(self, *_: object) -> None:
        chosen = self.chosen()
        for deed in self._deeds:
            self.buttons[deed.key].setEnabled(len(chosen) == 1 or (deed.of_many and bool(chosen)))
        if len(chosen) > 1:
            self.detail.setText(self.tr("选中 {0} 人").format(len(chosen)))
        else:
            self.detail.setText(self._told.get(chosen[0], "") if chosen else self._empty)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow sentence is a high one."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Keep all lines of the sentence: tabs do not ask how high a text is at their width."""
        self.detail.setMinimumHeight(0)  # else it is never less than it was at a narrower width
        self.detail.setMinimumHeight(max(0, self.detail.heightForWidth(self.width())))

    def _by_digit(self, digit: int) -> None:
        if digit <= len(self._deeds):
            self.buttons[self._deeds[digit - 1].key].click()

    def _entered(self, _index: object) -> None:
        self.buttons[self._deeds[-1].key].click()

    def _want(self, key: str, _checked: bool = False) -> None:
        self.wanted.emit(key)
