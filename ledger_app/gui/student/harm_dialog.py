"""发现伤害或危险: one page, everything stamped with the moment; who was told is one tick each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.today.report_harm import report_harm
from ledger_app.catalogue.tables.harm import AUTHORITIES, HARM
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Session

ASKED = ("found_on", "found_at", "kind", "detail")


class HarmDialog(Dialog):
    """Asks what was seen and who has been told. Signal `told(sentence)`: it was written down."""

    outlasts_lock = says_failures = True
    told = Signal(str)

    def __init__(self, session: Session, student: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student_id = session, str(student["id"])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("发现伤害或危险"))
        self.setMinimumWidth(theme.text_pixels() * 40)
        setting = Setting(today=session.ledger.today)
        self.editors: dict[str, FieldEditor] = {
            key: make_editor(HARM.field(key), setting, self) for key in ASKED
        }
        now = session.ledger.now()
        self.editors["found_on"].set_value(now[:10])
        self.editors["found_at"].set_value(now[11:16])
        self.authorities: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.hide()
        theme.set_role(self._problem, "error")
        self._build(called(student))
        session.failed.connect(self._say)
        self.editors["kind"].focus_editor()

    def _build(self, who: str) -> None:
        inside = QVBoxLayout(self)
        inside.setSpacing(10)
        about = self.tr(
            "{0}：看到孩子受到伤害或有危险，要立即向公安、民政、教育等部门报告"
            "（未成年人保护法第十一条）。这里记下的只在本人档案里，不上任何共享台账。"
        )
        label = QLabel(about.format(who), self)
        label.setWordWrap(True)
        inside.addWidget(label)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for editor in self.editors.values():
            form.addRow(editor.field.label, editor)
            editor.go_on.connect(self._go_on)
        inside.addLayout(form)
        inside.addWidget(QLabel(self.tr("已经报告给（打勾就记下现在的时间）："), self))
        inside.addLayout(self._authorities())
        inside.addWidget(self._problem)
        inside.addWidget(self._buttons())

    def _authorities(self) -> QGridLayout:
        grid = QGridLayout()
        for at, (key, name) in enumerate(AUTHORITIES.items()):
            box, taken_by = QCheckBox(name, self), QLineEdit(self)
            taken_by.setPlaceholderText(self.tr("接报单位和接报人"))
            taken_by.setAccessibleName(self.tr("{0}接报人").format(name))
            taken_by.setEnabled(False)
            box.toggled.connect(taken_by.setEnabled)
            grid.addWidget(box, at, 0)
            grid.addWidget(taken_by, at, 1)
            self.authorities[key] = (box, taken_by)
        return grid

    def _buttons(self) -> QDialogButtonBox:
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Ok).setText(self.tr("记下"))
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _go_on(self, step: int) -> None:
        editors = list(self.editors.values())
        sender = self.sender()
        at = next((n for n, each in enumerate(editors) if each is sender), 0) + step
        if 0 <= at < len(editors):
            editors[at].focus_editor()
        elif step > 0:
            next(iter(self.authorities.values()))[0].setFocus()

    def _say(self, message: str, hint: str = "") -> None:
        self._problem.setText(f"{message}{hint}")
        self._problem.show()

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return (self._student_id,)

    def accept(self) -> None:
        """Write it down; where something cannot be kept, say so and stay."""
        self._problem.hide()
        if not all(editor.commit() for editor in self.editors.values()):
            self._say(self.tr("有一项看不明白，请改正后再记下。"))
            return
        found = {key: editor.value() for key, editor in self.editors.items()}
        told = {
            key: line.text() for key, (box, line) in self.authorities.items() if box.isChecked()
        }
        saved = self._session.act(report_harm, self._student_id, found, told)
        if saved:
            super().accept()
            self.told.emit(self.tr("已记下。还要报给谁、谁接报，在“强制报告”标签里填。"))
