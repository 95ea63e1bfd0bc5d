"""请核实: the unit above asks about a field of a file, or about the file as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from ledger_app.actions import find_students
from ledger_app.actions.handoff import questions
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

LINES = 4  # of text in sight


class AskDialog(AskingDialog):
    """`told(text)`: what was asked. Ctrl+Enter asks from inside the text."""

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        students: Sequence[str],
        about: tuple[str, str, str] = ("", "", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("请核实"))
        self._students, self._about = list(students), about
        rows = session.act(find_students.rows_of, self._students, quiet=True).otherwise([])
        self.who = QLabel(" · ".join(filter(None, (called_all(rows), self._label()))), self)
        self.who.setWordWrap(True)
        theme.set_role(self.who, "heading")
        how = QLabel(self.tr("问题随下一张回执发给学校，在学校的“今日”里一直等到有答复。"), self)
        how.setWordWrap(True)
        theme.set_role(how, "dim")
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(self.tr("要学校核实什么，例如：户口簿上的出生日期是哪一天？"))
        self.text.setAccessibleName(self.tr("问题"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.text_pixels() * LINES * 2)
        for widget in (self.who, how, self.text):
            self.layout_.addWidget(widget)
        self.finish_layout()
        self.yes.setText(self.tr("请核实"))
        self.yes.setDefault(True)
        self.setMinimumWidth(theme.text_pixels() * 40)
        QTimer.singleShot(0, self.text, self.text.setFocus)

    def _label(self) -> str:
        table, _record, field = self._about
        if not field:
            return ""
        label = TABLES[table].field(field).label
        return label if table == STUDENT.key else f"{TABLES[table].label} {label}"

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return self._students

    def write(self) -> bool:
        """Ask."""
        table, record, field = self._about
        done = self.session.act(
            questions.ask, self._students, self.text.toPlainText(),
            field=field, table=table or STUDENT.key, record=record, quiet=True,
        )  # fmt: skip
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        self.told.emit(self.tr("已请学校核实，随下一张回执下去。"))
        return True
