"""两校同报: two schools have files of what may be one child; a person says whose it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.merging import suspected_pairs
from ledger_app.actions.merging.suspected_pairs import LATER, OTHER_CHILD
from ledger_app.actions.travel import two_schools
from ledger_app.actions.travel.two_schools import TwoFiles
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import DigitTable, Line, PlainTableModel
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Done, Refused, Session

_LEAST_LINES = 8
FIRST, SECOND, OTHER, LATER_ON, OPEN = range(1, 6)  # digits


class TwoSchoolsDialog(Dialog):
    """One pair after the other, by digits. `told(text)`: what was said of one; `asks(Request)`: a
    file is to be opened; the dialog has closed then."""

    told = Signal(str)
    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pairs: list[TwoFiles] = []
        self._has_looked = False
        self._wanted = 0  # the answer that waits for its evidence
        self.setWindowTitle(self.tr("两校同报"))
        headings = (self.tr("一份档案"), self.tr("在"), self.tr("另一份档案"), self.tr("在"))
        self.model = PlainTableModel(headings, self)
        self.table = DigitTable(self.model, parent=self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.give_room_to(0, 1, 2, 3)
        self.table.setAccessibleName(self.tr("两校同报的档案"))
        self.sides = (QLabel(self), QLabel(self))
        self.facts, self.said = QLabel(self), QLabel(self)
        self.evidence = QLineEdit(self)
        self.buttons = {digit: QPushButton(self) for digit in range(FIRST, OPEN + 1)}
        self.close_button = QPushButton(self.tr("关闭"), self)
        self._lay_out()
        self._connect()
        self.table.setFocus()
        self.search()

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr(
                "证件号、学籍号相同，或姓名、出生日期、监护人对得上，而两所学校各有一份档案的孩子。"
                "打电话问清楚在哪所学校：另一份并到那边，只算一次。不是同一人的答复一次，以后不再提。"
            ),
            self,
        )
        theme.set_role(about, "note")
        for label in (about, self.facts, self.said, *self.sides):
            label.setWordWrap(True)
        for side in self.sides:
            theme.set_role(side, "heading")
        self.evidence.setPlaceholderText(
            self.tr("凭什么认定是同一个孩子：谁核对的，看过什么（户口簿、出生证明……）")
        )
        self.evidence.setAccessibleName(self.tr("凭什么认定"))
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES)
        facing, deeds, foot = QHBoxLayout(), FlowLayout(), QHBoxLayout()
        for side in self.sides:
            facing.addWidget(side, 1)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            deeds.addWidget(button)
        self.close_button.setAutoDefault(False)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.addWidget(about)
        box.addWidget(self.table, 1)
        box.addLayout(facing)
        box.addWidget(self.facts)
        box.addWidget(self.evidence)
        box.addLayout(deeds)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.resize(text * 66, text * 36)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.accept)
        self.table.pressed_digit.connect(self.answer)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._show_pair)
        self.evidence.returnPressed.connect(self._go_on)
        for digit, button in self.buttons.items():
            button.clicked.connect(partial(self._pressed, digit))

    # What is shown.

    def search(self) -> None:
        """Look through all files, on the worker: a district takes seconds."""
        self._say(self.tr("正在比对全部档案…"))
        self._session.run(two_schools.candidates, then=self._found, quiet=True)

    def _found(self, answer: Done[list[TwoFiles]] | Refused) -> None:
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        self._say("")
        self._has_looked, self._pairs = True, answer.value
        self._show(0)

    def _show(self, row: int) -> None:
        self.model.show_lines([self._line(each) for each in self._pairs])
        self.table.selectRow(max(0, min(row, len(self._pairs) - 1)))
        self._show_pair()

    def _line(self, each: TwoFiles) -> Line:
        pair = each.pair
        texts = (pair.names[0], each.units[0], pair.names[1], each.units[1])
        return Line(f"{pair.first} {pair.second}", texts, faint=bool(pair.answer))

    def chosen(self) -> TwoFiles | None:
        """Return the pair in hand."""
        row = self.table.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def _show_pair(self, *_: object) -> None:
        one, self._wanted = self.chosen(), 0
        self.evidence.clear()  # it is about the pair before
        for button in self.buttons.values():
            button.setEnabled(one is not None)
        names = one.units if one is not None else ("…", "…")
        texts = (
            self.tr("1 孩子在{0}").format(names[0]), self.tr("2 孩子在{0}").format(names[1]),
            self.tr("3 不是同一人"), self.tr("4 以后再说"), self.tr("5 打开档案"),
        )  # fmt: skip
        for button, text in zip(self.buttons.values(), texts, strict=True):
            button.setText(text)
        for at, side in enumerate(self.sides):
            side.setText(self._side(one, at) if one is not None else "")
        self.facts.setText(self._facts(one))

    def _side(self, one: TwoFiles, at: int) -> str:
        return "\n".join((one.pair.names[at], f"{one.units[at]} {one.phones[at]}".strip()))

    def _facts(self, one: TwoFiles | None) -> str:
        if one is None:
            return self.tr("没有两校同报的孩子。") if self._has_looked else ""
        none = self.tr("没有")
        agreeing, differing = "；".join(one.pair.agreeing), "；".join(one.pair.differing)
        return self.tr("相同：{0}\n不同：{1}").format(agreeing or none, differing or none)

    # What is done.

    def _pressed(self, digit: int, _checked: bool = False) -> None:
        self.answer(digit)

    def answer(self, digit: int) -> None:
        """Say of the pair in hand which school has the child, or that they are two children."""
        pair = self.chosen()
        if pair is None:
            return
        if digit in (FIRST, SECOND):
            self._link(pair, digit)
        elif digit in (OTHER, LATER_ON):
            self._judge(pair, digit)
        elif digit == OPEN:
            self._open()

    def _go_on(self) -> None:
        """The evidence is written: do what waited for it."""
        if self._wanted:
            self.answer(self._wanted)
        else:
            self.table.setFocus()

    def _link(self, one: TwoFiles, digit: int) -> None:
        if not self.evidence.text().strip():
            self._wanted = digit
            self.evidence.setFocus()
            told = self.tr("孩子在{0}：写一句凭什么认定，按 Enter。")
            self._say(told.format(one.units[digit - 1]))
            return
        kept, other = (one.pair.first, one.pair.second)[:: 1 if digit == FIRST else -1]
        done = self._session.act(two_schools.link, kept, other, self.evidence.text(), quiet=True)
        if not done:
            self._say(f"{done.message}{done.hint}", "error")
            return
        told = self.tr("按{0}的档案计，另一份随下一份回执并过去。").format(one.units[digit - 1])
        self._leave(other)
        self._say(told)
        self.told.emit(told)

    def _leave(self, student: str) -> None:
        """Take the pairs of a file that is nobody's any more out of the list."""
        row = self.table.currentIndex().row()
        self._pairs = [
            each for each in self._pairs if student not in (each.pair.first, each.pair.second)
        ]
        self._show(row)
        self.table.setFocus()

    def _judge(self, one: TwoFiles, digit: int) -> None:
        answer = OTHER_CHILD if digit == OTHER else LATER
        done = self._session.act(
            suspected_pairs.judge_pair, one.pair.first, one.pair.second, answer, quiet=True
        )
        if not done:
            self._say(f"{done.message}{done.hint}", "error")
            return
        row = self._pairs.index(one)
        self._pairs.pop(row)
        self._show(row)
        self._say(self.tr("已记下：{0}。Ctrl+Z 可以收回。").format(suspected_pairs.WORDS[answer]))

    def children_in_hand(self) -> Sequence[str]:
        """Return the file that Enter would open."""
        one = self.chosen()
        return (one.pair.first,) if one is not None else ()

    def _open(self, _index: object = None) -> None:
        if (one := self.chosen()) is not None:
            self.accept()
            self.asks.emit(ShowStudent(one.pair.first))

    def _say(self, text: str, role: str = "dim") -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)
