"""号码: the numbers of a child's family over the page, and the code of one for the own phone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from ledger_app.actions.checking.safety_lines import SafetyLine, safety_lines
from ledger_app.actions.contact.dial_code import dial_code
from ledger_app.actions.contact.family_numbers import Family, family_of
from ledger_app.domain.telling.phones.tried_numbers import FamilyNumber
from ledger_app.gui.contact.dial_dialog import DialDialog
from ledger_app.gui.contact.number_pane import NumberPane
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.safety.safety_label import SafetyLabel
from ledger_app.gui.safety.safety_question import when_seen
from ledger_app.gui.session import Session


def show_numbers(session: Session, student_id: str, parent: QWidget) -> None:
    """Show the code of the only number of a family at once, else its numbers to choose from."""
    session.ask("numbers", partial(_show_numbers, session, student_id, parent))


def _show_numbers(session: Session, student_id: str, parent: QWidget) -> None:
    family = session.act(family_of, student_id)
    if not family:
        return
    numbers = family.value.numbers
    if len(numbers) == 1:
        show_code(session, family.value, numbers[0], parent)
    else:
        NumbersDialog(session, family.value, parent).open()


def show_code(session: Session, family: Family, number: FamilyNumber, parent: QWidget) -> None:
    """Show the code of a number, once the child's safety line was read; it is logged."""

    def show(read: Sequence[SafetyLine] = ()) -> None:
        modules = session.act(dial_code, family.student, number.number, read)
        if modules:
            whose = (family.called, number.owner)
            safety = family.safety_line
            code = DialDialog(session, modules.value, number.number, whose, safety, parent)
            code.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            code.open()

    if lines := session.act(safety_lines, [family.student]):
        when_seen(session, parent, lines.value, partial(show, lines.value))


class NumbersDialog(Dialog):
    """The numbers of one family; Enter or F9 shows the code of the chosen one."""

    def __init__(self, session: Session, family: Family, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("家里的号码"))  # the task bar shows it: it names nobody
        self._session, self._family = session, family
        whose = OneLine(self)
        whose.setText(family.called)
        warned = SafetyLabel(self)
        warned.say(family.safety_line)
        self.pane = NumberPane(self)
        self.pane.show_numbers(family.numbers, revealed=family.student in session.revealed)
        self.pane.code_wanted.connect(self._show_code)
        buttons = QDialogButtonBox(self)
        code = buttons.addButton(self.tr("二维码 F9"), QDialogButtonBox.ButtonRole.ActionRole)
        code.clicked.connect(self._asked)
        code.setEnabled(bool(family.numbers))
        code.setAutoDefault(False)
        close = buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        close.setAutoDefault(False)
        inside = QVBoxLayout(self)
        inside.addWidget(whose)
        inside.addWidget(warned)
        inside.addWidget(self.pane)
        inside.addWidget(buttons)
        self.setMinimumWidth(theme.text_pixels() * 52)
        for gone in (session.locked, session.closed):
            gone.connect(self.reject)
        self.pane.setFocus()

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return (self._family.student,)

    def _asked(self) -> None:
        self._show_code(self.pane.number())

    def _show_code(self, number: str) -> None:
        found = next((each for each in self._family.numbers if each.number == number), None)
        if found is not None:
            self._session.ask("code", show_code, self._session, self._family, found, self)
