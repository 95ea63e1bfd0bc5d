"""Choose from a code list by typing its code, any part of the name, or pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ledger_app.domain.values import Parsed
from ledger_app.gui.form.choices import STEPS, Choice, ChoiceList, exact_choice, narrowed
from ledger_app.gui.form.line_entry import ENTERS, Entry, Mark, Wish
from ledger_app.gui.form.multi_code_box import MultiCodeBox

__all__ = ["CodeBox", "MultiCodeBox"]


class CodeBox(Entry):
    """One of several choices. `free`: the choices are suggestions, other text is welcome.

    `digits_stand`: digits mean themselves, and are not completed to the first code that fits.

    Signals: `chosen(value)` when a choice was taken, `stepped()` when another one is marked in the
    open list, or none any more; those of Entry. Text that fits nothing stays,
    `read()` says so, and the value is unchanged.
    """

    chosen = Signal(str)
    stepped = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        free: bool = False,
        digits_stand: bool = False,
    ) -> None:
        super().__init__(parent, Mark.LIST if choices or not free else Mark.NONE)
        self._choices = choices
        self._free = free
        self._digits_stand = digits_stand
        self._value: str | None = None
        self._taken: Choice | None = None
        self._list: ChoiceList | None = None
        self.typed.connect(self._narrow)

    def value(self) -> str | None:
        """Return the settled value, None when empty."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show a stored value; a value that is in no list is shown as it is."""
        self._value = value or None
        self._taken = None
        found = next((choice for choice in self._choices if choice.value == value), None)
        self.settle(found.name if found else value or "")
        self.shut()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices from now on; keep the value."""
        self._choices = choices
        if not self.is_changed():
            self.set_value(self._value)

    def offer_instead(self, choices: Sequence[Choice]) -> None:
        """Suggest other texts from now on; what is shown stays."""
        self._choices = choices

    def read(self) -> Parsed:
        """Return what the text means: a value, None for empty, or a refusal (kept is False)."""
        text = self.text().strip()
        if not self.is_changed():
            return Parsed(self._value)
        if not text:
            return Parsed(None)
        if self._taken is not None and self._taken.name == text:
            return Parsed(self._taken.value)
        found = exact_choice(self._choices, text)
        if found is not None:
            return Parsed(found.value)
        return Parsed(text) if self._free else Parsed(None, self._unfit(text), kept=False)

    def take(self, choice: Choice) -> None:
        """Put the choice into the field."""
        self._taken = choice
        self.setText(choice.name)
        self.shut()
        self.chosen.emit(choice.value)

    def open(self) -> None:
        """List everything, with the present value highlighted."""
        values = [choice.value for choice in self._choices]
        present = self.read().value
        self._offer(self._choices, values.index(present) if present in values else 0)

    def shut(self) -> None:
        """Close the list."""
        if self._list is not None:
            self._list.shut()

    def is_open(self) -> bool:
        """Tell whether the list is open."""
        return self._list is not None and self._list.isVisible()

    def marked(self) -> Choice | None:
        """Return the choice marked in the open list."""
        return self._list.current() if self._list is not None else None

    def tell_of_marked(self, text: str) -> None:
        """Say under the open list what the marked choice would change; "" for nothing."""
        if self._list is not None:
            self._list.set_foot(text if self.is_open() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steer the open list; else as every entry does."""
        if not self.is_open() or not self._steer(event):
            super().keyPressEvent(event)

    def fulfil(self, wish: Wish) -> bool:
        """Open the list, or pass the wish on."""
        if wish is Wish.OPEN:
            if self._choices and not self.isReadOnly():
                self.open()
            return bool(self._choices)
        return super().fulfil(wish)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close the list when its sign is clicked."""
        was_open = self.is_open()
        self.shut()
        if not was_open:
            super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is highlighted when leaving by Tab, or what alone fits; then close."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle_on_leaving(event.reason())
            self.shut()
        super().focusOutEvent(event)

    def _settle_on_leaving(self, reason: Qt.FocusReason) -> None:
        text = self.text().strip()
        if self._stands_alone(text) or not self.is_changed() or not text:
            return
        by_tab = reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        highlighted = self._list.current() if self._list is not None and by_tab else None
        if highlighted is None and exact_choice(self._choices, text) is None:
            fitting = narrowed(self._choices, text)
            highlighted = fitting[0] if len(fitting) == 1 else None
        if highlighted is not None:
            self.take(highlighted)

    def _steer(self, event: QKeyEvent) -> bool:
        """Handle a key of the open list; return False if it is for the text."""
        drop = self._list
        if drop is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in STEPS:
            drop.step(STEPS[Qt.Key(key)])
            self.stepped.emit()
        elif key == Qt.Key.Key_Escape:
            drop.shut()
        elif key in ENTERS:
            choice = drop.current()
            drop.shut()
            if choice is not None:
                self.take(choice)
            self.wished.emit(Wish.NEXT)
        else:
            return False
        event.accept()
        return True

    def _narrow(self) -> None:
        self._taken = None
        text = self.text()
        if not text.strip():
            self.shut()
            return
        self._offer(narrowed(self._choices, text), -1 if self._stands_alone(text) else 0)

    def _stands_alone(self, text: str) -> bool:
        return self._free or (self._digits_stand and text.strip().isdigit())

    def _offer(self, choices: Sequence[Choice], current: int) -> None:
        if self._list is None or self._list.parent() is not self.window():
            self._list = ChoiceList(self)
            self._list.picked.connect(self._picked)
            self._list.closed.connect(self.stepped)
        self._list.offer(choices, [choice.label for choice in choices], current)

    def _picked(self, choice: Choice) -> None:
        self.take(choice)
        self.setFocus()
        self.left.emit()  # a choice made by mouse is finished input

    def _unfit(self, text: str) -> str:
        return self.tr("没有“{0}”这一项。按 Alt+↓ 看全部可选的。").format(text)
