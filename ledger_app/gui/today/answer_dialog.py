"""The small dialog of 今日: another day, or why not and when again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from ledger_app.actions import due_list, find_students
from ledger_app.actions.today.report_month import named
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.outcomes import HEAD, RAISED_AT
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

POSTPONED, IMPOSSIBLE = "postponed", "impossible"
LATER = ((1, "明天"), (3, "3 天后"), (7, "一周后"))


class AnswerForm(QWidget):
    """The fields of an outcome: the new day for 改期; the reason for 做不了, and when again.

    Signal `done`: the person went on from the last field.
    """

    done = Signal()

    def __init__(
        self,
        today: date,
        outcome: str,
        again_on: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.outcome, self._today = outcome, today
        outcomes = TABLES["outcome"]
        setting = Setting(today=self._day)
        self._reason = make_editor(outcomes.field("reason"), setting, self)
        self._until = make_editor(outcomes.field("postponed_to"), setting, self)
        hint = self.tr("写完按 Ctrl+Enter 或 Tab；Enter 换行")
        self._reason.entry().setPlaceholderText(hint)
        self._order = [self._until, self._reason]
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        if outcome == POSTPONED:
            self._add_day(layout, self.tr("改期到"))
            layout.addRow(self.tr("原因"), self._reason)
        else:
            self._order.reverse()
            layout.addRow(self.tr("原因"), self._reason)
            self._add_day(layout, self.tr("下次再办"))
            layout.addRow("", self._note())
        if again_on is not None:
            self.set_day(again_on)
        for editor in self._order:
            editor.go_on.connect(self._go_on)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self._order[0].focus_editor()

    def read(self) -> tuple[str, date | None]:
        """Return reason and new day; raise LedgerError if the day cannot be read."""
        if not (self._reason.commit() and self._until.commit()):
            raise LedgerError("改期的日期看不明白。", "请写成 11-25 或 2026-11-25。")
        day = self._until.value()
        return str(self._reason.value() or ""), date.fromisoformat(str(day)) if day else None

    def set_day(self, day: date) -> None:
        """Choose the new day."""
        self._until.set_value(day.isoformat())

    def _day(self) -> date:
        return self._today

    def _go_on(self, step: int) -> None:
        if step > 0 and self.sender() is self._order[-1]:
            self.done.emit()
        else:
            self._order[1 if step > 0 else 0].focus_editor()

    def _add_day(self, layout: QFormLayout, label: str) -> None:
        layout.addRow(label, self._until)
        layout.addRow("", self._shortcuts())

    def _note(self) -> QLabel:
        text = self.tr("到那一天还会提醒；同一件事第 {0} 次做不了，改由{1}定怎么办。")
        note = QLabel(text.format(RAISED_AT, HEAD), self)
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        return note

    def _shortcuts(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for days, text in LATER:
            button = QPushButton(text, row)
            button.setProperty("days", days)
            button.setAutoDefault(False)
            button.clicked.connect(self._take)
            layout.addWidget(button)
        layout.addStretch(1)
        return row

    def _take(self) -> None:
        self.set_day(self._today + timedelta(days=int(self.sender().property("days"))))


class AnswerDialog(AskingDialog):
    """Ask for the new day (改期), or the reason and the next day (做不了), of some reminders."""

    def __init__(
        self,
        session: Session,
        chosen: Sequence[Reminder],
        outcome: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, _TITLES[outcome], parent)
        self._chosen = chosen
        again_on = _again_on(session, chosen) if outcome == IMPOSSIBLE else None
        self.form = AnswerForm(session.ledger.today(), outcome, again_on, self)
        self.layout_.addWidget(_about(session, chosen, self))
        self.layout_.addWidget(self.form)
        self.yes.setText(_DEEDS[outcome])
        # From the reason on with Ctrl+Enter; from the day, that is filled already, no Enter writes.
        self.form.done.connect(self.accept if outcome == POSTPONED else self.yes.setFocus)
        self.finish_layout()
        self.setMinimumWidth(theme.text_pixels() * 34)
        self.form.start()

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return [each.student for each in self._chosen]

    def write(self) -> bool:
        """Write the outcome of all of them as one revision."""
        reason, until = self.form.read()
        return write_outcome(self.session, self._chosen, self.form.outcome, reason, until)


_TITLES = {POSTPONED: "改期", IMPOSSIBLE: "做不了"}
_DEEDS = {POSTPONED: "改期", IMPOSSIBLE: "记为做不了"}


def _again_on(session: Session, chosen: Sequence[Reminder]) -> date | None:
    """Return the day on which what cannot be done today comes back by its rule."""
    return session.act(due_list.again_on, chosen).otherwise(None)


def write_outcome(
    session: Session,
    chosen: Sequence[Reminder],
    outcome: str,
    reason: str = "",
    until: date | None = None,
) -> bool:
    """Write one outcome for all of them; return whether it was kept."""
    answer = due_list.answer_all
    return bool(session.act(answer, chosen, outcome, reason=reason, until=until))


def _about(session: Session, chosen: Sequence[Reminder], parent: QWidget) -> QLabel:
    """Return a label that says whom and what this is about."""
    ids = list(dict.fromkeys(each.student for each in chosen if each.student))
    children = session.act(find_students.rows_of, ids).otherwise([])
    who = called_all(children)
    if len(chosen) == 1:
        text = "：".join(filter(None, (who or named(chosen[0]), chosen[0].reason)))
    else:
        text = f"{len(chosen)} 条，{len(ids)} 人：{who}"
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label
