"""Under the lines of 今日: the unit's next report, and the one that was sent last."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ledger_app.actions.today import report_month
from ledger_app.actions.today.due_lines import can_be_reported
from ledger_app.actions.today.report_month import Reported
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.session import Session
from ledger_app.gui.today.report_dialog import ReportDialog


class DutyFoot(QWidget):
    """One line: what is to be reported and when, what was reported, and taking that back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.duty: Reminder | None = None
        self._reported: Reported | None = None
        self.duty_line, self.duty_button = OneLine(self), QPushButton(self.tr("已报送…"), self)
        self.reported_line, self.back_button = OneLine(self), QPushButton(self.tr("收回…"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for line, button in (
            (self.duty_line, self.duty_button),
            (self.reported_line, self.back_button),
        ):
            theme.set_role(line, "dim")
            row.addWidget(line, 1)
            row.addWidget(button)
        row.insertSpacing(2, 16)
        self.duty_button.clicked.connect(self._report)
        self.back_button.clicked.connect(self._ask_back)

    def show_duty(self, duty: Reminder | None) -> None:
        """Show the next report, None for none."""
        self.duty = duty
        self.duty_line.setVisible(duty is not None)
        self.duty_button.setVisible(duty is not None and can_be_reported(duty))
        if duty is not None:
            left = self.tr("还有 {0} 天") if duty.days < 0 else self.tr("已超 {0} 天")
            when = left.format(abs(duty.days)) if duty.days else self.tr("今天")
            mark = theme.due_mark(duty.state)[0]
            self.duty_line.setText(f"{mark} {duty.label}：{when}（{duty.reason}）")
            self.duty_line.setToolTip(self.duty_line.text())

    def show_reported(self, reported: Reported | None) -> None:
        """Show the report that was sent last, None before the first."""
        self._reported = reported
        self.back_button.setVisible(reported is not None)
        self.reported_line.setVisible(reported is not None)
        if reported is not None:
            self.reported_line.setText(f"✓ {reported.said}")
            self.reported_line.setToolTip(reported.said)

    def _report(self) -> None:
        if self.duty is not None:
            ReportDialog(self._session, self.duty, self).open()

    def _ask_back(self) -> None:
        """Ask before a report that was sent is taken back."""
        if self._reported is not None:
            question.ask(
                self,
                self.tr("收回 {0}？").format(self._reported.said),
                self.tr("收回后这份月报又算没有报送，今日会再提醒。修改记录里两次都留着。"),
                self.tr("收回报送"),
                partial(self._session.act, report_month.take_back, self._reported),
            )
