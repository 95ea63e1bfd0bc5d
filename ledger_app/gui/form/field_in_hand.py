"""Which field of which record has the keyboard, wherever its form stands."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QWidget

from ledger_app.catalogue import STUDENT, Field
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.form.record_form import RecordForm


class InHand(NamedTuple):
    """A field of a record of a child's; of the child's own row, `record` is the child."""

    student: str
    table: str
    record: str
    field: str


def field_in_hand() -> InHand | None:
    """Return the field that has the keyboard; None elsewhere, or in a record not stored yet."""
    editor = _around(QApplication.focusWidget(), FieldEditor)
    form = _around(editor, RecordForm)
    if not isinstance(editor, FieldEditor) or not isinstance(form, RecordForm):
        return None
    row = form.row()
    record = str(row.get("id") or "")
    student = record if form.table.key == STUDENT.key else str(row.get("student_id") or "")
    if not record or not student:
        return None
    return InHand(student, form.table.key, record, editor.field.key)


def field_asked_about() -> tuple[str, Field] | None:
    """Return (table, field) of what has the keyboard, stored or not; "" where no form names one."""
    editor = _around(QApplication.focusWidget(), FieldEditor)
    if not isinstance(editor, FieldEditor):
        return None
    form = _around(editor, RecordForm)
    return form.table.key if isinstance(form, RecordForm) else "", editor.field


def _around(widget: QWidget | None, kind: type[QWidget]) -> QWidget | None:
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
