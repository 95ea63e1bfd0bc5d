"""记缺勤: one line for the chosen child, or the same for several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ledger_app.actions.attendance.note_absence import note_absence
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.catalogue import TABLES
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.attendance.reason_line import ReasonLine
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Session


class AbsenceDialog(Dialog):
    """Signal `told(sentence)`: it was written down."""

    outlasts_lock = True
    told = Signal(str)

    def __init__(
        self, session: Session, children: Sequence[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._ids = session, [str(each["id"]) for each in children]
        self.setWindowTitle(self.tr("记缺勤"))
        today = session.ledger.today
        self.since = make_editor(TABLES["absence"].field("from_on"), Setting(today=today), self)
        self.since.set_value(today().isoformat())
        self.since.setMaximumWidth(theme.text_pixels() * 12)
        self.why = ReasonLine(today(), self)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        theme.set_role(self.problem, "error")
        choices = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        self.buttons.button(choices.Ok).setText(self.tr("登记"))
        self.buttons.button(choices.Cancel).setText(self.tr("取消"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._arrange(called_all(children))
        self.since.go_on.connect(self._from_day)
        self.why.done.connect(self.accept)
        self.since.focus_editor()

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return self._ids

    def _arrange(self, who: str) -> None:
        about = QLabel(self.tr("{0} 没有到校。不知道原因的就选不明。").format(who), self)
        about.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(QLabel(self.tr("缺勤起"), self))
        line.addWidget(self.since)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(line)
        layout.addWidget(self.why)  # a line of its own: what a family says is a sentence
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(theme.text_pixels() * 50)

    def _from_day(self, step: int) -> None:
        (self.why.reason if step > 0 else self.buttons).setFocus()

    def accept(self) -> None:
        """Write it, and close if it was kept."""
        self.problem.hide()
        if not (self.since.commit() and self.why.commit()):
            return
        day = self.since.value()
        if not day:
            self._say(self.tr("缺勤起还没填。"))
            return
        why: Absent = self.why.said()
        kept = self._session.act(
            note_absence, self._ids, date.fromisoformat(str(day)), why, quiet=True
        )
        if not kept:
            self._say(f"{kept.message}{kept.hint}")
            return
        super().accept()
        told = self.tr("登记了 {0} 人的缺勤。Ctrl+Z 可撤销。")
        already = self.tr("这段缺勤已经登记过，没有变化。")
        self.told.emit(told.format(kept.value) if kept.value else already)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
