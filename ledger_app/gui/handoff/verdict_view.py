"""审核: what a unit's packages changed, child by child; one key says 通过, another 退回."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff import verdicts
from ledger_app.actions.handoff.verdicts import ChangedFile
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.gui.handoff.judging.judged_files import EMPTY, JudgedFiles
from ledger_app.gui.handoff.judging.reason_line import ReasonLine
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session

_LEAST_LINES = 3  # in sight of each table, however low the window
_FILE_WIDTHS = (84, 100, 70)


class VerdictView(QWidget):
    """Space, T and Q act on the chosen files. `student_wanted(id)`: open the file;
    `question_wanted(ids)`: ask the school about it; `told(text)`: what was done."""

    student_wanted = Signal(str)
    question_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unit = ""
        self.files = JudgedFiles()
        self.head, self.before = QLabel(self), OneLine(parent=self)
        files = (
            self.tr("审核"), self.tr("姓名"), self.tr("年级班"), self.tr("改动；退回的写原因"),
        )  # fmt: skip
        lines = (self.tr("项目"), self.tr("原来"), self.tr("现在"))
        self.model, self.lines = PlainTableModel(files, self), PlainTableModel(lines, self)
        self.table = _Table(self.model, _FILE_WIDTHS, self)
        self.table.setAccessibleName(self.tr("变动的档案"))
        self.side = PlainTable(self.lines, (100,), self)
        self.side.give_room_to(1, 2)
        self.side.setAccessibleName(self.tr("这份档案的改动"))
        self.reason = ReasonLine(self)
        self.accept_all = QPushButton(self.tr("全部通过"), self)
        self.accept = QPushButton(self.tr("通过 空格"), self)
        self.give_back = QPushButton(self.tr("退回… T"), self)
        self.ask = QPushButton(self.tr("请核实… Q"), self)
        self.open_file = QPushButton(self.tr("打开档案 Enter"), self)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    def _arrange(self) -> None:
        theme.set_tone(self.before, "warn")
        self._foot = QWidget(self)
        foot, halves = FlowLayout(self._foot), QHBoxLayout()
        self._show_reason(False)
        for button in (
            self.accept, self.give_back, self.ask, self.open_file, self.accept_all,
        ):  # fmt: skip
            foot.addWidget(button)
        foot.addWidget(self.head)
        for table in (self.table, self.side):
            table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES * 2)
        halves.addWidget(self.table, 3)
        halves.addWidget(self.side, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(halves, 1)
        box.addWidget(self.before)
        box.addWidget(self.reason)
        box.addWidget(self._foot)

    def _show_reason(self, shown: bool) -> None:
        """While a reason is typed no other verdict is given: its line stands for the buttons."""
        self.reason.setVisible(shown)
        self._foot.setVisible(not shown)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_child)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.doubleClicked.connect(self._open)
        self.table.accepted.connect(self._accept)
        self.table.returned.connect(self._ask_reason)
        self.table.asked.connect(self._want_question)
        self.accept.clicked.connect(self._accept)
        self.accept_all.clicked.connect(self._accept_all)
        self.give_back.clicked.connect(self._ask_reason)
        self.ask.clicked.connect(self._want_question)
        self.open_file.clicked.connect(self._open)
        self.reason.given.connect(self._return)
        self.reason.left.connect(self._leave_reason)

    # What is shown.

    def show_unit(self, code: str) -> None:
        """Show the files of a unit; those of the unit before are forgotten."""
        if code != self._unit:
            self._unit = code
            self.files.forget()
            self._show_reason(False)
        self.refresh()

    def refresh(self) -> None:
        """Read again; what was judged in this sitting stays in its place."""
        if not self._unit or not self._session.is_open:
            self.forget()
            return
        found = self._session.peek(verdicts.changed_files, self._unit)
        if found:
            self.files.read_again(found.value)
            self._show()

    def forget(self) -> None:
        """Leave no name in sight."""
        self._unit = ""
        self.files.forget()
        self._show_reason(False)
        self._show()

    def _show(self) -> None:
        chosen, current = self.chosen(), self._current()
        self.model.show_lines(self.files.lines())
        self._choose(chosen, current.student if current is not None else "")
        waiting, all_of_them = len(self.files.waiting()), len(self.files.files)
        told = self.tr("变动 {0} 人，待审 {1} 人").format(all_of_them, waiting)
        self.head.setText(told if all_of_them else self.tr("没有要审核的变动。"))
        self.accept_all.setText(self.tr("全部通过 {0} 人").format(waiting))
        self._show_child(self.table.currentIndex().row())

    def _choose(self, students: Sequence[str], current: str) -> None:
        row = max(self.model.row_of(current), 0)
        self.table.go_to(row if self.model.rowCount() else -1)
        if len(students) > 1:
            flags = QItemSelectionModel.SelectionFlag
            for student in students:
                at = self.model.index(self.model.row_of(student), 0)
                self.table.selectionModel().select(at, flags.Select | flags.Rows)

    def _show_child(self, _row: int) -> None:
        current = self._current()
        found = current.lines if current is not None else ()
        self.lines.show_lines(
            [
                Line(str(at), (each.label, each.old or _empty(each.new), each.new or EMPTY))
                for at, each in enumerate(found)
            ]
        )
        said = []
        if current is not None and current.before:
            said.append(self.tr("上次退回：{0}。").format(current.before))
        if current is not None and current.reply:
            said.append(self.tr("学校答复：{0}").format(current.reply))
        self.before.setText("".join(said))
        self.before.setVisible(bool(said))
        self._enable()

    def _enable(self, *_: object) -> None:
        chosen = bool(self.chosen())
        for button in (self.accept, self.give_back, self.ask, self.open_file):
            button.setEnabled(chosen)
        self.accept_all.setEnabled(bool(self.files.waiting()))

    def _current(self) -> ChangedFile | None:
        row = self.table.currentIndex().row()
        return self.files.files[row] if 0 <= row < len(self.files.files) else None

    def chosen(self) -> list[str]:
        """Return the children whose files are chosen."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = [self.model.line(row) for row in rows]
        return [line.key for line in lines if line is not None]

    # What is said.

    def _accept(self) -> None:
        self._give(self.chosen(), VerdictCode.ACCEPTED)

    def _accept_all(self) -> None:
        self._give(self.files.waiting(), VerdictCode.ACCEPTED)

    def _ask_reason(self) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        current = self._current()
        one = f"“{current.name}”" if current is not None else ""
        self.reason.ask(one if len(chosen) == 1 else self.tr(" {0} 人").format(len(chosen)))
        self._show_reason(True)

    def _return(self, reason: str) -> None:
        self._give(self.chosen(), VerdictCode.RETURNED, reason)

    def _leave_reason(self) -> None:
        self._show_reason(False)
        self.table.setFocus()

    def _give(self, students: Sequence[str], verdict: str, reason: str = "") -> None:
        if not students:
            return
        before = dict(self.files.said)
        self.files.say(students, verdict, reason)  # now: the list is read again as it is written
        done = self._session.act(verdicts.give, students, verdict, reason)
        if not done:
            self.files.said = before  # the sentence stands under the page; what was typed stays
            return
        self._leave_reason()
        self._show()
        self._go_on(students)
        word = self.tr("通过") if verdict == VerdictCode.ACCEPTED else self.tr("退回")
        self.told.emit(self.tr("已{0} {1} 人，按 Ctrl+Z 撤销。").format(word, done.value))

    def _go_on(self, students: Sequence[str]) -> None:
        """Go to the next file that waits, behind the one that was judged."""
        last = max(self.model.row_of(student) for student in students)
        waiting = [self.model.row_of(student) for student in self.files.waiting()]
        self.table.go_to(next((at for at in waiting if at > last), waiting[0] if waiting else last))

    def _want_question(self) -> None:
        if chosen := self.chosen():
            self.question_wanted.emit(chosen)

    def _open(self, *_: object) -> None:
        if (current := self._current()) is not None:
            self.student_wanted.emit(current.student)


def _empty(new: str) -> str:
    return EMPTY if new else ""


class _Table(FollowedTable):
    """`accepted()` by space, `returned()` by T, `asked()` by Q: of all chosen rows."""

    accepted = Signal()
    returned = Signal()
    asked = Signal()

    def __init__(
        self, model: PlainTableModel, widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(model, widths, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._keys: dict[int, SignalInstance] = {
            Qt.Key.Key_Space: self.accepted,
            Qt.Key.Key_T: self.returned,
            Qt.Key.Key_Q: self.asked,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge with one key."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        meant = self._keys.get(event.key()) if plain else None
        if meant is not None:
            meant.emit()
        else:
            super().keyPressEvent(event)
