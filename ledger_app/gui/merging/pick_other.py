"""Which file is to be merged with the one in hand: found as in the list, by name, number, class."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ledger_app.actions import find_students
from ledger_app.actions.checking.same_child import who
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session

MOST = 50


class PickOtherDialog(Dialog):
    """Signal `picked(id)`: this one."""

    picked = Signal(str)

    def __init__(self, session: Session, student: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student = session, str(student["id"])
        self.setWindowTitle(self.tr("和哪一份合并"))
        about = QLabel(self.tr("{0}：另一份档案是").format(called(student)), self)
        about.setWordWrap(True)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("姓名、拼音、身份证、电话、村…"))
        self.line.setAccessibleName(self.tr("查找另一份档案"))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.model = PlainTableModel((self.tr("档案"), self.tr("学校、班级、监护人")), self)
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(1)
        self.table.setAccessibleName(self.tr("找到的档案"))
        self.table.doubleClicked.connect(self.accept)
        choices = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        self.buttons.button(choices.Ok).setText(self.tr("看两份"))
        self.buttons.button(choices.Cancel).setText(self.tr("取消"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        self.nobody = QLabel(self.tr("没有别的档案找得到；请另打姓名、号码或电话。"), self)
        self.nobody.setWordWrap(True)
        theme.set_role(self.nobody, "note")
        for widget in (about, self.line, self.nobody):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.buttons)
        text = theme.text_pixels()
        self.resize(text * 62, text * 28)
        self.line.setText(str(student["name"] or ""))
        self.line.selectAll()
        self.line.setFocus()

    def _search(self, text: str) -> None:
        found = self._session.peek(find_students.find, text, MOST).otherwise([])
        rows = [row for row in found if row["id"] != self._student]
        self.model.show_lines([Line(row["id"], (called(row), who(row))) for row in rows])
        self.table.selectRow(0)
        self.nobody.setVisible(not rows)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go through what was found while the text is being typed."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.line and is_press and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = self.table.currentIndex().row() + step
                self.table.selectRow(max(0, min(row, self.model.rowCount() - 1)))
                return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Take the file in hand, if there is one."""
        line = self.model.line(self.table.currentIndex().row())
        if line is not None:
            super().accept()
            self.picked.emit(line.key)
