"""拿不准: each row beside the child it may be about, decided by a single key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.rehearsing.unsure_cases import Comparison, Decision, SameChild, UnsureCase
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTable, PlainTableModel

ANSWERS = (SameChild.SAME, SameChild.OTHER, SameChild.LATER)  # by digit from 1
LEAST_LINES = 3  # seen of each table, however low the window
_ROW_WIDTHS, _SIDE_WIDTHS = (120,), (110, 170, 170)


class UnsurePane(QWidget):
    """Keys 1, 2, 3 decide the row, left and right go to another child it may be about.

    `decided(key, decision)`: what was said of a row; `all_answered()`: that was the last one.
    """

    decided = Signal(str, object)
    all_answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: list[UnsureCase] = []
        self._answers: dict[str, str] = {}
        self._settled: set[str] = set()  # keys of rows decided for good
        self._beside = 0  # which of the children it may be about is shown
        rows = (self.tr("姓名"), self.tr("表里的行"), self.tr("答复"))
        sides = (self.tr("项目"), self.tr("这份档案"), self.tr("这一行"))
        self.rows, self.sides = PlainTableModel(rows, self), PlainTableModel(sides, self)
        self.table = _Table(self.rows, _ROW_WIDTHS, self)
        self.table.give_room_to(0, 1)
        self.table.setAccessibleName(self.tr("拿不准的行"))
        self.table.moved.connect(self._show_case)
        self.table.digit.connect(self.press_digit)
        self.table.turned.connect(self._turn)
        self.side = PlainTable(self.sides, _SIDE_WIDTHS, self)
        self.side.setAccessibleName(self.tr("两边并排"))
        self.who, self.agreeing, self.differing = QLabel(self), QLabel(self), QLabel(self)
        self.said = QLabel(self)
        self.buttons = [self._button(at, code) for at, code in enumerate(ANSWERS, 1)]
        self._arrange()
        self.setFocusProxy(self.table)

    def _button(self, digit: int, code: str) -> QPushButton:
        button = QPushButton(f"{digit} {code_list(SameChild.CODES).name_of(code)}", self)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.press_digit, digit))
        return button

    def _arrange(self) -> None:
        for label in (self.who, self.agreeing, self.differing, self.said):
            label.setWordWrap(True)
        self.who.setFont(theme.ui_font(bold=True))
        foot = FlowLayout()
        for button in self.buttons:
            foot.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(4)
        for label in (self.who, self.agreeing, self.differing):
            right.addWidget(label)
        right.addWidget(self.side, 1)
        right.addLayout(foot)
        # No splitter: it knows nothing of sentences that need a second line.
        halves = QHBoxLayout()
        halves.addWidget(self.table, 2)
        halves.addLayout(right, 3)
        for table in (self.table, self.side):
            table.setMinimumHeight(theme.text_pixels() * LEAST_LINES * 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(halves, 1)
        layout.addWidget(self.said)

    def show_cases(self, cases: Sequence[UnsureCase], answers: dict[str, str]) -> None:
        """Show rows, with what was answered already."""
        at = self.table.currentIndex().row()
        self._cases = list(cases)
        known = {case.key: case.answer for case in cases if case.answer}
        self._answers = known | answers
        self._show()
        self.table.go_to(max(0, min(at, len(self._cases) - 1)))
        self._show_case(self.table.currentIndex().row())

    def settle(self, key: str) -> None:
        """Take a row as decided for good: it was written, and can only be undone."""
        self._settled.add(key)
        self._show_beside()

    def refuse(self, key: str, text: str) -> None:
        """Take an answer back that could not be written, and say why."""
        self._answers.pop(key, None)
        self._show()
        self.said.setText(text)
        theme.set_role(self.said, "error")

    def open_count(self) -> int:
        """Return how many rows nobody has said anything of."""
        return sum(case.key not in self._answers for case in self._cases)

    def _show(self) -> None:
        names = code_list(SameChild.CODES)
        lines = []
        for case in self._cases:
            code = self._answers.get(case.key, "")
            answer = names.name_of(code) if code else self.tr("还没有答复")
            lines.append(Line(case.key, (case.name, case.place, answer), faint=bool(code)))
        at = self.table.currentIndex().row()
        self.rows.show_lines(lines)
        self.table.go_to(at)
        told = self.tr("还有 {0} 行没有答复：先放在一边，不写进任何人的档案，今日会提醒。")
        count = self.open_count()
        self.said.setText(told.format(count) if count else self.tr("都答复了。"))
        theme.set_role(self.said, "dim")

    def _case(self) -> UnsureCase | None:
        at = self.table.currentIndex().row()
        return self._cases[at] if 0 <= at < len(self._cases) else None

    def _show_case(self, _row: int) -> None:
        self._beside = 0
        self._show_beside()

    def _show_beside(self) -> None:
        case = self._case()
        beside = case.beside[self._beside] if case is not None and case.beside else None
        may_answer = case is not None and case.key not in self._settled
        for button in self.buttons:
            button.setEnabled(may_answer)
        self.buttons[0].setEnabled(may_answer and beside is not None)
        if beside is None:
            for label in (self.who, self.agreeing, self.differing):
                label.setVisible(False)
            self.sides.show_lines([])
            return
        self._show_facts(beside, len(case.beside) if case is not None else 1)

    def _show_facts(self, beside: Comparison, count: int) -> None:
        text = self.tr("是不是 {0}？").format(beside.called)
        if count > 1:
            more = self.tr("（{0}/{1}，← → 看另一个）").format(self._beside + 1, count)
            text += more
        self.who.setText(text)
        self.agreeing.setText(self.tr("对得上：{0}").format("；".join(beside.agreeing) or "—"))
        self.differing.setText(self.tr("对不上：{0}").format("；".join(beside.differing) or "—"))
        theme.set_tone(self.agreeing, "good" if beside.agreeing else "dim")
        theme.set_tone(self.differing, "danger" if beside.differing else "dim")
        for label in (self.who, self.agreeing, self.differing):
            label.setVisible(True)
        self.sides.show_lines([_line(*each) for each in beside.lines])

    def _turn(self, step: int) -> None:
        case = self._case()
        if case is not None and case.beside:
            self._beside = (self._beside + step) % len(case.beside)
            self._show_beside()

    def press_digit(self, digit: int, _checked: bool = False) -> None:
        """Answer for the row in sight, and go to the next one without an answer."""
        case = self._case()
        if (
            case is None
            or not 1 <= digit <= len(ANSWERS)
            or not self.buttons[digit - 1].isEnabled()
        ):
            return
        code = ANSWERS[digit - 1]
        child = case.beside[self._beside].student_id if case.beside else ""
        self._answers[case.key] = code
        self._show()
        self.decided.emit(case.key, Decision(code, child if code == SameChild.SAME else ""))
        self._go_to_next()

    def _go_to_next(self) -> None:
        here = self.table.currentIndex().row()
        waiting = [at for at, case in enumerate(self._cases) if case.key not in self._answers]
        if waiting:
            self.table.go_to(next((at for at in waiting if at > here), waiting[0]))
        self.table.setFocus()
        if not waiting:
            self.all_answered.emit()


def _line(label: str, kept: str, told: str) -> Line:
    differs = kept and told and kept != told
    return Line(label, (label, kept, told), "danger" if differs else "", coloured=2)


class _Table(FollowedTable):
    """`digit(number)`; `turned(step)`: -1 or 1, by left and right."""

    digit = Signal(int)
    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with a digit, turn over with an arrow."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text().isascii() and event.text().isdigit():
            self.digit.emit(int(event.text()))
        elif plain and event.key() in steps:
            self.turned.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
