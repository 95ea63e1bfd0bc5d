"""What a person says of one column: type what it is, or press the digit of whose it is."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.rehearsing.said_columns import (
    NOT_TAKEN,
    PERSONS,
    ColumnUse,
    offers,
    persons,
)
from ledger_app.gui.form.choices import Choice
from ledger_app.gui.form.code_box import CodeBox
from ledger_app.gui.form.line_entry import Wish
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout

MOST_PERSONS = 9  # a digit each
BOX_WIDTH = 13  # heights of a line of text


@cache
def _choices() -> tuple[Choice, ...]:
    return tuple(
        Choice(each.caption, each.caption, each.others, f"{each.caption}　{each.section}")
        for each in offers()
    )


def _by_digit(found: dict[str, str]) -> dict[int, tuple[str, str]]:
    """Return (person, caption) by digit: 2 is the father in every column of every list."""
    known = {PERSONS.index(name) + 1: (name, found[name]) for name in found if name in PERSONS}
    others = [(name, caption) for name, caption in found.items() if name not in PERSONS]
    more = zip(range(len(PERSONS) + 1, MOST_PERSONS + 1), others, strict=False)
    return {**known, **dict(more)}


class MeaningRow(QWidget):
    """Under the table. `said(caption)`: what the column is taken for, "" for what the program
    thinks; `left()`: the keyboard goes back to the table."""

    said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._persons: dict[int, str] = {}  # captions by digit
        self.doubt = QLabel(self)
        self.doubt.setWordWrap(True)
        self.box = CodeBox(_choices(), self, digits_stand=True)
        self.box.setAccessibleName(self.tr("这一列认作什么"))
        self.box.setPlaceholderText(self.tr("打字或拼音首字母找"))
        self.box.chosen.connect(self.said)
        self.box.wished.connect(self._wished)
        self.buttons = [self._button(number) for number in range(1, MOST_PERSONS + 1)]
        self.not_taken = self._button(0)
        self.back = QPushButton(self.tr("还原 Del"), self)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(partial(self.said.emit, ""))
        self._arrange()
        self.show_use(None, "", "")

    def _button(self, number: int) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.press_digit, number))
        return button

    def _arrange(self) -> None:
        self.not_taken.setText(self.tr("0 不要"))
        self.box.setFixedWidth(theme.text_pixels() * BOX_WIDTH)
        name = QLabel(self.tr("认作"), self)
        name.setBuddy(self.box)
        row = FlowLayout()
        for widget in (name, self.box, *self.buttons, self.not_taken, self.back):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.doubt)
        layout.addLayout(row)

    def show_use(self, use: ColumnUse | None, taken_for: str, doubt: str) -> None:
        """Show what may be said of a column: a button for each person whose it may be."""
        found = _by_digit(persons(use)) if use is not None else {}
        self._persons = {digit: caption for digit, (_name, caption) in found.items()}
        for digit, button in enumerate(self.buttons, 1):
            button.setVisible(digit in found)
            button.setText(f"{digit} {found[digit][0]}" if digit in found else "")
        for widget in (self.box, self.not_taken, self.back):
            widget.setEnabled(use is not None)
        self.box.set_value("" if taken_for == NOT_TAKEN else taken_for)
        self.say(doubt)

    def say(self, text: str) -> None:
        """Say why it is asked, or what does not fit."""
        self.doubt.setText(text)
        theme.set_role(self.doubt, "warning")
        self.doubt.setVisible(bool(text))

    def press_digit(self, number: int, _checked: bool = False) -> None:
        """Say that the column belongs to the person of this digit; 0: it is not wanted."""
        if number == 0 and self.not_taken.isEnabled():
            self.said.emit(NOT_TAKEN)
        elif number in self._persons:
            self.said.emit(self._persons[number])

    def begin(self, text: str = "") -> None:
        """Take the keyboard; `text` is what was typed already."""
        if not self.box.isEnabled():
            return
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()
        if text:
            self.box.insert(text)

    def _wished(self, wish: Wish) -> None:
        if wish is Wish.OPEN:
            self.box.open()
        elif wish is Wish.RESTORE:
            self.box.set_value(self.box.value())
            self.left.emit()
        elif wish in (Wish.NEXT, Wish.DOWN):
            self._take()

    def _take(self) -> None:
        """Take what stands in the box; it was told already where it was chosen from the list."""
        found = self.box.read()
        if not found.kept:
            self.say(found.problem)
        elif found.value and found.value != self.box.value():
            self.said.emit(str(found.value))
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the box leads back to the table, and does not close the window."""
        if event.key() == Qt.Key.Key_Escape and self.box.hasFocus():
            self.left.emit()
        else:
            super().keyPressEvent(event)
