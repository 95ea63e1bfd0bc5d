"""The fields of one call or visit, those of one key first; each leads on to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.domain.checking.problem import Problem
from ledger_app.gui.contact.key_choice import KeyChoice
from ledger_app.gui.contact.number_choice import NumberChoice
from ledger_app.gui.contact.outcome_offer import OutcomeOffer
from ledger_app.gui.form.choices import code_choices
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.kit import theme

CONTACT = TABLES["contact"]
Control = NumberChoice | KeyChoice | FieldEditor | OutcomeOffer
# How most calls and visits are made stands first.
_FIRST_MODES = (ContactMode.PHONE, ContactMode.AT_HOME)
_BY_KEY = ("purpose", "mode", "met_who", "result")
_DAYS = ("promised_on", "next_on")
Typed = Mapping[str, tuple[object, str]]  # {key: (value, what is typed over it)}


class ContactForm(QWidget):
    """Signals: `changed(key)` once something was chosen or typed; `past_end(step)` when the
    keyboard goes on after the last field, or back before the first."""

    changed = Signal(str)
    past_end = Signal(int)

    def __init__(
        self,
        today: Callable[[], date],
        numbers: NumberChoice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.numbers = numbers
        self._today = today
        self.choices = {key: self._choice(key) for key in _BY_KEY}
        self.offer = OutcomeOffer(today, self)
        setting = Setting(today)
        self.editors = {
            key: make_editor(CONTACT.field(key), setting, self)
            for key in ("content", *_DAYS, "contacted_on")
        }
        self.late = QLabel(self)
        theme.set_role(self.late, "dim")
        first = [numbers] if numbers is not None else []
        self._order: list[Control] = [
            *first, *self.choices.values(), self.offer, *self.editors.values()
        ]  # fmt: skip
        self._start: Typed = {}
        hint = self.tr("写完按 Tab 到下一项，或按 Ctrl+Enter 登记；Enter 换行")
        self.editors["content"].entry().setPlaceholderText(hint)
        self._arrange()
        self._connect()
        self.editors["contacted_on"].set_value(today().isoformat())

    def _choice(self, key: str) -> KeyChoice:
        field = CONTACT.field(key)
        listed = code_choices(field.codes)
        if key == "mode":
            listed = tuple(sorted(listed, key=_usual_first))
        return KeyChoice(field.label, listed, self, several=key == "met_who")

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        if self.numbers is not None:
            self._row(grid, self.tr("号码"), self.numbers)
        texts = (
            self.tr("目的"), self.tr("方式"), self.tr("见面对象"), self.tr("结果"),
        )  # fmt: skip
        for text, choice in zip(texts, self.choices.values(), strict=True):
            self._row(grid, text, choice)
        at = grid.rowCount()
        grid.addWidget(self.offer, at, 0, 1, 2)
        self._row(grid, self.tr("谈了什么"), self.editors["content"])
        days = QHBoxLayout()
        days.setSpacing(10)
        days.addWidget(self.editors["promised_on"], 1)
        days.addWidget(_label(self.tr("下次联系"), self))
        days.addWidget(self.editors["next_on"], 1)
        self._row(grid, self.tr("承诺返校"), days)
        when = QHBoxLayout()
        when.setSpacing(10)
        when.addWidget(self.editors["contacted_on"], 1)
        when.addWidget(self.late, 1)
        self._row(grid, self.tr("联系日期"), when)

    def _row(self, grid: QGridLayout, text: str, control: QWidget | QHBoxLayout) -> None:
        at = grid.rowCount()
        label = QVBoxLayout()
        label.addSpacing(4 if self._is_line(control) else 7)
        label.addWidget(_label(text, self), 0, Qt.AlignmentFlag.AlignRight)
        label.addStretch(1)
        grid.addLayout(label, at, 0)
        if isinstance(control, QWidget):
            grid.addWidget(control, at, 1)
        else:
            grid.addLayout(control, at, 1)

    def _is_line(self, control: QWidget | QHBoxLayout) -> bool:
        """Tell a field to type in from keys to choose by, which have room around them."""
        return isinstance(control, QHBoxLayout) or control in self.editors.values()

    def _connect(self) -> None:
        for at, control in enumerate(self._order):
            control.go_on.connect(partial(self._go_on, at))
        for key, choice in self.choices.items():
            choice.taken.connect(partial(self.changed.emit, key))
        for editor in self.editors.values():
            editor.edited.connect(self.changed)
            editor.committed.connect(self._committed)
        self.offer.changed.connect(partial(self.changed.emit, "offer"))

    # What it holds.

    def begin(self, values: Mapping[str, object]) -> None:
        """Show what the contact begins with; only what differs from this was typed."""
        for key, value in values.items():
            self._set(key, value)
        self._start = self.typed()

    def _set(self, key: str, value: object) -> None:
        text = str(value) if value else None
        if key in self.choices:
            self.choices[key].set_value(text)
        else:
            self.editors[key].set_value(text)
            self._tell_late()

    def values(self) -> dict[str, object]:
        """Return what is chosen and committed, as it is stored."""
        chosen = {key: choice.value() for key, choice in self.choices.items()}
        return {**chosen, **{key: editor.value() for key, editor in self.editors.items()}}

    def considered(self) -> dict[str, object]:
        """Return the same, with what is half typed where it can be kept."""
        weighed = ((key, editor.considered()) for key, editor in self.editors.items())
        return self.values() | {key: found.value for key, found in weighed if found}

    def commit(self) -> bool:
        """Commit what is half typed; go to what cannot be kept, and return False then."""
        for control in (*self.editors.values(), *self.offer.editors.values()):
            if control.isVisibleTo(self) and not control.commit():
                control.focus_editor()
                return False
        return True

    def typed(self) -> Typed:
        """Return all that stands in the form, half-typed texts with it, fit for `put_back`."""
        found: dict[str, tuple[object, str]] = {}
        for key, choice in self.choices.items():
            found[key] = (choice.value(), "")
        for key, editor in (*self.editors.items(), *self.offer.editors.items()):
            found[key] = (editor.value(), editor.typed() if editor.has_pending() else "")
        return {**found, "offer": (self.offer.answer(), "")}

    def is_typed(self) -> bool:
        """Tell whether anything was chosen or typed."""
        return self.typed() != self._start

    def put_back(self, typed: Typed) -> None:
        """Show again what was half typed."""
        for key, (value, text) in typed.items():
            if key == "offer":
                self.offer.set_answer(str(value or ""))
            elif key in self.offer.editors:
                _put(self.offer.editors[key], value, text)
            elif key in self.editors:
                _put(self.editors[key], value, text)
            else:
                self._set(key, value)
        self._tell_late()

    # Where the keyboard is.

    def focus_first(self) -> None:
        """Go to what it was for, or where that is known, to how it was done."""
        self.choices["mode" if self.choices["purpose"].value() else "purpose"].focus_editor()

    def focus_field(self, key: str) -> None:
        """Go to a field."""
        (self.choices.get(key) or self.editors[key]).focus_editor()

    def current_key(self) -> str:
        """Return the key of the field with the keyboard, "" for none."""
        here = self.focusWidget()
        for key, control in (*self.choices.items(), *self.editors.items()):
            if here is not None and (control is here or control.isAncestorOf(here)):
                return key
        return ""

    def _go_on(self, at: int, step: int) -> None:
        later = self._order[at + 1 :] if step > 0 else list(reversed(self._order[:at]))
        found = next((each for each in later if each.isVisibleTo(self)), None)
        if found is None:
            self.past_end.emit(step)
        else:
            found.focus_editor()

    # What is said.

    def set_problems(self, problems: Iterable[Problem]) -> str:
        """Show problems at their fields; return the key of the first field that has one."""
        told = {each.field: each.text for each in reversed(list(problems))}
        first = ""
        controls: dict[str, KeyChoice | FieldEditor] = {**self.choices, **self.editors}
        for key, control in controls.items():
            control.set_problem(told.get(key, ""))
            first = first or (key if key in told else "")
        return first

    def _committed(self, key: str, _value: object) -> None:
        self._tell_late()
        self.changed.emit(key)

    def _tell_late(self) -> None:
        """Say both days of what is entered later: when it was, and that it is entered today."""
        day, today = self.editors["contacted_on"].value(), self._today().isoformat()
        is_late = bool(day) and str(day) < today
        self.late.setText(self.tr("补记，今天 {0} 登记").format(today[5:]) if is_late else "")


def _put(editor: FieldEditor, value: object, text: str) -> None:
    editor.set_value(str(value) if value else None)
    if text:
        editor.put_typed(text)


def _usual_first(choice: object) -> int:
    value = getattr(choice, "value", "")
    return _FIRST_MODES.index(value) if value in _FIRST_MODES else len(_FIRST_MODES)


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    theme.set_role(label, "label")
    return label
