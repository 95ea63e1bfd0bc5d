"""What a result leads to, asked in the same form: a case of suspected dropout, a return, a sight.

Certain, or asked: nothing of it is written before the person says yes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ledger_app.actions.contact.keep import CASE, RETURN, record_of
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.gui.contact.key_choice import KeyChoice
from ledger_app.gui.form.choices import Choice
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.kit import theme

DROPOUT = TABLES[CASE]
_CASE_KEYS = ("last_attended", "dropout_reasons", "dropout_whereabouts")


class OutcomeOffer(QFrame):
    """Signals: `changed()` once something was answered; `go_on(step)`."""

    changed = Signal()
    go_on = Signal(int)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self._leads_to = ""
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._asked = KeyChoice("", (), self)
        setting = Setting(today)
        self.editors = {key: make_editor(DROPOUT.field(key), setting, self) for key in _CASE_KEYS}
        self._fields = QWidget(self)
        self._arrange()
        self._order: list[KeyChoice | FieldEditor] = [self._asked, *self.editors.values()]
        for at, control in enumerate(self._order):
            control.go_on.connect(partial(self._go_on, at))
        self._asked.taken.connect(self._answered)
        for editor in self.editors.values():
            editor.edited.connect(self._edited)
        self.offer("", {})

    def _arrange(self) -> None:
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for editor in self.editors.values():
            form.addRow(editor.field.label, editor)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.setSpacing(4)
        inside.addWidget(self._said)
        inside.addWidget(self._asked)
        inside.addWidget(self._fields)

    # What is offered.

    def offer(self, leads_to: str, known: Mapping[str, str]) -> None:
        """Ask about the record that a result leads to, "" for none; `known` fills it."""
        if leads_to == self._leads_to and self.isHidden() != bool(leads_to):
            return
        self._leads_to = leads_to
        self._asked.set_value(None)
        if leads_to:
            said, yes, no = self._words(leads_to)
            self._said.setText(said)
            self._asked.setAccessibleName(said)
            self._asked.set_choices((Choice(YES, yes), Choice(NO, no)))
        for key, editor in self.editors.items():
            if not editor.has_pending() and not editor.value():
                editor.set_value(known.get(key))
        self.setVisible(bool(leads_to))
        self._show_fields()

    def _words(self, leads_to: str) -> tuple[str, str, str]:
        if leads_to == CASE:
            said = self.tr("这个结果说明孩子没有上学，还没有立案。同时立案（疑似辍学）？")
            return said, self.tr("立案"), self.tr("暂不立案，今日会再提醒")
        if leads_to == RETURN:
            said = self.tr("孩子在个案中。有人亲眼见到返校，同时登记复学？")
            return said, self.tr("登记复学"), self.tr("还没有亲眼见到")
        said = self.tr("有人亲眼见到孩子到校，同时登记到校见到？")
        return said, self.tr("登记见到"), self.tr("还没有亲眼见到")

    def answer(self) -> str:
        """Return YES, NO or "" for not answered."""
        return (self._asked.value() or "") if self._leads_to else ""

    def set_answer(self, answer: str) -> None:
        """Answer in place of the person: what was half typed is put back."""
        self._asked.set_value(answer or None)
        self._show_fields()

    def record(self, leads_to: str, on: str) -> dict[str, dict[str, object]]:
        """Return the record that is begun with a contact of this ISO day, by its table."""
        if leads_to != self._leads_to or self.answer() != YES:
            return {}
        return record_of(leads_to, on, self.given())

    def given(self) -> dict[str, object]:
        """Return what was typed of a case."""
        return {key: editor.value() for key, editor in self.editors.items()}

    def begin(self, given: Mapping[str, Any]) -> None:
        """Ask nothing yet, of another child: what was typed of its case is there again."""
        self.offer("", {})
        for key, editor in self.editors.items():
            editor.set_value(given.get(key))

    def _edited(self, _key: str) -> None:
        self.changed.emit()

    # Keys.

    def focus_editor(self) -> None:
        """Put the keyboard into the question."""
        self._asked.focus_editor()

    def _answered(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        self._fields.setVisible(self._leads_to == CASE and self.answer() == YES)

    def _go_on(self, at: int, step: int) -> None:
        later = self._order[at + 1 :] if step > 0 else list(reversed(self._order[:at]))
        found = next((each for each in later if each.isVisibleTo(self)), None)
        if found is None:
            self.go_on.emit(step)
        else:
            found.focus_editor()
