"""Which number of the family is rung up: the guardian's first, masked until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ledger_app.actions import show_student
from ledger_app.actions.contact.draft import ContactChild
from ledger_app.actions.contact.family_numbers import family_of
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.domain.telling.phones.good_hours import TOO_FEW, said_hours
from ledger_app.domain.telling.phones.tried_numbers import FamilyNumber
from ledger_app.gui.contact.key_choice import KeyChoice
from ledger_app.gui.contact.number_pane import CODE_KEY
from ledger_app.gui.contact.numbers_dialog import show_code
from ledger_app.gui.form.choices import Choice
from ledger_app.gui.session import Session


class NumberChoice(QWidget):
    """The numbers of one child's family. `go_on(step)`: the keyboard goes on."""

    go_on = Signal(int)

    def __init__(
        self, session: Session, child: ContactChild, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._child = session, child
        self.choice = KeyChoice(self.tr("号码"), (), self)
        self.choice.go_on.connect(self.go_on)
        self.setFocusProxy(self.choice)
        self.reveal = QPushButton(self.tr("显示号码"), self)
        self.reveal.setProperty("link", True)
        self.reveal.setAutoDefault(False)
        self.reveal.clicked.connect(self._reveal)
        self.code = QPushButton(self.tr("二维码 {0}").format(CODE_KEY), self)
        self.code.setToolTip(self.tr("用自己的手机扫码拨这个号码 {0}").format(CODE_KEY))
        self.code.setProperty("link", True)
        self.code.setAutoDefault(False)
        self.code.clicked.connect(self.show_code)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        self.show_numbers()
        session.locked.connect(self.show_numbers)  # masked again, the chosen one still chosen
        if child.numbers:
            self.choice.set_value(_key(0))

    def show_numbers(self) -> None:
        """Show the numbers, in full once they were asked for."""
        revealed = self._child.id in self._session.revealed
        numbers = self._child.numbers
        texts = [self._text(each, revealed) for each in numbers]
        self.choice.set_choices([Choice(_key(at), text) for at, text in enumerate(texts)])
        self.reveal.setVisible(bool(numbers) and not revealed)
        self.code.setVisible(bool(numbers))
        none = self.tr("没有电话。按“更多”补联系人，或去家访。")
        self.choice.set_hint("" if numbers else none)

    def _text(self, each: FamilyNumber, revealed: bool) -> str:
        """Return 李秀兰（祖母） 139****0002 · 周末晚上 3/4, or · 号码不对."""
        number = each.number if revealed else screen_phone(each.number)
        whose = self.tr("旧号 {0}").format(each.owner) if each.is_former else each.owner
        hours = said_hours(each)
        known = self.tr("号码不对") if each.is_wrong else "" if hours == TOO_FEW else hours
        return f"{whose} {number}" + (f" · {known}" if known else "")

    def show_code(self) -> None:
        """Show the chosen number as a code for the own phone."""
        family = self._session.act(family_of, self._child.id)
        if not family:
            return
        for each in family.value.numbers:
            if each.number == self.number():
                show_code(self._session, family.value, each, self.window())

    def number(self) -> str:
        """Return the number that is chosen, "" for none."""
        chosen = self.choice.value()
        return self._child.numbers[int(chosen) - 1].number if chosen else ""

    def choose(self, number: str) -> None:
        """Choose a number that was chosen before, where the family still has it."""
        for at, each in enumerate(self._child.numbers):
            if each.number == number:
                self.choice.set_value(_key(at))

    def focus_editor(self) -> None:
        """Put the keyboard to the numbers."""
        self.choice.focus_editor()

    def _reveal(self) -> None:
        if self._session.act(show_student.log_reveal, self._child.id):
            self._session.revealed.add(self._child.id)
            self.show_numbers()


def _key(at: int) -> str:
    return str(at + 1)
