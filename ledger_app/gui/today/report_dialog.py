"""报送: a report went out, on which day, signed by whom; no Enter too many sends one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QWidget

from ledger_app.actions.today import report_month
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session


class ReportDialog(AskingDialog):
    """Asks for day and signer of one report of the unit; nobody is suggested as the signer."""

    def __init__(self, session: Session, duty: Reminder, parent: QWidget | None = None) -> None:
        super().__init__(session, report_month.named(duty), parent)
        self._duty = duty
        today = session.ledger.today
        setting = Setting(today=today)
        self.done_on = make_editor(TABLES["outcome"].field("done_on"), setting, self)
        self.done_on.set_value(today().isoformat())
        self.signer = make_editor(TABLES["outcome"].field("signer"), setting, self)
        about = self.tr("登记 {0} 已经报送？\n登记后今日不再提醒；在今日下方可以收回。")
        label = QLabel(about.format(report_month.named(duty)), self)
        label.setWordWrap(True)
        self.layout_.addWidget(label)
        form = QFormLayout()
        form.addRow(self.signer.field.label, self.signer)
        form.addRow(self.done_on.field.label, self.done_on)
        self.layout_.addLayout(form)
        self.finish_layout()
        choices = QDialogButtonBox.StandardButton
        self.buttons.button(choices.Ok).setText(self.tr("登记报送"))
        self.buttons.button(choices.Ok).setAutoDefault(False)
        self.setMinimumWidth(theme.text_pixels() * 30)
        self.signer.go_on.connect(self._go_on)
        self.done_on.go_on.connect(self._go_back)
        QTimer.singleShot(0, self.signer, self.signer.focus_editor)

    def _go_on(self, _step: int) -> None:
        self.done_on.focus_editor()

    def _go_back(self, step: int) -> None:
        if step > 0:
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).setFocus()
        else:
            self.signer.focus_editor()

    def write(self) -> bool:
        """Note the report."""
        if not (self.signer.commit() and self.done_on.commit()):
            raise LedgerError("报送日期或签报人看不明白。", "日期写成 11-25 或 2026-11-25。")
        day = self.done_on.value()
        given = date.fromisoformat(str(day)) if day else None, str(self.signer.value() or "")
        return bool(self.session.act(report_month.report, self._duty, *given))
