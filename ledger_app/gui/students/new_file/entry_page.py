"""The eight fields of a new file: walked by Enter, filled from elsewhere where that is sure."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ledger_app.actions import keep_places, open_student
from ledger_app.catalogue import STUDENT
from ledger_app.domain.checking.problem import Severity
from ledger_app.gui.form.code_box import CodeBox
from ledger_app.gui.form.editors import FieldEditor, LastValues, Setting
from ledger_app.gui.form.form_grid import FormGrid
from ledger_app.gui.session import Session
from ledger_app.gui.students.new_file.page_fields import (
    CLASS,
    REASON,
    USUAL_REASONS,
    class_parts,
    page_editor,
    page_fields,
)

Notes = Mapping[str, tuple[str, str]]  # {key: (text, severity)}


class EntryPage(QWidget):
    """Signals: `typed(key)` while typing, `kept(key)` once a field is left with something new;
    `past_end()` Enter in the last field; `into_table()` ↓ in the name."""

    typed = Signal(str)
    kept = Signal(str)
    past_end = Signal()
    into_table = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled: dict[str, str] = {}  # from where: not typed here, and passed by Enter
        self._editors: dict[str, FieldEditor] = {}
        self._grid = FormGrid(self)
        schools = keep_places.school_choices(session.ledger)
        shown = [field.key for field in page_fields()]
        texts = open_student.suggestions(session.ledger, STUDENT.key, shown)
        offered = {**texts, REASON: USUAL_REASONS}
        last = LastValues()
        for field in page_fields():
            choices = schools if field.key == "school" else ()
            setting = Setting(session.ledger.today, last, offered.get(field.key, ()), choices)
            editor = page_editor(field, setting, self._grid)
            editor.edited.connect(self._edited)
            editor.committed.connect(self._committed)
            editor.go_on.connect(self._go_on)
            self._editors[field.key] = editor
            self._grid.add(field, editor)
        self._show_reason(False)
        self._grid.set_columns(1)
        self._grid.set_sides(0)  # the dialog has margins
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._grid)

    def begin(self, values: Mapping[str, str], filled: Mapping[str, str]) -> None:
        """Begin anew with these values; `filled` says from where those are that nobody typed."""
        self._filled = dict(filled)
        for key, editor in self._editors.items():
            editor.set_value(values.get(key))
            editor.set_problem("")
        self._show_reason(False)
        empty = (key for key, editor in self._editors.items() if editor.value() is None)
        first = next((key for key in empty if key != REASON), "name")
        self.editor(first).entry().setFocus(Qt.FocusReason.TabFocusReason)

    def editor(self, key: str) -> FieldEditor:
        """Return the editor of a field."""
        return self._editors[key]

    def filled(self) -> Mapping[str, str]:
        """Return the fields that nobody typed, and from where they are."""
        return dict(self._filled)

    def typed_texts(self) -> dict[str, str]:
        """Return what stands in each field now, half typed or kept."""
        return {
            key: each.typed_text().strip() if each.is_changed() else str(each.value() or "")
            for key, each in self._editors.items()
        }

    def values(self) -> dict[str, str]:
        """Return what is kept, by the keys of the child's row."""
        found = {key: str(each.value() or "") for key, each in self._editors.items()}
        found |= class_parts(found.pop(CLASS))
        return {key: value for key, value in found.items() if value}

    def typed_labels(self) -> list[str]:
        """Return the labels of the fields that a person has typed into."""
        texts = self.typed_texts()
        return [
            each.field.label
            for key, each in self._editors.items()
            if texts[key] and key not in self._filled
        ]

    def commit(self) -> bool:
        """Keep what is half typed; where something cannot be, go there and return False."""
        wrong = [each for each in self._editors.values() if not each.commit()]
        if wrong:
            wrong[0].focus_editor()
        return not wrong

    def fill(self, values: Mapping[str, str], source: str) -> list[str]:
        """Fill empty fields as is known from elsewhere; return the labels of those that differ."""
        differ = []
        for key, value in values.items():
            editor = self._editors[key]
            if not self.typed_texts()[key]:
                editor.set_value(value)
                self._filled[key] = source
            elif self.typed_texts()[key] != value:
                differ.append(editor.field.label)
        return differ

    def say(self, notes: Notes) -> None:
        """Show under each field what there is to say; nothing takes it away."""
        for key, editor in self._editors.items():
            text, severity = notes.get(key, ("", Severity.NOTE))
            if not text and key in self._filled:
                text = self._filled[key]
            if editor.is_changed():
                editor.warn(text, severity if text else "")
            else:
                editor.set_problem(text, severity)

    def shut_lists(self) -> bool:
        """Close a list that hangs open under a field; tell whether there was one."""
        for editor in self._editors.values():
            entry = editor.entry()
            if isinstance(entry, CodeBox) and entry.is_open():
                entry.shut()
                return True
        return False

    def go_to(self, key: str) -> None:
        """Put the keyboard into a field."""
        self._editors[key].focus_editor()

    def _show_reason(self, there: bool) -> None:
        keys = [key for key in self._editors if there or key != REASON]
        self._grid.show_only(keys)

    def _edited(self, key: str) -> None:
        self._filled.pop(key, None)
        self.typed.emit(key)

    def _committed(self, key: str, _value: object) -> None:
        self._filled.pop(key, None)
        if key == "id_no" and self.editor(key).value():
            self._show_reason(False)
        self.kept.emit(key)

    def _go_on(self, step: int) -> None:
        sender = self.sender()
        if not isinstance(sender, FieldEditor):
            return
        key = sender.field.key
        if step > 0 and key == "name" and not sender.by_enter:
            self.into_table.emit()
            return
        if step > 0 and key == "id_no" and sender.value() is None:
            self._show_reason(True)
        self._step(key, step, sender.by_enter)

    def step_on(self, key: str) -> None:
        """Go on from a field as Enter does."""
        self._step(key, 1, by_enter=True)

    def _step(self, key: str, step: int, by_enter: bool) -> None:
        keys = [each for each, editor in self._editors.items() if not editor.isHidden()]
        at = keys.index(key) + step
        while step > 0 and at < len(keys) and keys[at] in self._filled:
            at += step
        if 0 <= at < len(keys):
            self.go_to(keys[at])
        elif at >= len(keys) and by_enter:
            self.past_end.emit()
