"""Answer what the unit above asks, and the files that it sent back: one key, one line to write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import questions, verdicts
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import QuestionAnswer
from ledger_app.gui.handoff.answering.answer_table import AnswerTable
from ledger_app.gui.handoff.answering.open_lines import (
    QUESTION,
    RETURNED,
    OpenLine,
    open_lines,
)
from ledger_app.gui.handoff.deciding.child_story import ChildStory
from ledger_app.gui.handoff.deciding.reason_line import ReasonLine
from ledger_app.gui.handoff.deciding.typed_value import TypedValue, typed_field
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import Line, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

ANSWERS = questions.ANSWERS  # by digit from 1


class AnswersDialog(Dialog):
    """Each answer is written at once and goes up with the next package.

    `student_wanted(id, table, record, field)`: mend the file; the dialog has closed then.
    """

    student_wanted = Signal(str, str, str, str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        students: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._students = session, students
        self._lines: dict[str, OpenLine] = {}
        self._answered: dict[str, str] = {}  # written here: in words
        self._wanted = ""  # an answer that waits for its words
        self._corrected = ""  # the question whose correction is being typed
        self.setWindowTitle(self.tr("答复请核实和退回"))
        headings = (
            self.tr("来由"), self.tr("孩子"), self.tr("班级"), self.tr("项目"),
            self.tr("乡镇说"), self.tr("办到哪里"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = AnswerTable(self.model, self)
        self.table.setAccessibleName(self.tr("要答复的"))
        self.about, self.text, self.values = QLabel(self), QLabel(self), QLabel(self)
        self.beside = QWidget(self)  # hidden it gives its room to the table; a layout keeps it
        self.story = ChildStory(session, self)
        self.typed = TypedValue(session, self)
        hint = self.tr("↓ 选常用的，或自己写，按 Enter 写入")
        self.reply = ReasonLine(self.tr("答复"), hint, self)
        self.said = QLabel(self)
        self.buttons = self._make_buttons()
        self._lay_out()
        self._connect()
        self.read()
        self.table.setFocus()

    # How it is made.

    def _make_buttons(self) -> dict[str, QPushButton]:
        names = code_list(QuestionAnswer.CODES)
        made = {
            code: QPushButton(f"{at} {names.name_of(code)}", self)
            for at, code in enumerate(ANSWERS, 1)
        }
        made["reply"] = QPushButton(self.tr("写入答复"), self)
        made["open"] = QPushButton(self.tr("打开档案去改"), self)
        made["close"] = QPushButton(self.tr("关闭"), self)
        for button in made.values():
            button.setAutoDefault(False)
        for code in ANSWERS:
            made[code].clicked.connect(partial(self._pressed, code))
        made["reply"].clicked.connect(self.answer_in_words)
        made["open"].clicked.connect(self._open_student)
        made["close"].clicked.connect(self.accept)
        return made

    def _lay_out(self) -> None:
        how = QLabel(
            self.tr(
                "请核实：1 改正内容，2 没有错、写明核实结果，3 不改、写明为什么。"
                "退回：打开档案改好，或写一句答复。答复随下一个移交包上去。"
            ),
            self,
        )
        for label in (how, self.about, self.text, self.values, self.said):
            label.setWordWrap(True)
        theme.set_role(how, "note")
        theme.set_role(self.about, "heading")
        theme.set_role(self.values, "dim")
        left, answers, foot = QVBoxLayout(), FlowLayout(), QHBoxLayout()
        middle = QHBoxLayout(self.beside)
        middle.setContentsMargins(0, 0, 0, 0)
        for label in (self.about, self.text, self.values):
            left.addWidget(label)
        left.addStretch(1)
        middle.addLayout(left, 3)
        middle.addWidget(self.story, 2)
        for key in (*ANSWERS, "reply", "open"):
            answers.addWidget(self.buttons[key])
        foot.addStretch(1)
        foot.addWidget(self.buttons["close"])
        box = QVBoxLayout(self)
        box.addWidget(how)
        box.addWidget(self.table, 3)
        box.addWidget(self.beside, 3)
        box.addWidget(self.typed)
        box.addWidget(self.reply)
        box.addLayout(answers)
        box.addWidget(self.said)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 7)
        self.resize(text * 66, text * 40)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_current)
        self.table.digit.connect(self._answer_by_digit)
        self.table.doubleClicked.connect(self._open_student)
        self.reply.entered.connect(self.answer_in_words)
        self.typed.given.connect(self._correct)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._open_student)

    # What is shown.

    def read(self) -> None:
        """Read what waits for an answer."""
        returned = self._session.act(verdicts.returned).otherwise([])
        asked = self._session.act(questions.to_answer).otherwise([])
        wanted = self._students
        self._lines = {
            each.id: each
            for each in open_lines(returned, asked)
            if wanted is None or each.student in wanted
        }
        self._answered.clear()
        self._show()
        self.table.go_to(0 if self._lines else -1)
        self._show_current()

    def open_count(self) -> int:
        """Return how many have no answer yet."""
        done = (
            each for each in self._lines.values() if each.id in self._answered or _is_ready(each)
        )
        return len(self._lines) - sum(1 for _ in done)

    def _show(self) -> None:
        self.model.renew([self._line(each) for each in self._lines.values()])
        self._judge()

    def _line(self, each: OpenLine) -> Line:
        kinds = {QUESTION: self.tr("请核实"), RETURNED: self.tr("退回")}
        state = self._answered.get(each.id) or self._state(each)
        texts = (kinds[each.kind], each.name, each.place, each.label, each.text, state)
        token = "danger" if each.kind == RETURNED and not _is_ready(each) else ""
        return Line(each.id, texts, token, faint=each.id in self._answered)

    def _state(self, each: OpenLine) -> str:
        if each.reply:
            return self.tr("已答复，等下一包")
        if each.changed:
            return self.tr("已改动，等下一包") if each.kind == RETURNED else self.tr("内容已改")
        return self.tr("还没有答复")

    def _current(self) -> OpenLine | None:
        line = self.model.line(self.table.currentIndex().row())
        return self._lines[line.key] if line is not None else None

    def _show_current(self, _row: int = 0) -> None:
        line = self._current()
        self._wanted = self._corrected = ""
        self.typed.drop()
        self.reply.clear()
        self.about.setText(
            " · ".join(filter(None, (line.name, line.place, line.label))) if line else ""
        )
        by = " ".join(filter(None, (line.by, line.on))) if line else ""
        self.text.setText(f"{line.text}（{by}）" if line else "")
        self.values.setText(self._values(line) if line and line.field else "")
        self.story.show_child(line.student if line else "", line.name if line else "")
        self._judge()

    def _values(self, line: OpenLine) -> str:
        empty = self.tr("（空）")
        told = self.tr("问的时候是：{0}").format(line.value or empty)
        if line.changed:
            told += self.tr("\n现在是：{0}").format(line.now or empty)
        return told

    def _judge(self) -> None:
        line = self._current()
        is_open = line is not None and line.id not in self._answered
        for code in ANSWERS:
            self.buttons[code].setVisible(line is not None and line.kind == QUESTION)
            self.buttons[code].setEnabled(is_open)
        self.buttons["reply"].setVisible(line is not None and line.kind == RETURNED)
        self.buttons["reply"].setEnabled(is_open)
        for part in (self.beside, self.buttons["open"], self.reply):
            part.setVisible(line is not None)
        self.reply.setEnabled(is_open)
        left = self.open_count()
        told = self.tr("还有 {0} 处没有答复。").format(left)
        self._say(told if left else self._none_left(), "dim")

    def _none_left(self) -> str:
        """Say that nothing waits; of an empty list, how something would come onto it."""
        if self._lines:
            return self.tr("都答复了，随下一个移交包上去。")
        return self.tr("没有要答复的。乡镇退回的档案和请核实的问题，收下回执以后在这里答复。")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    # What is answered.

    def _answer_by_digit(self, digit: int) -> None:
        line = self._current()
        if line is not None and line.kind == RETURNED:
            self.reply.setFocus()
        elif digit <= len(ANSWERS):
            self.answer(ANSWERS[digit - 1])

    def _pressed(self, code: str, _checked: bool = False) -> None:
        self.answer(code)

    def answer(self, code: str) -> None:
        """Answer the question in hand; what wants words or a value asks for it first."""
        line = self._current()
        if line is None or line.kind != QUESTION or line.id in self._answered:
            return
        self._wanted, reply = code, self.reply.text()
        if code == QuestionAnswer.ACCEPTED and not line.changed and not reply:
            self._ask_correction(line)
        elif code != QuestionAnswer.ACCEPTED and not reply:
            self._say(self.tr("写一句答复，按 Enter。"), "warning")
            self.reply.setFocus()
        else:
            self._write(line, code, None)

    def _ask_correction(self, line: OpenLine) -> None:
        field = typed_field(line.table, line.field)
        if field is None:
            self._say(self.tr("按 F6 打开档案改好，再回来按 1；或写一句改了什么。"), "warning")
            self.reply.setFocus()
            return
        self._corrected = line.id
        self.typed.ask(field)

    def _correct(self, text: str) -> None:
        line = self._lines.get(self._corrected)
        if line is not None:
            self._write(line, QuestionAnswer.ACCEPTED, text)

    def answer_in_words(self) -> None:
        """Write what stands in the line of the answer."""
        line = self._current()
        if line is None or line.id in self._answered:
            return
        if line.kind == RETURNED:
            done = self._session.act(verdicts.reply, line.id, self.reply.text(), quiet=True)
            self._was_written(line, self.tr("已答复，等下一包"), done)
        else:
            self._write(line, self._wanted or QuestionAnswer.ANSWERED, None)

    def _write(self, line: OpenLine, code: str, value: str | None) -> None:
        given = (line.id, code, self.reply.text(), value)
        done = self._session.act(questions.answer, *given, quiet=True)
        self._was_written(line, code_list(QuestionAnswer.CODES).name_of(code), done)

    def _was_written(self, line: OpenLine, word: str, done: Done[None] | Refused) -> None:
        if not done:
            self._say(f"{done.message}{done.hint}", "error")
            return
        self._answered[line.id] = word
        self.reply.clear()
        self.story.forget()
        self._show()
        self._go_to_next()

    def _go_to_next(self) -> None:
        here = max(self.table.currentIndex().row(), 0)
        keys = list(self._lines)
        for at in (*range(here, len(keys)), *range(here)):
            if keys[at] not in self._answered and not _is_ready(self._lines[keys[at]]):
                self.table.go_to(at)
                self.table.setFocus()
                return
        self._show_current()
        self.buttons["close"].setFocus()

    def children_in_hand(self) -> Sequence[str]:
        """Return whose line is chosen."""
        line = self._current()
        return (line.student,) if line is not None else ()

    def _open_student(self) -> None:
        line = self._current()
        if line is not None:
            self.accept()
            self.student_wanted.emit(line.student, line.table, line.record, line.field)


def _is_ready(line: OpenLine) -> bool:
    """Tell whether a file that was sent back goes up again as it is: changed, or answered."""
    return line.kind == RETURNED and (line.changed or bool(line.reply))
