"""Choose several codes of one list by typing, or by ticking them in the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ledger_app.domain.values import Parsed
from ledger_app.gui.form.choices import STEPS, Choice, ChoiceList, exact_choice, narrowed
from ledger_app.gui.form.line_entry import ENTERS, Entry, Mark, Wish
from ledger_app.gui.kit import theme


class MultiCodeBox(QFrame):
    """Several of a code list: type to narrow, Enter ticks; Alt+↓ lists all, Space ticks.

    Backspace in the empty field takes the last one away. The value is "1,3" in the list's order.
    """

    typed = Signal()
    wished = Signal(object)  # Wish
    entered = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "field")
        self._choices = choices
        self._value: str | None = None
        self._ticked: list[str] = []
        self.entry = _TickEntry(self, choices)
        self._chosen = QLabel(self)
        self._chosen.setWordWrap(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(5, 2, 5, 2)
        inside.setSpacing(0)
        inside.addWidget(self._chosen)
        inside.addWidget(self.entry)
        self.setFocusProxy(self.entry)
        self.entry.typed.connect(self.typed)
        self.entry.ticked.connect(self.toggle)
        self.entry.backed.connect(self._drop_last)
        self.entry.wished.connect(self.wished)
        self.entry.entered.connect(self._activated)
        self.entry.left.connect(self._deactivated)
        self._show()

    def value(self) -> str | None:
        """Return the settled value, None when nothing is ticked."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Tick the codes of a stored value; codes that are in no list are kept and shown."""
        self._value = value or None
        self._ticked = value.split(",") if value else []
        self.entry.clear()
        self.entry.shut()
        self._show()

    def is_changed(self) -> bool:
        """Tell whether ticks or half-typed text differ from the settled value."""
        return self._joined() != self._value or bool(self.entry.text().strip())

    def read(self) -> Parsed:
        """Return the ticked codes, or a refusal while text stands that was not taken."""
        text = self.entry.text().strip()
        if not text:
            return Parsed(self._joined())
        found = exact_choice(self._choices, text)
        if found is None:
            return Parsed(None, self.tr("“{0}”还没有选定，或没有这一项。").format(text), kept=False)
        ticked = set(self._ticked) | {found.value}
        return Parsed(self._join(ticked))

    def toggle(self, choice: Choice) -> None:
        """Tick a choice, or take its tick away."""
        if choice.value in self._ticked:
            self._ticked.remove(choice.value)
        else:
            self._ticked.append(choice.value)
        self._ticked = (self._joined() or "").split(",") if self._ticked else []
        self._show()
        self.typed.emit()

    def ticked(self) -> list[str]:
        """Return the ticked codes."""
        return list(self._ticked)

    def put_typed(self, codes: str, text: str) -> None:
        """Show ticks and half-typed text over the settled value."""
        self._ticked = codes.split(",") if codes else []
        self.entry.setText(text)
        self._show()

    def _joined(self) -> str | None:
        return self._join(set(self._ticked))

    def _join(self, ticked: set[str]) -> str | None:
        known = [choice.value for choice in self._choices if choice.value in ticked]
        return ",".join([*known, *sorted(ticked.difference(known))]) or None

    def _drop_last(self) -> None:
        if self._ticked:
            self._ticked.pop()
            self._show()
            self.typed.emit()

    def _show(self) -> None:
        names = {choice.value: choice.name for choice in self._choices}
        # No-break spaces keep a tick and its word on one line.
        words = [f"✓\u00a0{names.get(value, value)}" for value in self._ticked]
        self._chosen.setText("   ".join(words))
        self._chosen.setVisible(bool(words))
        self.entry.show_ticks(self._ticked)
        hint = self.tr("再加一项…") if words else self.tr("输入名称、拼音或代码，可选多项")
        self.entry.setPlaceholderText(hint)

    def _activated(self) -> None:
        theme.set_look(self, "active", True)
        self.entered.emit()

    def _deactivated(self) -> None:
        theme.set_look(self, "active", False)
        self.left.emit()


class _TickEntry(Entry):
    """The line of a MultiCodeBox: narrows, and ticks what is highlighted."""

    ticked = Signal(object)  # Choice
    backed = Signal()

    def __init__(self, box: QWidget, choices: Sequence[Choice]) -> None:
        super().__init__(box, Mark.LIST)
        self._box = box
        self._choices = choices
        self._offered: Sequence[Choice] = ()
        self._ticks: frozenset[str] = frozenset()
        self._list: ChoiceList | None = None
        self.typed.connect(self._narrow)

    def show_ticks(self, values: Sequence[str]) -> None:
        """Mark the rows of the open list."""
        self._ticks = frozenset(values)
        if self._list is not None and self._list.isVisible():
            self._list.relabel(self._rows())

    def is_changed(self) -> bool:
        """Tell whether ticks or text differ from the settled value: Esc takes both back."""
        return isinstance(self._box, MultiCodeBox) and self._box.is_changed()

    def shut(self) -> None:
        """Close the list."""
        if self._list is not None:
            self._list.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steer the open list; Backspace in the empty line takes the last tick away."""
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif self._list is not None and self._list.isVisible() and self._steer(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        else:
            super().keyPressEvent(event)

    def fulfil(self, wish: Wish) -> bool:
        """Open the list, or pass the wish on."""
        if wish is Wish.OPEN:
            self._open()
            return True
        return super().fulfil(wish)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close the list when the field is clicked."""
        was_open = self._list is not None and self._list.isVisible()
        super().mousePressEvent(event)
        self.shut()
        if not was_open and not self.isReadOnly():
            self._open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tick what is highlighted when half-typed text is left by Tab; then close."""
        if event.reason() == Qt.FocusReason.TabFocusReason and self.text().strip():
            self._tick()
        self.shut()
        super().focusOutEvent(event)

    def _steer(self, event: QKeyEvent) -> bool:
        drop = self._list
        key = event.key()
        if drop is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in STEPS:
            drop.step(STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            drop.shut()
        elif key in ENTERS or (key == Qt.Key.Key_Space and not self.text()):
            self._tick()
        else:
            return False
        return True

    def _tick(self) -> None:
        choice = self._list.current() if self._list is not None else None
        if choice is None:
            return
        if self.text():  # narrowed by typing: done with this one; the next Enter goes on
            self.clear()
            self.shut()
        self.ticked.emit(choice)

    def _open(self) -> None:
        self._offer(self._choices)

    def _narrow(self) -> None:
        if self.text().strip():
            self._offer(narrowed(self._choices, self.text()))
        else:
            self.shut()

    def _offer(self, choices: Sequence[Choice]) -> None:
        if self._list is None or self._list.parent() is not self.window():
            self._list = ChoiceList(self._box)
            self._list.picked.connect(self.ticked)
        self._offered = choices
        self._list.offer(choices, self._rows(), 0)

    def _rows(self) -> list[str]:
        return [
            f"{'☑' if choice.value in self._ticks else '☐'}  {choice.label}"
            for choice in self._offered
        ]
