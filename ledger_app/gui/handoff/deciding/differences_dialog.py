"""Decide what two ledgers have otherwise: conflicts of a merge, corrections from above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import conflicts
from ledger_app.actions.handoff.conflicts import ConflictLine
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.handoff.deciding.child_story import ChildStory
from ledger_app.gui.handoff.deciding.difference_table import DifferenceTable
from ledger_app.gui.handoff.deciding.difference_words import (
    OURS,
    THEIRS,
    VALUE,
    needs_reason,
)
from ledger_app.gui.handoff.deciding.facing_values import FacingValues
from ledger_app.gui.handoff.deciding.reason_line import ReasonLine
from ledger_app.gui.handoff.deciding.typed_value import TypedValue, typed_field
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import Line, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

MANY = 100  # differences from which the worker writes


class DifferencesDialog(Dialog):
    """Each decision is written at once, as a revision of its own.

    `student_wanted(id, table, record, field)`: look into the file; the dialog has closed then.
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
        self._lines: dict[str, ConflictLine] = {}
        self._turned: dict[str, str] = {}  # chosen by an arrow, not written yet
        self._decided: dict[str, str] = {}  # written here: in words
        self._asked_value = ""  # the difference whose value is being typed
        self.setWindowTitle(self.tr("两边不一样的地方"))
        headings = (
            self.tr("孩子"), self.tr("班级"), self.tr("项目"), self.tr("本台账"),
            self.tr("来包"), self.tr("决定"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = DifferenceTable(self.model, self)
        self.table.setAccessibleName(self.tr("两边不一样的地方"))
        self.beside = QWidget(self)  # hidden it gives its room to the table; a layout keeps it
        self.facing, self.story = FacingValues(self), ChildStory(session, self)
        hint = self.tr("↓ 选常用的，或自己写；不接受更正时要写")
        self.reason = ReasonLine(self.tr("理由"), hint, self)
        self.typed = TypedValue(session, self)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.buttons = self._make_buttons()
        self._lay_out()
        self._connect()
        self.read()
        self.table.setFocus()

    # How it is made.

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = {
            OURS: QPushButton(self.tr("1 用本台账的"), self),
            THEIRS: QPushButton(self.tr("2 用来包的"), self),
            VALUE: QPushButton(self.tr("3 另填…"), self),
            "harmless": QPushButton(self),
            "open": QPushButton(self.tr("打开档案"), self),
            "close": QPushButton(self.tr("关闭"), self),
        }
        for key, button in made.items():
            button.setAutoDefault(False)
            if key in (OURS, THEIRS, VALUE):
                button.clicked.connect(partial(self._pressed, key))
        made["harmless"].clicked.connect(self.take_harmless)
        made["open"].clicked.connect(self._open_student)
        made["close"].clicked.connect(self.accept)
        return made

    def _lay_out(self) -> None:
        how = QLabel(
            self.tr(
                "↑↓ 选一处，← 用本台账的，→ 用来包的，Enter 写入；也可以直接按 1、2、3。"
                "按住 Shift 选几处一起定。决定会随下一个包告诉对方，以后可以按 Ctrl+Z 撤销。"
            ),
            self,
        )
        how.setWordWrap(True)
        theme.set_role(how, "note")
        middle, answers, foot = QHBoxLayout(self.beside), FlowLayout(), QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.facing, 3)
        middle.addWidget(self.story, 2)
        for key in (OURS, THEIRS, VALUE, "harmless", "open"):
            answers.addWidget(self.buttons[key])
        foot.addLayout(answers, 1)  # in the foot: in sight however low the screen
        foot.addWidget(self.buttons["close"], 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.addWidget(how)
        box.addWidget(self.table, 3)
        box.addWidget(self.beside, 4)
        box.addWidget(self.typed)
        box.addWidget(self.reason)
        box.addWidget(self.said)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 6)
        self.resize(text * 68, text * 42)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_current)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self.table.turned.connect(self._turn)
        self.table.decided.connect(self.decide)
        self.table.doubleClicked.connect(self._open_student)
        self.reason.entered.connect(self._decide_as_turned)
        self.typed.given.connect(self._give_value)
        for keys, slot in (("Ctrl+B", self.take_harmless), ("F6", self._open_student)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What is shown.

    def read(self) -> None:
        """Read what is open."""
        found = self._session.act(conflicts.open_conflicts).otherwise([])
        wanted = self._students
        self._lines = {each.id: each for each in found if wanted is None or each.student in wanted}
        self._session.act(conflicts.log_shown, list(self._lines.values()), quiet=True)
        self._turned.clear()
        self._decided.clear()
        self._show()
        self.table.go_to(0 if self._lines else -1)
        self._show_current()

    def open_count(self) -> int:
        """Return how many are not decided yet."""
        return len(self._lines) - len(self._decided)

    def _show(self) -> None:
        self.model.renew([self._line(each) for each in self._lines.values()])
        harmless = len(self._harmless())
        button = self.buttons["harmless"]
        button.setText(
            self.tr("电话、住址、备注、空着的和写法不同的 {0} 处都用来包的").format(harmless)
        )
        button.setVisible(bool(harmless))
        self._judge()

    def _line(self, line: ConflictLine) -> Line:
        done = self._decided.get(line.id, "")
        turned = {OURS: self.tr("← 用本台账的"), THEIRS: self.tr("→ 用来包的")}
        word = done or turned.get(self._turned.get(line.id, ""), "")
        kind = code_list("conflict_kind").name_of(line.kind)
        texts = (
            line.name, line.place, line.label, line.ours or "—", line.theirs or "—", word or kind,
        )  # fmt: skip
        return Line(line.id, texts, faint=bool(done))

    def _current(self) -> ConflictLine | None:
        line = self.model.line(self.table.currentIndex().row())
        return self._lines[line.key] if line is not None else None

    def _show_current(self, _row: int = 0) -> None:
        line = self._current()
        self.typed.drop()
        self.reason.clear()
        self._asked_value = ""
        self.facing.show_line(line)
        self.story.show_child(line.student if line else "", line.name if line else "")
        self._judge()

    def _chosen(self) -> list[ConflictLine]:
        rows = sorted(at.row() for at in self.table.selectionModel().selectedRows())
        lines = [self.model.line(row) for row in rows]
        keys = [line.key for line in lines if line is not None and line.key not in self._decided]
        return [self._lines[key] for key in keys]

    def _judge(self) -> None:
        chosen, current = self._chosen(), self._current()
        for key in (OURS, THEIRS):
            self.buttons[key].setEnabled(bool(chosen))
        one = len(chosen) == 1 and typed_field(chosen[0].table, chosen[0].field) is not None
        self.buttons[VALUE].setEnabled(one)
        self.buttons["open"].setEnabled(bool(current and current.student))
        self.facing.mark(self._turned.get(current.id, "") if current else "")
        deeds = (self.buttons[key] for key in (OURS, THEIRS, VALUE, "open"))
        for part in (self.beside, self.reason, *deeds):
            part.setVisible(bool(self._lines))
        left = self.open_count()
        told = self.tr("选了 {0} 处；还有 {1} 处没有定。").format(len(chosen), left)
        self._say(told if left else self._none_left(), "dim")

    def _none_left(self) -> str:
        """Say that nothing waits; of an empty list, how something would come onto it."""
        if self._lines:
            return self.tr("没有要定的了。")
        return self.tr("没有要定的。收下包或回执以后，两边都改过的、上级更正的，在这里定。")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    # What is decided.

    def _turn(self, answer: str) -> None:
        for line in self._chosen():
            self._turned[line.id] = answer
        self._show()

    def _pressed(self, answer: str, _checked: bool = False) -> None:
        self.decide(answer)

    def _decide_as_turned(self) -> None:
        self.decide("")

    def decide(self, answer: str) -> None:
        """Write a decision of the chosen rows; "" writes what the arrows chose."""
        chosen = self._chosen()
        if not chosen:
            return
        answers = {answer or self._turned.get(each.id, "") for each in chosen}
        if "" in answers or len(answers) > 1:
            self._say(self.tr("先按 ← 或 → 选一边，再按 Enter。"), "error")
        elif VALUE in answers:
            self._ask_value(chosen)
        else:
            (one,) = answers
            self._write(chosen, one)

    def _ask_value(self, chosen: list[ConflictLine]) -> None:
        field = typed_field(chosen[0].table, chosen[0].field) if len(chosen) == 1 else None
        if field is None:
            self._say(self.tr("这一处不能在这里另填：选一边，再到档案里改。"), "error")
            return
        self._asked_value = chosen[0].id
        self.typed.ask(field)

    def _give_value(self, value: str) -> None:
        line = self._lines.get(self._asked_value)
        if line is not None:
            self._write([line], VALUE, value)

    def _write(self, chosen: list[ConflictLine], answer: str, value: str | None = None) -> None:
        reason = self.reason.text()
        if not reason and any(needs_reason(each, answer) for each in chosen):
            for each in chosen:
                self._turned[each.id] = answer
            self._show()
            self._say(self.tr("不接受更正要写理由，写好按 Enter。"), "error")
            self.reason.setFocus()
            return
        ids = [each.id for each in chosen]
        then = partial(self._was_written, ids, answer)
        given = (conflicts.decide, ids, answer, reason, value)
        if len(ids) >= MANY:
            self._session.run(*given, then=then, quiet=True)
        else:
            then(self._session.act(*given, quiet=True))

    def _was_written(self, ids: list[str], answer: str, done: Done[object] | Refused) -> None:
        if not done:
            self._say(f"{done.message}{done.hint}", "error")
            return
        word = code_list("conflict_answer").name_of(answer)
        self._decided.update(dict.fromkeys(ids, word))
        self.reason.clear()
        self.typed.drop()
        self.story.forget()
        self._show()
        self._go_to_next()

    def take_harmless(self) -> None:
        """Take the other side's value wherever a wrong one would hide or mistake no child."""
        if harmless := self._harmless():
            self._write(harmless, THEIRS)

    def _harmless(self) -> list[ConflictLine]:
        return [
            each
            for each in self._lines.values()
            if each.is_harmless and each.id not in self._decided
        ]

    def _go_to_next(self) -> None:
        here = max(self.table.currentIndex().row(), 0)
        keys = list(self._lines)
        for at in (*range(here, len(keys)), *range(here)):
            if keys[at] not in self._decided:
                self.table.go_to(at)
                self.table.setFocus()
                return
        self.buttons["close"].setFocus()

    def children_in_hand(self) -> Sequence[str]:
        """Return whose line is chosen."""
        line = self._current()
        return (line.student,) if line is not None else ()

    def _open_student(self) -> None:
        line = self._current()
        if line is not None and line.student:
            self.accept()
            self.student_wanted.emit(line.student, line.table, line.record, line.field)
