"""Set one field of many children at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import keep_places, open_student
from ledger_app.catalogue import STUDENT, Field, Kind
from ledger_app.domain import values
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.form.choices import place_choices
from ledger_app.gui.form.code_box import CodeBox
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.form.foreseeing_many import ForMany, Wanted, same_for
from ledger_app.gui.form.line_entry import Wish
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Session

# What belongs to one child only is never the same for many.
OWN_KEYS = frozenset(("file_no", "aux_no", "register_no", "temp_no", "pinyin", "class_seat_no"))
OWN_KINDS = frozenset((Kind.NAME, Kind.ID_NUMBER, Kind.PHONE))
SHARED_NAMES = frozenset(field.key for field in STUDENT.fields if field.key.startswith("head_"))
SHARED_NAMES |= {"home_teacher"}
FIRST = "class_no"


class BatchEditDialog(Dialog):
    """Signal `wanted(key, stored value)`; the page saves it as one revision."""

    outlasts_lock = True
    wanted = Signal(str, object)

    def __init__(
        self, session: Session, children: Sequence[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._children = session, children
        self._editor: FieldEditor | None = None
        self.setWindowTitle(self.tr("批量修改"))
        self.setMinimumWidth(440)
        self.fields = CodeBox(place_choices(_named_fields(), show_value=False), self)
        self.fields.setAccessibleName(self.tr("要改的项目"))
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        theme.set_role(self._told, "dim")
        self._consequence = ConsequenceLine(self)
        begin = same_for(session, children, self._about_to_set)
        self._foreseeing = ForMany(session, self._consequence, begin)
        self._form = QFormLayout()
        self._form.addRow(self.tr("项目"), self.fields)
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        self._set = buttons.button(choices.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.addLayout(self._form)
        inside.addWidget(self._consequence)
        inside.addWidget(self._told)
        inside.addWidget(buttons)
        self.fields.chosen.connect(self.choose_field)
        self.fields.wished.connect(self._go_on)
        self.fields.left.connect(self._field_left)
        self.choose_field(FIRST)

    def editor(self) -> FieldEditor:
        """Return the editor of the chosen field."""
        if self._editor is None:
            raise RuntimeError("no field is chosen")
        return self._editor

    def choose_field(self, key: str) -> None:
        """Choose which field is set."""
        wanted = self._editor is not None and self.focusWidget() is self._editor.entry()
        if self._editor is not None:
            if self._editor.field.key == key:
                return
            self._take_away(self._editor)
        self.fields.set_value(key)
        ledger = self._session.ledger
        field = STUDENT.field(key)
        places = (
            keep_places.school_choices(ledger)
            if field.kind is Kind.SCHOOL
            else open_student.region_choices(ledger)
        )
        self._editor = make_editor(field, Setting(ledger.today, choices=places), self)
        self._editor.edited.connect(self._explain)
        self._editor.weighed.connect(self._foreseeing.weigh)
        self._foreseeing.forget()
        self._form.addRow(self.tr("改为"), self._editor)
        QWidget.setTabOrder(self.fields, self._editor.entry())
        if wanted:  # Tab was on its way to the editor that is gone
            QTimer.singleShot(0, self._editor, self._editor.focus_editor)
        self._explain()

    def _take_away(self, editor: FieldEditor) -> None:
        """Let its row go later: Qt may be giving the editor the focus at this moment."""
        label = self._form.labelForField(editor)
        self._form.takeRow(editor)
        for part in (label, editor):
            part.hide()
            part.deleteLater()

    def _about_to_set(self) -> Wanted:
        editor = self.editor()
        weighed = editor.considered()
        return STUDENT.key, {editor.field.key: weighed.value if weighed else editor.value()}

    def _explain(self, _key: str = "") -> None:
        """Say whose and which field 修改 will ask about."""
        told = self.tr("要改“{0}”的是：{1}。")
        self._told.setText(told.format(self.editor().field.label, called_all(self._children)))

    def _field_left(self) -> None:
        """Take what was typed; what is no field gives way to the one chosen before."""
        found = self.fields.read().value
        self.choose_field(str(found)) if found else self.fields.set_value(self.editor().field.key)

    def _go_on(self, wish: Wish) -> None:
        if wish is Wish.OPEN:
            self.fields.open()
        elif wish in (Wish.NEXT, Wish.DOWN):
            self._field_left()
            self.editor().focus_editor()

    def accept(self) -> None:
        """Ask before it is sent; stay if it cannot be kept (the field says why)."""
        editor = self.editor()
        if not editor.commit():
            return
        label, count = editor.field.label, len(self._children)
        new = values.display(editor.field, editor.value())
        if editor.field.kind is Kind.SCHOOL:
            new = editor.typed_text()
        empty = self.tr("清空 {0} 人的“{1}”？").format(count, label)
        full = self.tr("把 {0} 人的“{1}”都改为“{2}”？").format(count, label, new)
        question.ask(
            self,
            full if new else empty,
            self.tr("{0}。\n原来填的内容会被换掉，按 Ctrl+Z 可以一次撤销。").format(
                called_all(self._children)
            ),
            self.tr("修改") if new else self.tr("清空"),
            partial(self._send, editor.field.key, editor.value()),
        )

    def _send(self, key: str, value: object) -> None:
        super().accept()
        self.wanted.emit(key, value)


def _named_fields() -> list[tuple[str, str]]:
    return [(field.key, field.label) for field in offered_fields()]


def offered_fields() -> list[Field]:
    """Return the fields that many children can share."""
    return [
        field
        for field in STUDENT.fields
        if field.key in SHARED_NAMES or (field.key not in OWN_KEYS and field.kind not in OWN_KINDS)
    ]
