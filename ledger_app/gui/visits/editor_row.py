"""A few fields beside each other, each with its label above: what a whole sheet has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ledger_app.catalogue import Field, Kind
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.kit import theme

WIDE = 2  # of what is written in words


class EditorRow(QWidget):
    """Fields in a row. `past_end(step)`: the keyboard goes on behind the last, before the first."""

    past_end = Signal(int)

    def __init__(
        self, fields: Sequence[Field], today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editors: dict[str, FieldEditor] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for at, field in enumerate(fields):
            label = QLabel(field.label, self)
            theme.set_role(label, "label")
            editor = make_editor(field, Setting(today=today), self)
            editor.go_on.connect(self._go_on)
            grid.addWidget(label, 0, at)
            grid.addWidget(editor, 1, at)
            grid.setColumnStretch(at, WIDE if field.kind is Kind.TEXT else 1)
            self._editors[field.key] = editor

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show other values, in all fields."""
        for key, editor in self._editors.items():
            editor.set_value(values.get(key))

    def values(self) -> dict[str, object]:
        """Return what is filled in, by key."""
        found = {key: editor.value() for key, editor in self._editors.items()}
        return {key: value for key, value in found.items() if value}

    def commit_pending(self) -> list[str]:
        """Take what is half typed; return the labels of fields whose text nobody understands."""
        pending = [editor for editor in self._editors.values() if editor.has_pending()]
        for editor in pending:
            editor.commit()
        return [editor.field.label for editor in pending if editor.has_pending()]

    def half_typed(self) -> dict[str, str]:
        """Return the texts that nobody understands, by key, fit for `put_back`."""
        return {key: each.typed() for key, each in self._editors.items() if each.has_pending()}

    def put_back(self, half: Mapping[str, str]) -> None:
        """Show again what nobody understood."""
        for key, editor in self._editors.items():
            if key in half:
                editor.put_typed(half[key])

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._editors.values())).focus_editor()

    def editor(self, key: str) -> FieldEditor:
        """Return the editor of a field."""
        return self._editors[key]

    def _go_on(self, step: int) -> None:
        editors = list(self._editors.values())
        sender = self.sender()
        at = editors.index(sender) + step if isinstance(sender, FieldEditor) else -1
        if 0 <= at < len(editors):
            editors[at].focus_editor()
        else:
            self.past_end.emit(step)
