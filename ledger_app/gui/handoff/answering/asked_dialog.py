"""What was asked below: the answers that came back, to be closed or asked again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff import questions
from ledger_app.actions.handoff.questions import Question
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import QuestionAnswer
from ledger_app.gui.handoff.answering.answer_table import AnswerTable
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import Line, PlainTableModel
from ledger_app.gui.session import Session

CLOSE, AGAIN = 1, 2  # digits


class AskedDialog(Dialog):
    """Answered ones stand first. `student_wanted(id, table, record, field)`: look into the file;
    the dialog has closed then."""

    student_wanted = Signal(str, str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: dict[str, Question] = {}
        self._before = ""  # the question that another one takes the place of
        self.setWindowTitle(self.tr("请学校核实的"))
        headings = (
            self.tr("孩子"), self.tr("班级"), self.tr("项目"), self.tr("哪天问的"),
            self.tr("问题和答复"), self.tr("答复"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = AnswerTable(self.model, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(self.tr("请学校核实的"))
        self.told, self.said = QLabel(self), QLabel(self)
        self.close_asked = QPushButton(self.tr("1 认可，了结"), self)
        self.ask_again = QPushButton(self.tr("2 再问…"), self)
        self.open_file = QPushButton(self.tr("打开档案"), self)
        self.close_button = QPushButton(self.tr("关闭"), self)
        self._lay_out()
        self._connect()
        self.read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        for label in (self.told, self.said):
            label.setWordWrap(True)
        theme.set_role(self.said, "dim")
        deeds, foot = FlowLayout(), QHBoxLayout()
        for button in (self.close_asked, self.ask_again, self.open_file):
            button.setAutoDefault(False)
            deeds.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.addWidget(self.table, 1)
        box.addWidget(self.told)
        box.addLayout(deeds)
        box.addWidget(self.said)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 9)
        self.resize(text * 62, text * 32)

    def _connect(self) -> None:
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        self.close_asked.clicked.connect(self.close_chosen)
        self.ask_again.clicked.connect(self._ask_again)
        self.open_file.clicked.connect(self._open_student)
        self.table.moved.connect(self._show_current)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self.table.digit.connect(self._by_digit)
        self.table.doubleClicked.connect(self._open_student)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._open_student)

    # What is shown.

    def read(self) -> None:
        """Read what was asked here and is not closed."""
        found = self._session.act(questions.open_questions).otherwise([])
        ours = sorted((each for each in found if each.is_ours), key=_waits)
        self._asked = {each.id: each for each in ours}
        self.model.show_lines([self._line(each) for each in ours])
        self.table.go_to(0 if ours else -1)
        self._show_current()

    def _line(self, each: Question) -> Line:
        answer = self.tr("还没有答复")
        if each.answer:
            answer = code_list(QuestionAnswer.CODES).name_of(each.answer)
        words = f"{each.asked} → {each.reply}" if each.reply else each.asked
        texts = (each.name, each.place, each.label, each.asked_on, words, answer)
        return Line(each.id, texts, faint=not each.answer)

    def _chosen(self) -> list[Question]:
        rows = sorted(at.row() for at in self.table.selectionModel().selectedRows())
        lines = [self.model.line(row) for row in rows]
        return [self._asked[line.key] for line in lines if line is not None]

    def _current(self) -> Question | None:
        line = self.model.line(self.table.currentIndex().row())
        return self._asked[line.key] if line is not None else None

    def _show_current(self, _row: int = 0) -> None:
        one = self._current()
        self.told.setText(self._told(one) if one is not None else "")
        self._judge()

    def _told(self, one: Question) -> str:
        empty = self.tr("（空）")
        parts = [self.tr("问：{0}（{1} {2}）").format(one.asked, one.asked_by, one.asked_on)]
        if one.field:
            values = self.tr("问的时候是：{0}　现在是：{1}")
            parts.append(values.format(one.value or empty, one.now or empty))
        if one.answer:
            name = code_list(QuestionAnswer.CODES).name_of(one.answer)
            said = self.tr("答：{0} {1}（{2} {3}）")
            parts.append(said.format(name, one.reply, one.answered_by, one.answered_on))
        return "\n".join(parts)

    def _judge(self) -> None:
        chosen = self._chosen()
        self.close_asked.setEnabled(bool(chosen))
        for button in (self.ask_again, self.open_file):
            button.setEnabled(len(chosen) == 1)
        answered = sum(1 for each in self._asked.values() if each.answer)
        told = self.tr("问了 {0} 处，{1} 处有答复；按住 Shift 选几处一起了结。")
        none = self.tr(
            "没有请学校核实的。在审核里按 Q，或在档案里把光标放到一项上按 Ctrl+Shift+Y。"
        )
        self._say(told.format(len(self._asked), answered) if self._asked else none, "dim")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    # What is done.

    def _by_digit(self, digit: int) -> None:
        if digit == CLOSE:
            self.close_chosen()
        elif digit == AGAIN:
            self._ask_again()

    def close_chosen(self) -> None:
        """End the chosen questions; one without an answer needs none any more."""
        if chosen := self._chosen():
            self._end([each.id for each in chosen])

    def _end(self, ids: list[str]) -> None:
        done = self._session.act(questions.close, ids, quiet=True)
        if done:
            self.read()
        else:
            self._say(f"{done.message}{done.hint}", "error")

    def _ask_again(self) -> None:
        """Ask another question about the same; the one before ends with it."""
        one = self._current()
        if one is None:
            return
        dialog = AskDialog(self._session, [one.student], (one.table, one.record, one.field), self)
        self._before = one.id
        dialog.accepted.connect(self._end_before)
        dialog.open()

    def _end_before(self) -> None:
        self._end([self._before])

    def children_in_hand(self) -> Sequence[str]:
        """Return whose line is chosen."""
        line = self._current()
        return (line.student,) if line is not None else ()

    def _open_student(self) -> None:
        one = self._current()
        if one is not None:
            self.accept()
            self.student_wanted.emit(one.student, one.table, one.record, one.field)


def _waits(each: Question) -> tuple[bool, str]:
    return not each.answer, each.asked_on
