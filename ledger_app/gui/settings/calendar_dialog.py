"""One entry of the school calendar: typed whole, and refused at the field where it cannot count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QWidget

from ledger_app.actions.school_days import keep_calendar
from ledger_app.actions.school_days.keep_calendar import EntryRefused
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.form.form_grid import field_label
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

TABLE = TABLES["calendar_day"]
KEYS = ("kind", "name", "from_on", "to_on", "remark")


class CalendarDialog(AskingDialog):
    """Says `wanted(values)` once an entry is whole; keeping it takes long in a large ledger."""

    wanted = Signal(dict)

    def __init__(self, session: Session, entry_id: str, parent: QWidget | None = None) -> None:
        row = session.act(keep_calendar.values, entry_id).otherwise({})
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("改校历") if row else self.tr("新增校历"))
        self._id = entry_id
        setting = Setting(today=session.ledger.today)
        self.editors: dict[str, FieldEditor] = {}
        fields = QWidget(self)
        form = QGridLayout(fields)  # a form layout leaves no room for what is said at a field
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(0)  # the label's margin is the gap
        for row_no, key in enumerate(KEYS):
            editor = make_editor(TABLE.field(key), setting, self)
            editor.set_value(row.get(key))
            editor.go_on.connect(self._go_on)
            self.editors[key] = editor
            label = field_label(TABLE.field(key), self)
            form.addWidget(label, row_no, 0, Qt.AlignmentFlag.AlignTop)
            form.addWidget(editor, row_no, 1)
        note = QLabel(
            self.tr(
                "学期：开始写开学第一天，结束写放假前最后一天；两个学期之间就是寒假、暑假。"
                "放假、调休只有一天的，结束日期不用填。"
            ),
            self,
        )
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        self.layout_.addWidget(note)
        self.layout_.addWidget(fields)
        self.finish_layout()
        self.setMinimumWidth(theme.text_pixels() * 44)
        QTimer.singleShot(0, self.editors["kind"], self.editors["kind"].focus_editor)

    def write(self) -> bool:
        """Take the entry where it can count; else say why at its field."""
        values = self._values()
        try:
            keep_calendar.must_count(self.session.ledger, {**values, "id": self._id})
        except EntryRefused as refused:
            editor = self.editors[refused.field]
            editor.warn(refused.message, "error")
            editor.focus_editor()
            return False
        self.wanted.emit(values)
        return True

    def _values(self) -> dict[str, Any]:
        for editor in self.editors.values():
            if not editor.commit():
                editor.focus_editor()
                raise LedgerError(f"“{editor.field.label}”看不明白。", "请改正或清空。")
        return {key: editor.value() for key, editor in self.editors.items()}

    def _go_on(self, step: int) -> None:
        order = list(self.editors.values())
        at = order.index(self.sender()) + step  # type: ignore[arg-type]
        if at >= len(order):
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()
        else:
            order[max(at, 0)].focus_editor()
