"""The table of children that a list leaves out or marks, and a button for each answer."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.rosters import answer_unlisted
from ledger_app.actions.rosters.answer_unlisted import ANSWERS, OpenQuestion
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import DigitTable, Line, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

MANY = 300  # children from which the worker writes
_WIDTHS = (150, 150, 90, 180, 90)


class UnlistedPane(QWidget):
    """Keys 1 to 7 answer for the chosen rows. `answered(count)`: so many have an answer now."""

    answered = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._questions: dict[str, OpenQuestion] = {}
        self._answers: dict[str, str] = {}  # given here, by record
        headings = (
            self.tr("孩子"), self.tr("名单上的班级"), self.tr("名单日期"),
            self.tr("名单上写着"), self.tr("答复"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = DigitTable(self.model, _WIDTHS, self)
        self.table.setAccessibleName(self.tr("不在名单上的孩子"))
        self.table.pressed_digit.connect(self._answer_by_digit)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self.remark = QLineEdit(self)
        self.remark.setPlaceholderText(self.tr("说明（可以不写）：转到哪里、听谁说的、谁在查"))
        self.remark.setAccessibleName(self.tr("说明"))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.buttons = {code: self._button(at, code) for at, code in enumerate(ANSWERS, 1)}
        self._arrange()

    def _button(self, digit: int, code: str) -> QPushButton:
        name = code_list(UnlistedAnswer.CODES).name_of(code)
        button = QPushButton(f"{digit} {name}", self)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._answer, code))
        return button

    def _arrange(self) -> None:
        foot = FlowLayout()
        for button in self.buttons.values():
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table, 1)
        box.addWidget(self.remark)
        box.addLayout(foot)
        box.addWidget(self.said)
        self.setFocusProxy(self.table)

    def show_open(self, students: Collection[str] | None = None) -> None:
        """Show what wants an answer: of all children, or of these."""
        found = self._session.act(answer_unlisted.open_questions).otherwise([])
        self._questions = {
            each.id: each for each in found if students is None or each.student in students
        }
        self._answers.clear()
        self._show()
        self.table.selectRow(0)

    def choose_all(self) -> None:
        """Choose every row."""
        self.table.selectAll()

    def open_count(self) -> int:
        """Return how many have no answer yet."""
        return len(self._questions) - len(self._answers)

    def _show(self) -> None:
        self.model.show_lines([self._line(each) for each in self._questions.values()])
        self._judge()

    def _line(self, each: OpenQuestion) -> Line:
        known = self._answers.get(each.id)
        code = known or each.answer
        answer = code_list(UnlistedAnswer.CODES).name_of(code) if code else self.tr("还没有答复")
        said = each.said or self.tr("名单上没有")
        texts = (each.called, each.class_words, each.missed_on, said, answer)
        return Line(each.id, texts, faint=bool(known and known != UnlistedAnswer.TO_BE_FOUND))

    def chosen_students(self) -> list[str]:
        """Return the children of the chosen lines."""
        lines = (self.model.line(at.row()) for at in self.table.selectionModel().selectedRows())
        return [self._questions[line.key].student for line in lines if line is not None]

    def _chosen(self) -> list[OpenQuestion]:
        lines = (self.model.line(at.row()) for at in self.table.selectionModel().selectedRows())
        chosen = [self._questions[line.key] for line in lines if line is not None]
        return [each for each in chosen if each.id not in self._answers]

    def _judge(self) -> None:
        chosen = self._chosen()
        for code, button in self.buttons.items():
            marked = code != UnlistedAnswer.AS_LISTED or all(each.marks for each in chosen)
            button.setEnabled(bool(chosen) and marked)
        self.buttons[UnlistedAnswer.AS_LISTED].setVisible(
            any(each.marks for each in self._questions.values())
        )
        told = self.tr("选了 {0} 人，按数字键或点按钮答复；Ctrl+A 全选。还有 {1} 人没有答复。")
        text = told.format(len(chosen), self.open_count())
        self.said.setText(text if self.open_count() else self.tr("都答复了。"))
        theme.set_role(self.said, "dim")

    def _answer_by_digit(self, digit: int) -> None:
        code = ANSWERS[digit - 1] if digit <= len(ANSWERS) else ""
        if code and self.buttons[code].isEnabled() and self.buttons[code].isVisible():
            self._answer(code)

    def _answer(self, code: str, _checked: bool = False) -> None:
        ids = [each.id for each in self._chosen()]
        then = partial(self._was_answered, ids, code)
        given = (answer_unlisted.answer, ids, code, self.remark.text())
        if len(ids) >= MANY:
            self._session.run(*given, then=then)
        elif ids:
            then(self._session.act(*given))

    def _was_answered(self, ids: list[str], code: str, answer: Done[int] | Refused) -> None:
        if not answer:
            theme.set_role(self.said, "error")
            self.said.setText(f"{answer.message}{answer.hint}")
            return
        self._answers.update(dict.fromkeys(ids, code))
        self.remark.clear()
        self._show()
        self._go_to_next()
        self.answered.emit(len(ids))

    def _go_to_next(self) -> None:
        for at, key in enumerate(self._questions):
            if key not in self._answers:
                self.table.selectRow(at)
                return
        self.table.clearSelection()
