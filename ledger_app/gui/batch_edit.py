"""Set one field of many children at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import student_pane
from ledger_app.catalogue import STUDENT, Field, Kind
from ledger_app.gui import theme
from ledger_app.gui.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.session import Session

# What belongs to one child only is never the same for many.
OWN_KEYS = frozenset(("file_no", "aux_no", "register_no", "temp_no", "pinyin", "class_seat_no"))
OWN_KINDS = frozenset((Kind.NAME, Kind.ID_NUMBER, Kind.PHONE))
SHARED_NAMES = frozenset(field.key for field in STUDENT.fields if field.key.startswith("head_"))
SHARED_NAMES |= {"home_teacher"}
FIRST = "class_no"


class BatchEditDialog(QDialog):
    """Signal `wanted(key, stored value)`; the page saves it as one revision."""

    wanted = Signal(str, object)

    def __init__(self, session: Session, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._count = session, count
        self._editor: FieldEditor | None = None
        self.setWindowTitle(self.tr("批量修改"))
        self.setMinimumWidth(440)
        self.fields = QComboBox(self)
        self.fields.setEditable(True)
        self.fields.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.fields.setAccessibleName(self.tr("要改的项目"))
        for field in offered_fields():
            self.fields.addItem(field.label, field.key)
        completer = self.fields.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._form = QFormLayout()
        self._form.addRow(self.tr("项目"), self.fields)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("修改"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.addLayout(self._form)
        inside.addWidget(self._told)
        inside.addWidget(buttons)
        self.fields.currentIndexChanged.connect(self._field_chosen)
        self.fields.setCurrentIndex(self.fields.findData(FIRST))
        self._field_chosen()

    def editor(self) -> FieldEditor:
        """Return the editor of the chosen field."""
        if self._editor is None:
            raise RuntimeError("no field is chosen")
        return self._editor

    def _field_chosen(self, _at: int = 0) -> None:
        if self._editor is not None:
            self._form.removeRow(self._editor)
        ledger = self._session.ledger
        field = STUDENT.field(str(self.fields.currentData()))
        places = (
            student_pane.school_choices(ledger)
            if field.kind is Kind.SCHOOL
            else student_pane.region_choices(ledger)
        )
        self._editor = make_editor(field, Setting(ledger.today, choices=places), self)
        self._form.addRow(self.tr("改为"), self._editor)
        told = self.tr("将修改 {0} 人的“{1}”；留空就是清空。可以用 Ctrl+Z 一次撤销。")
        self._told.setText(told.format(self._count, field.label))
        theme.set_role(self._told, "dim")

    def accept(self) -> None:
        """Send what was typed; stay if it cannot be kept (the field says why)."""
        editor = self.editor()
        if editor.commit():
            super().accept()
            self.wanted.emit(editor.field.key, editor.value())


def offered_fields() -> list[Field]:
    """Return the fields that many children can share."""
    return [
        field
        for field in STUDENT.fields
        if field.key in SHARED_NAMES or (field.key not in OWN_KEYS and field.kind not in OWN_KINDS)
    ]
