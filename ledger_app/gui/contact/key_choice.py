"""Choose from a few codes with one key: the number that stands at each, or the initial of its name.

A field of its own: its keys are nobody else's, and no input method has them before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.names import search_keys
from ledger_app.gui.form.choices import Choice
from ledger_app.gui.form.line_entry import ENTERS
from ledger_app.gui.kit import in_sight, theme
from ledger_app.gui.kit.flow_layout import FlowLayout

TEN = "10"  # the one code of two digits that has a key of its own: 0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_CLEARS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_TAKEN_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def key_of(value: str) -> str:
    """Return the key that chooses a code, "" where none does."""
    return "0" if value == TEN else value if len(value) == 1 else ""


def initials(name: str) -> frozenset[str]:
    """Return the letters that a name may begin with: a character has several readings."""
    return frozenset(each[:1] for each in search_keys(name[:1]).split() if each[:1].isascii())


class KeyChoice(QFrame):
    """One code of a list, or `several` of them as "1,3".

    Signals: `taken()` once the person has chosen or cleared; `go_on(step)` to the next field (1),
    of itself after a key that leaves no doubt, or the one before (-1).
    """

    taken = Signal()
    go_on = Signal(int)

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._value: list[str] = []
        self._at = -1  # which one the arrows or an initial have come to
        theme.set_role(self, "keys")
        self.setProperty(in_sight.WHOLE, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(label)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.hide()
        self._hint = ("", "dim")
        self._problem = ("", "")
        self._flow = FlowLayout(gap=5)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.setSpacing(2)
        inside.addLayout(self._flow)
        inside.addWidget(self._note)
        self._choices: Sequence[Choice] = ()
        self.buttons: list[QPushButton] = []
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on; what was chosen stays where it is still there."""
        self._choices = choices
        while len(self.buttons) > len(choices):
            button = self.buttons.pop()
            self._flow.removeWidget(button)
            button.deleteLater()
        while len(self.buttons) < len(choices):
            self.buttons.append(self._button(len(self.buttons)))
        for button, choice in zip(self.buttons, choices, strict=True):
            key = key_of(choice.value)
            button.setText(f"{key} {choice.name}" if key else choice.name)
        self._value = [each.value for each in choices if each.value in self._value]
        self._show()

    def _button(self, at: int) -> QPushButton:
        made = QPushButton(self)
        theme.set_role(made, "key")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._clicked, at))
        self._flow.addWidget(made)
        return made

    # What it holds.

    def value(self) -> str | None:
        """Return what is chosen, None for nothing."""
        return ",".join(self._value) or None

    def set_value(self, value: str | None) -> None:
        """Choose it without a word to anybody."""
        wanted = value.split(",") if value else []
        self._value = [each.value for each in self._choices if each.value in wanted]
        self._at = -1
        self._show()

    def set_hint(self, text: str, role: str = "dim") -> None:
        """Say something under the choices, unless there is a problem to say."""
        self._hint = (text, role)
        self._show_note()

    def set_problem(self, text: str, severity: str = Severity.ERROR) -> None:
        """Say what is wrong with it; "" takes that away."""
        self._problem = (text, str(severity)) if text else ("", "")
        self._show_note()

    def focus_editor(self) -> None:
        """Put the keyboard here."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key of a choice; leave to the dialog what is none of its own."""
        key = event.key()
        if event.modifiers() & ~_TAKEN_MODIFIERS:
            super().keyPressEvent(event)
        elif key in ENTERS or key == Qt.Key.Key_Down:
            self._leave_with_enter()
        elif key == Qt.Key.Key_Up:
            self.go_on.emit(-1)
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Space:
            self._take_marked()
        elif key in _CLEARS:
            self._choose([])
        elif not self._letter(event.text().lower()):
            super().keyPressEvent(event)

    def _leave_with_enter(self) -> None:
        if self._several and self._at >= 0 and not self._value:
            self._take_marked()
        self.go_on.emit(1)

    def _letter(self, typed: str) -> bool:
        """Take what a digit or letter means; return whether it means anything here."""
        if len(typed) != 1 or not typed.isalnum():
            return False
        for at, choice in enumerate(self._choices):
            if key_of(choice.value) == typed:
                self._take(at)
                self.go_on.emit(1)
                return True
        fitting = [at for at, each in enumerate(self._choices) if typed in initials(each.name)]
        if len(fitting) == 1:
            self._take(fitting[0])
            self.go_on.emit(1)
        elif fitting:  # one after the other; Enter goes on with the one that is marked
            later = [at for at in fitting if at > self._at]
            self._mark((later or fitting)[0])
        return True

    def _step(self, by: int) -> None:
        start = self._at
        if start < 0 and self._value:
            start = [each.value for each in self._choices].index(self._value[0])
        self._mark(max(0, min(len(self._choices) - 1, start + by)) if start >= 0 else 0)

    def _mark(self, at: int) -> None:
        """Come to a choice: of one it is the choice, of several Space takes it."""
        self._at = at
        if self._several:
            self._show()
        else:
            self._choose([self._choices[at].value])

    def _take_marked(self) -> None:
        if self._several and self._at >= 0:
            self._take(self._at)

    def _take(self, at: int) -> None:
        self._at, value = at, self._choices[at].value
        if not self._several:
            self._choose([value])
            return
        ticked = set(self._value) ^ {value}
        self._choose([each.value for each in self._choices if each.value in ticked])

    def _clicked(self, at: int, _checked: bool = False) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._several and self._value == [self._choices[at].value]:
            self._choose([])
        else:
            self._take(at)

    def _choose(self, values: list[str]) -> None:
        self._value = values
        self._problem = ("", "")
        self._show()
        self.taken.emit()

    # Looks.

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the field that the next key is for."""
        super().focusInEvent(event)
        theme.set_look(self, "active", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget where the arrows had come to."""
        super().focusOutEvent(event)
        theme.set_look(self, "active", False)
        self._at = -1
        self._show()

    def _show(self) -> None:
        for at, (button, choice) in enumerate(zip(self.buttons, self._choices, strict=True)):
            button.setChecked(choice.value in self._value)
            theme.set_look(button, "marked", self._several and at == self._at)
        chosen = [each.name for each in self._choices if each.value in self._value]
        self.setAccessibleDescription("、".join(chosen))
        self._show_note()

    def _show_note(self) -> None:
        text, role = self._problem if self._problem[0] else self._hint
        mark = theme.problem_mark(role)[0] if self._problem[0] else ""
        theme.set_role(self._note, role)
        self._note.setText(f"{mark} {text}".strip())
        self._note.setVisible(bool(text))
        theme.set_look(self, "severity", self._problem[1])
