"""下发核实名单: children whom the schools that keep their files are to look at, as one list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ledger_app.actions.handoff.verifying import hand_down, left_open
from ledger_app.actions.handoff.verifying.left_open import ToVerify
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.handoff.tick_table import OPEN, TICKED, TickTable
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line
from ledger_app.gui.session import Session

_LEAST_LINES = 8
_TEXT_LINES = 2


class HandDownDialog(AskingDialog):
    """Of the chosen children, or with none of those that a comparison left open.

    `told(text)`: who was asked. Ctrl+Enter asks from anywhere.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, students: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("下发核实名单"))
        read = (left_open.of_chosen, students) if students else (left_open.to_verify,)
        self._children: list[ToVerify] = session.act(*read).otherwise([])
        self._ticked = {each.student for each in self._children}
        self._left_out = len(set(students)) - len(self._children) if students else 0
        headings = ("", self.tr("孩子"), self.tr("班级"), self.tr("学校"), self.tr("为什么"))
        self.table = TickTable(headings, self)
        self.table.setAccessibleName(self.tr("请学校核实的孩子"))
        self.table.give_room_to(3, 4)
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES)
        self.text, self.source = QPlainTextEdit(self), QLineEdit(self)
        self._lay_out()
        self.table.ticked.connect(self._tick)
        self._show()
        QTimer.singleShot(0, self.text, self.text.setFocus)

    def _lay_out(self) -> None:
        about = QLabel(self._about(), self)
        about.setWordWrap(True)
        theme.set_role(about, "dim")
        self.text.setPlaceholderText(self.tr("要学校核实什么，例如：孩子现在在哪里上学，谁见过？"))
        self.text.setAccessibleName(self.tr("要核实什么"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.text_pixels() * _TEXT_LINES * 2)
        self.source.setPlaceholderText(self.tr("可以不写：公安户籍比对、县局核查名单……"))
        self.source.setAccessibleName(self.tr("哪份名单"))
        form = QFormLayout()
        form.addRow(self.tr("要核实什么"), self.text)
        form.addRow(self.tr("哪份名单"), self.source)
        self.layout_.addWidget(about)
        self.layout_.addWidget(self.table, 1)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.yes.setDefault(True)
        text = theme.text_pixels()
        self.resize(text * 52, text * 34)

    def _about(self) -> str:
        if not self._children:
            return self.tr(
                "没有要学校核实的孩子。比对里答复为“外地就读”“建档待核实”“疑似辍学”的在这里；"
                "别的孩子，在学生页选中了再下发。"
            )
        told = self.tr("每个孩子随下一份回执到他学校的“今日”，一直等到有答复。空格选或不选。")
        if self._left_out:
            told += self.tr("有 {0} 份档案在本台账登记，没有学校可以核实，不在名单上。").format(
                self._left_out
            )
        return told

    def _show(self) -> None:
        self.table.show_lines([self._line(each) for each in self._children])
        self.yes.setText(self.tr("下发 {0} 人").format(len(self._ticked)))
        self.yes.setEnabled(bool(self._ticked))

    def _line(self, each: ToVerify) -> Line:
        tick = TICKED if each.student in self._ticked else OPEN
        why = "，".join(filter(None, (each.answer, each.source, each.remark)))
        return Line(each.student, (tick, each.name, each.place, each.unit_name, why))

    def children_in_hand(self) -> Sequence[str]:
        """Return the child of the current line."""
        row = self.table.currentIndex().row()
        return (self._children[row].student,) if 0 <= row < len(self._children) else ()

    def _tick(self, row: int) -> None:
        self._ticked ^= {self._children[row].student}
        self._show()

    def write(self) -> bool:
        """Ask the schools; refused while nobody has said what is to be looked at."""
        chosen = [each.student for each in self._children if each.student in self._ticked]
        done = self.session.act(
            hand_down.hand_down, chosen, self.text.toPlainText(), self.source.text(), quiet=True
        )
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        told = self.tr("已请 {0} 所学校核实 {1} 人，随下一份回执下去。")
        self.told.emit(told.format(len(done.value.by_unit), done.value.count))
        return True
