"""拆分档案: what of a file is the other child's goes to a new one."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import show_student
from ledger_app.actions.merging import split_file
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session


class Goes(IntEnum):
    """Which file has something afterwards."""

    OLD, NEW, BOTH = 0, 1, 2


class SplitDialog(Dialog):
    """Signals: `told(sentence)` what was done; `made(id)` of the new file."""

    told = Signal(str)
    made = Signal(str)

    def __init__(self, session: Session, student: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student = session, str(student["id"])
        self._goes: dict[str, Goes] = {}
        self.setWindowTitle(self.tr("拆分档案"))
        self._about = QLabel(
            self.tr(
                "{0}：一份档案里混了两个孩子时，给另一个孩子建一份新档案，把属于他的移过去。"
                "点名和名单仍然算原档案的；新档案要自己核实在不在校。"
            ).format(called(student)),
            self,
        )
        self._about.setWordWrap(True)
        self.name, self.number = QLineEdit(self), QLineEdit(self)
        self.name.setAccessibleName(self.tr("新档案的姓名"))
        self.number.setAccessibleName(self.tr("新档案的身份证件号"))
        self.number.setPlaceholderText(self.tr("有就填，没有以后再补"))
        self.model = PlainTableModel(
            (self.tr("记录或项目"), self.tr("内容"), self.tr("归哪份")), self
        )
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(1)
        self.table.setAccessibleName(self.tr("档案里的记录和项目"))
        self.table.doubleClicked.connect(self.turn)
        self.table.installEventFilter(self)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        theme.set_role(self._problem, "error")
        self._problem.hide()
        self._read()
        self._lay_out()
        self._show_lines()
        self.table.selectRow(0)
        self.name.setFocus()

    def _read(self) -> None:
        act = self._session.act
        self._records = act(split_file.movable, self._student, quiet=True).otherwise([])
        self._fields = act(split_file.divisible, self._student, quiet=True).otherwise([])
        act(show_student.log_reveal, self._student, quiet=True)  # full numbers are shown

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addWidget(self._about)
        form = QFormLayout()
        form.addRow(self.tr("新档案的姓名"), self.name)
        form.addRow(self.tr("身份证件号"), self.number)
        inside.addLayout(form)
        how = QLabel(self.tr("↑↓ 选一行，空格改归哪份：原档案、新档案、两份都要。"), self)
        how.setWordWrap(True)
        theme.set_role(how, "note")
        inside.addWidget(how)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._problem)
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Ok).setText(self.tr("拆分"))
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inside.addWidget(buttons)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 9)
        self.resize(text * 48, text * 38)

    def _show_lines(self) -> None:
        words = (self.tr("原档案"), self.tr("新档案"), self.tr("两份都要"))
        records = [(each.record_id, each.table.label, each.told) for each in self._records]
        self.model.show_lines(
            [
                Line(key, (label, text, words[goes]), "accent" if goes else "")
                for key, label, text in (*records, *self._fields)
                for goes in (self._goes.get(key, Goes.OLD),)
            ]
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the blank key turn the row in hand."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.table and is_press and _is_blank(event):
            self.turn()
            return True
        return super().eventFilter(watched, event)

    def turn(self) -> None:
        """Let the row in hand go to the next of the files; a record is in one of them only."""
        row = self.table.currentIndex().row()
        line = self.model.line(row)
        if line is None:
            return
        kinds = 2 if row < len(self._records) else 3
        self._goes[line.key] = Goes((self._goes.get(line.key, Goes.OLD) + 1) % kinds)
        self._show_lines()
        self.table.selectRow(row)

    def _going(self, goes: Goes) -> list[str]:
        return [key for key, each in self._goes.items() if each is goes]

    def accept(self) -> None:
        """Split; what stands in the way is said here."""
        records = {each.record_id for each in self._records}
        going = self._going(Goes.NEW)
        given = {"name": self.name.text(), "id_no": self.number.text()}
        answer = self._session.act(
            split_file.split,
            self._student,
            {key: text for key, text in given.items() if text.strip()},
            records=[each for each in going if each in records],
            taken=[each for each in going if each not in records],
            shared=self._going(Goes.BOTH),
            quiet=True,
        )
        if not answer:
            self._problem.setText(f"{answer.message}{answer.hint}")
            self._problem.show()
            return
        super().accept()
        told = self.tr("已拆分：新档案移过去 {0} 条记录。Ctrl+Z 可撤销。")
        self.told.emit(told.format(answer.value.moved))
        self.made.emit(answer.value.new)


def _is_blank(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
