"""What every field editor is to the form around it, whatever stands inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ledger_app.catalogue import Field, Kind
from ledger_app.domain import values
from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.telling.taken_over import TakenOver
from ledger_app.domain.values import Parsed
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.field_marks import FieldMarks
from ledger_app.gui.form.line_entry import Entry, LongEntry, Wish
from ledger_app.gui.form.multi_code_box import MultiCodeBox
from ledger_app.gui.kit import in_sight, theme

Value = str | int | float | None


class LastValues:
    """The value last committed for each field key, for Ctrl+D. One is shared by all forms."""

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}

    def remember(self, key: str, value: Value) -> None:
        """Keep a committed value; an emptied field is not worth repeating."""
        if value not in (None, ""):
            self._values[key] = value

    def recall(self, key: str) -> Value:
        """Return the value last committed for the key, None if there was none."""
        return self._values.get(key)

    def forget(self) -> None:
        """Forget everything: another ledger is open, or this one was locked."""
        self._values.clear()


@dataclass(frozen=True)
class Setting:
    """What an editor needs besides its field: today, values to repeat, things to offer."""

    today: Callable[[], date] = date.today
    last: LastValues = field(default_factory=LastValues)
    suggestions: Sequence[str] = ()
    choices: Sequence[tuple[str, str]] = ()  # (stored value, name): schools, regions


class FieldEditor(QWidget):
    """Base of all editors: holds the stored value, knows what is half typed, shows the problem.

    `committed(key, value)`: a new stored value, parsed; never sent for text that cannot be kept.
    `edited(key)`: something was typed. `weighed(key)`: another value would be kept now.
    `go_on(step)`: the person wants the next (1) or the field before (-1), `by_enter` tells by which
    key. `entered(key)`: the keyboard came.
    """

    committed = Signal(str, object)
    edited = Signal(str)
    weighed = Signal(str)
    go_on = Signal(int)
    entered = Signal(str)
    settled = Signal()
    by_enter = False

    def __init__(self, shown: Field, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = shown
        self.setting = setting
        self._stored: Value = None
        self._given: tuple[str, str] = ("", "")
        self._own: tuple[str, str] = ("", "")
        self._note: QLabel | None = None
        self._consequence: ConsequenceLine | None = None
        self._read_only = False
        self._said_taken = ""
        self._kept_by = ""
        self.setProperty(in_sight.WHOLE, True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._box.addLayout(self._row)
        self.marks = FieldMarks(self, self._row, self._box)

    # What the form asks.

    def value(self) -> Value:
        """Return the stored value as last given or committed."""
        return self._stored

    def set_value(self, stored: Value) -> None:
        """Show a stored value; what was typed is gone, and so is the problem with it."""
        refused = self._own[0] != ""
        self._stored = None if stored == "" else stored
        self._own = ("", "")
        self.set_consequence()
        self.show_stored()
        self._show_problem()
        if refused:
            self.settled.emit()

    def follow(self, stored: Value) -> None:
        """Take the same record's value as it is now: what is half typed stays.

        Most values of a form are as they were when one of them has been kept: nothing is drawn.
        """
        value = None if stored == "" else stored
        if self.has_pending():
            self._stored = value
        elif value != self._stored or self._own[0]:
            self.set_value(value)

    def set_taken(self, taken: TakenOver | None) -> None:
        """Say what is known from elsewhere while the field is empty, and where it stands."""
        entry = self.entry()
        if not isinstance(entry, QLineEdit) or self.field.kind is Kind.ID_NUMBER:
            return
        said = self.tr("{0}（取自{1}）")
        text = said.format(values.display(self.field, taken.value), taken.source) if taken else ""
        if text or entry.placeholderText() == self._said_taken:
            entry.setPlaceholderText(text)
        self._said_taken = text

    def has_pending(self) -> bool:
        """Tell whether something is typed that is not stored yet."""
        return self.is_changed()

    def pending_value(self) -> Parsed | None:
        """Return what is half typed as it would be stored (`kept` False: it cannot be); or None."""
        return self.read() if self.is_changed() else None

    def considered(self) -> Parsed | None:
        """Return the other value that would be kept now, None for none or while composing."""
        found = None if self.entry().composing else self.pending_value()
        return found if found and found.kept and found.value != self._stored else None

    def set_consequence(self, text: str = "", whole: str = "") -> None:
        """Say under the field what its value would change, once it is kept; "" takes it away."""
        if self._consequence is None:
            if not text:
                return
            self._consequence = ConsequenceLine(self)
            # Below the problem, above what is noted of the field.
            self._box.insertWidget(1 if self._note is None else 2, self._consequence)
        self._consequence.say(text, whole)
        if text and self.entry().hasFocus():
            in_sight.show_soon(self)

    def consequence(self) -> str:
        """Return what is said of the value that is being typed."""
        return self._consequence.whole() if self._consequence is not None else ""

    def commit(self) -> bool:
        """Store what is typed, if it can be kept; return False and say why if not."""
        parsed = self.pending_value()
        if parsed is None:
            self._typed_anew()  # what could not be kept was taken out again
            return True
        if not parsed.kept:
            self._own = (parsed.problem, Severity.ERROR.value)
            self._show_problem()
            return False
        self._accept(parsed)
        return True

    def refuse(self, stored: Value, reason: str, severity: str = Severity.ERROR) -> None:
        """Take back a commit that was not kept: what was typed stands over the stored value."""
        typed = self.typed()
        self._stored = None if stored == "" else stored
        self.show_stored()
        self.put_typed(typed)
        self._own = (reason, str(severity))
        self._show_problem()

    def warn(self, text: str, severity: str) -> None:
        """Say something about what is being typed; it can be kept none the less."""
        self._own = (text, str(severity))
        self._show_problem()

    def typed(self) -> str:
        """Return what stands in the field, fit for `put_typed`."""
        return self.typed_text()

    def put_typed(self, typed: str) -> None:
        """Show a text as if it had just been typed; nothing is stored."""
        entry = self.entry()
        if isinstance(entry, Entry):
            entry.setText(typed)
        else:
            entry.setPlainText(typed)

    def restore(self) -> None:
        """Give up what is typed and show the stored value."""
        self.set_value(self._stored)
        self.weighed.emit(self.field.key)

    def repeat_last(self) -> None:
        """Store the value that was last committed for this field."""
        last = self.setting.last.recall(self.field.key)
        if last is not None and not self._read_only:
            self._accept(Parsed(last), again=True)

    def set_problem(self, text: str, severity: str = Severity.ERROR) -> None:
        """Show a problem of the stored value under the field; "" takes it away."""
        given = (text, str(severity)) if text else ("", "")
        if given != self._given:
            self._given = given
            self._show_problem()

    def problem(self) -> tuple[str, str]:
        """Return text and severity of the problem that is shown: of what is typed, where that is
        another value than the stored one."""
        return self._own if self._own[0] or self.is_changed() else self._given

    def focus_editor(self) -> None:
        """Put the keyboard into the field."""
        self.entry().setFocus(Qt.FocusReason.TabFocusReason)

    def set_revealed(self, revealed: bool) -> None:
        """Show or mask the value, where the kind is one that is masked."""

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow typing."""
        self._read_only = read_only
        self.entry().setReadOnly(read_only)

    def set_kept_by(self, unit: str) -> None:
        """Say under the field that another unit fills it in; "" for one that is filled in here."""
        if unit != self._kept_by:
            self._kept_by = unit
            self._show_problem()

    def refresh_choices(self, setting: Setting) -> None:
        """Take other suggestions or choices."""
        self.setting = setting

    # What a kind of editor must say.

    def entry(self) -> Entry | LongEntry:
        """Return the widget that has the keyboard."""
        raise NotImplementedError

    def show_stored(self) -> None:
        """Show the stored value."""
        raise NotImplementedError

    def is_changed(self) -> bool:
        """Tell whether what is shown differs from the stored value."""
        return self.entry().is_changed()

    def read(self) -> Parsed:
        """Return what is typed as it would be stored."""
        return values.parse(self.field, self.typed_text(), self.setting.today())

    def typed_text(self) -> str:
        """Return the text as it stands."""
        entry = self.entry()
        return entry.text() if isinstance(entry, Entry) else entry.toPlainText()

    # What the pieces have in common.

    def adopt(self, control: Entry | LongEntry | MultiCodeBox, entry: Entry | LongEntry) -> None:
        """Put the control into the row, name it, and listen to it."""
        self._row.addWidget(control)
        self.setFocusProxy(entry)
        entry.setAccessibleName(self.field.label)
        entry.setAccessibleDescription(self.field.help)
        self.setAccessibleName(self.field.label)
        control.typed.connect(self._typed)
        control.wished.connect(self._wished)
        control.entered.connect(self._entered)
        control.left.connect(self.on_left)

    def add_beside(self, widget: QWidget) -> None:
        """Put a small thing to the right of the control."""
        self._row.addWidget(widget)

    def on_entered(self) -> None:
        """React to the keyboard coming."""

    def on_left(self) -> None:
        """Store what was typed."""
        self.commit()

    def open_list(self) -> None:
        """Open what the field can open: a calendar."""

    def _entered(self) -> None:
        self.on_entered()
        self.entered.emit(self.field.key)

    def _typed(self) -> None:
        self._typed_anew()
        self.edited.emit(self.field.key)
        self.weighed.emit(self.field.key)

    def _typed_anew(self) -> None:
        refused = self._own[0] != ""
        if refused or self._given[0]:
            self._own = ("", "")
            self._show_problem()
        if refused:
            self.settled.emit()

    def _wished(self, wish: Wish) -> None:
        if wish is Wish.RESTORE:
            self.restore()
        elif wish is Wish.REPEAT:
            self.repeat_last()
        elif wish is Wish.OPEN:
            self.open_list()
        elif self.commit():
            self.by_enter = wish is Wish.NEXT
            self.go_on.emit(-1 if wish is Wish.BACK else 1)

    def _accept(self, parsed: Parsed, *, again: bool = False) -> None:
        """Show and send a value; a value equal to the stored one is only shown."""
        same = parsed.value == self._stored and not again
        refused = self._own[0] != ""
        self._stored = parsed.value
        self._own = ("", "")
        self.set_consequence()
        if not same:
            self._given = (parsed.problem, Severity.WARNING.value) if parsed.problem else ("", "")
            self.setting.last.remember(self.field.key, parsed.value)
        self.show_stored()
        self._show_problem()
        if not same:
            self.committed.emit(self.field.key, parsed.value)
        if refused:
            self.settled.emit()

    def _show_problem(self) -> None:
        text, severity = self.problem()
        tinted = severity if self._stored is not None or self._own[0] else ""
        theme.set_look(self.framed(), "severity", tinted if severity != Severity.NOTE else "")
        if not (text or self._kept_by):
            if self._note is not None:
                self._note.hide()
            self.entry().setAccessibleDescription(self.field.help)
            return
        note = self._note or self._make_note()
        theme.set_role(note, severity if text else "dim")
        marked = f"{theme.problem_mark(severity)[0]} {text}" if text else ""
        note.setText(marked or self._kept_by)
        note.show()
        if self.entry().hasFocus():
            in_sight.show_soon(self)
        self.entry().setAccessibleDescription(note.text())

    def framed(self) -> QWidget:
        """Return the widget whose frame takes the colour of the problem."""
        return self.entry()

    def _make_note(self) -> QLabel:
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._box.insertWidget(1, self._note)  # before what else stands under the field
        return self._note
