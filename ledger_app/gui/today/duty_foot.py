"""Under the lines of 今日: the unit's next report and the one that was sent last, said once."""

from __future__ import annotations

from collections.abc import Collection
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
    """One line: what is to be reported and when, what was reported, and taking that back.

    What is a line of the list already does not stand here once more.
    """

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

    def show_reports(
        self,
        duty: Reminder | None,
        reported: Reported | None,
        listed: Collection[tuple[str, str]] = (),
    ) -> None:
        """Show the next report, None for none, and the one that was sent last, None before the
        first; `listed` are rule and day of the unit's own lines in the list.
        """
        is_listed = duty is not None and (duty.rule, duty.due_on) in listed
        self.duty, self._reported = duty, reported
        self.duty_line.setVisible(duty is not None and not is_listed)
        near = duty is not None and can_be_reported(duty)
        self.duty_button.setVisible(near and not is_listed)
        for widget in (self.reported_line, self.back_button):
            widget.setVisible(reported is not None)
        if duty is not None:
            self._say_duty(duty)
        if reported is not None:
            # The name of the report stands beside it, or in the list, if it is the same one.
            said_there = duty is not None and reported.what.startswith(f"{duty.label} ")
            text = reported.said.partition(" ")[2] if said_there else reported.said
            self.reported_line.setText(f"✓ {text}")
            self.reported_line.setToolTip(reported.said)

    def _say_duty(self, duty: Reminder) -> None:
        left = self.tr("还有 {0} 天") if duty.days < 0 else self.tr("已超 {0} 天")
        when = left.format(abs(duty.days)) if duty.days else self.tr("今天")
        mark = theme.due_mark(duty.state)[0]
        month = report_month.named(duty)
        self.duty_line.setText(self.tr("{0} {1}：{2}").format(mark, month, when))
        self.duty_line.setToolTip(duty.reason)

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
