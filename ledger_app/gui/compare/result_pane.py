"""What came out of a comparison: one list a kind, each child answered by a key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.compare import answer_compared, compare_lists
from ledger_app.actions.compare.answer_compared import ANSWERS
from ledger_app.actions.compare.compare_lists import ASKED, Compared, Found
from ledger_app.actions.compare.result_words import full_words
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.gui.compare.result_lines import (
    ANSWERED,
    ORDER,
    Shown,
    count_of,
    line_of,
    shown_of,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import DigitTable, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

_LEFT, _RIGHT = 1, 2  # columns
_WIDTHS = (100, 250, 250, 50, 80)
PAIR = (CompareAnswer.SAME, CompareAnswer.OTHER)


class ResultPane(QWidget):
    """Digits answer for the chosen rows, Enter opens a child's file.

    `opened(student_id)`: its file is wanted. `decided()`: no pair is open any more.
    """

    opened = Signal(str)
    decided = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._compared: Compared | None = None
        self._which: str = Found.ONLY_LEFT
        self._shown: dict[str, Shown] = {}
        headings = (
            self.tr("姓名"), self.tr("左边名单"), self.tr("右边名单"), self.tr("把握"),
            self.tr("台账"), self.tr("为什么、哪里不同"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = DigitTable(self.model, _WIDTHS, self)
        self.table.setAccessibleName(self.tr("比对结果"))
        self.table.setMinimumHeight(theme.text_pixels() * 9)
        self.table.pressed_digit.connect(self._answer_by_digit)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self.kinds = {which: self._kind_button(which) for which in map(str, ORDER)}
        self.detail, self.said = QLabel(self), QLabel(self)
        for label in (self.detail, self.said):
            label.setWordWrap(True)
        theme.set_role(self.detail, "dim")
        self.remark = QLineEdit(self)
        self.remark.setPlaceholderText(self.tr("佐证和说明（可以不写）：谁说的、看过什么证明"))
        self.remark.setAccessibleName(self.tr("佐证和说明"))
        self.answers = {code: self._answer_button(n, code) for n, code in enumerate(ANSWERS, 1)}
        self.pairs = {code: self._answer_button(n, code) for n, code in enumerate(PAIR, 1)}
        self._arrange()

    def _kind_button(self, which: str) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.choose, which))
        return button

    def _answer_button(self, digit: int, code: str) -> QPushButton:
        name = code_list(CompareAnswer.CODES).name_of(code)
        button = QPushButton(f"{digit} {name}", self)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._answer, code))
        return button

    def _arrange(self) -> None:
        self._group = QButtonGroup(self)
        top, foot = FlowLayout(), FlowLayout()
        for button in self.kinds.values():
            self._group.addButton(button)
            top.addWidget(button)
        for button in (*self.answers.values(), *self.pairs.values()):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addWidget(self.remark)
        box.addLayout(foot)
        box.addWidget(self.said)
        self.setFocusProxy(self.table)

    # Showing.

    def show_compared(self, compared: Compared) -> None:
        """Show what came out; the kind that was looked at stays, if it has children left."""
        self._compared = compared
        if not count_of(compared, self._which):
            open_ones = (str(which) for which in ORDER if count_of(compared, str(which)))
            self._which = next(open_ones, str(Found.ONLY_LEFT))
        self.said.clear()
        self._show()
        self.table.selectRow(0)

    def choose(self, which: str, _checked: bool = False) -> None:
        """Show another kind."""
        self._which = which
        self._show()
        self.table.selectRow(0)
        self.table.setFocus()

    def which(self) -> str:
        """Return the kind that is shown."""
        return self._which

    def _show(self) -> None:
        compared = self._compared
        if compared is None:
            return
        self._shown = shown_of(compared, self._which)
        self.model.show_lines([line_of(key, shown, compared) for key, shown in self._shown.items()])
        self.table.setColumnHidden(_RIGHT, self._which == Found.ONLY_LEFT)
        self.table.setColumnHidden(_LEFT, self._which == Found.ONLY_RIGHT)
        for which, button in self.kinds.items():
            count = count_of(compared, which)
            button.setText(f"{self._title(which, compared)} {count}")
            button.setChecked(which == self._which)
            button.setVisible(which in map(str, ASKED) or count > 0)
        self._judge()

    def _title(self, which: str, compared: Compared) -> str:
        kind = compared.kind
        titles = {
            Found.ONLY_LEFT: self.tr("只在{0}").format(kind.left.label),
            Found.ONLY_RIGHT: self.tr("只在{0}").format(kind.right.label),
            Found.DIFFER: self.tr("不一致"),
            Found.UNSURE: self.tr("拿不准"),
            Found.BOTH: self.tr("两份都有"),
            ANSWERED: self.tr("已答复"),
            Found.OUTSIDE_AGE: self.tr("不在年龄范围"),
            Found.REPEATED: self.tr("重复"),
        }
        return {str(key): title for key, title in titles.items()}[which]

    def chosen(self) -> list[Shown]:
        """Return the chosen rows."""
        lines = (self.model.line(at.row()) for at in self.table.selectionModel().selectedRows())
        return [self._shown[line.key] for line in lines if line is not None]

    def chosen_students(self) -> tuple[str, ...]:
        """Return the children of the chosen rows; who has no file yet is told of and left out."""
        chosen = self.chosen()
        found = tuple(dict.fromkeys(each.student_id for each in chosen if each.student_id))
        if chosen and not found:
            self._say_no_file()
        return found

    def _say_no_file(self) -> None:
        self.say(self.tr("这个孩子还没有档案；按 2 建档待核实。"), "dim")

    def _judge(self) -> None:
        chosen, unsure = self.chosen(), self._which == Found.UNSURE
        asked = self._which in map(str, ASKED) and not unsure
        for button in self.answers.values():
            button.setVisible(asked)
            button.setEnabled(bool(chosen))
        for button in self.pairs.values():
            button.setVisible(unsure)
            button.setEnabled(len(chosen) == 1)
        self.remark.setVisible(asked)
        self.detail.setText(self._detail(chosen))

    def _detail(self, chosen: list[Shown]) -> str:
        if len(chosen) != 1 or self._compared is None:
            return self.tr("选了 {0} 人").format(len(chosen)) if chosen else ""
        (shown,), kind = chosen, self._compared.kind
        right = shown.candidate.child if shown.candidate else shown.entry.right
        told = (full_words(shown.entry.left, kind.left.label), full_words(right, kind.right.label))
        return "\n".join(filter(None, told))

    # Answering.

    def _answer_by_digit(self, digit: int) -> None:
        buttons = self.pairs if self._which == Found.UNSURE else self.answers
        if digit <= len(buttons):
            code = list(buttons)[digit - 1]
            if buttons[code].isEnabled() and not buttons[code].isHidden():
                self._answer(code)

    def _answer(self, code: str, _checked: bool = False) -> None:
        compared, chosen = self._compared, self.chosen()
        if compared is None or not chosen:
            return
        if chosen[0].candidate is not None:
            done = self._answer_pair(compared, chosen[0], code)
        else:
            entries = [shown.entry for shown in chosen]
            given = (compared, entries, code, self.remark.text())
            done = self._session.act(answer_compared.answer, *given, quiet=True)
        self._was_answered(compared, code, done)

    def _answer_pair(self, compared: Compared, shown: Shown, code: str) -> Done[int] | Refused:
        other = shown.candidate.child if shown.candidate else shown.entry.child
        same, answer = code == CompareAnswer.SAME, answer_compared.answer_pair
        pair = (compared, shown.entry.child, other)
        return self._session.act(answer, *pair, same=same, quiet=True)

    def _was_answered(self, compared: Compared, code: str, done: Done[int] | Refused) -> None:
        if not done:
            self.say(f"{done.message}{done.hint}", "error")
            return
        at = self.table.currentIndex().row()
        self._compared = self._session.act(compare_lists.with_answers, compared).otherwise(compared)
        self.remark.clear()
        self._show()
        self.table.selectRow(min(at, max(0, self.model.rowCount() - 1)))
        name = code_list(CompareAnswer.CODES).name_of(code)
        self.say(self.tr("已记下：{0}。编辑 › 撤销 可以收回。").format(name), "dim")
        if self._which == Found.UNSURE and not self._shown:
            self.decided.emit()

    def say(self, text: str, role: str) -> None:
        """Say something below the list."""
        theme.set_role(self.said, role)
        self.said.setText(text)

    def _open(self, _index: QModelIndex) -> None:
        for shown in self.chosen()[:1]:
            if shown.student_id:
                self.opened.emit(shown.student_id)
            else:
                self._say_no_file()

    def compared(self) -> Compared | None:
        """Return what is shown, with what was answered meanwhile."""
        return self._compared

    def forget(self) -> None:
        """Show nothing."""
        self._compared, self._shown = None, {}
        self.model.show_lines([])
        self.detail.clear()
        self.said.clear()
