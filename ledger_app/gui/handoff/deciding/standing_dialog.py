"""What two units have otherwise for good: decided here, and kept otherwise at the other end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import conflicts
from ledger_app.actions.handoff.conflicts import ConflictLine
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel
from ledger_app.gui.session import Session


class StandingDialog(Dialog):
    """`student_wanted(id, table, record, field)`: look into the file; it has closed then."""

    student_wanted = Signal(str, str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[str, ConflictLine] = {}
        self.setWindowTitle(self.tr("各自保留的地方"))
        headings = (
            self.tr("孩子"), self.tr("班级"), self.tr("项目"), self.tr("本台账"),
            self.tr("对方"), self.tr("情况"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = FollowedTable(self.model, parent=self)
        self.table.give_room_to(3, 4)
        self.table.setAccessibleName(self.windowTitle())
        self.how, self.reasons = QLabel(self), QLabel(self)
        self.open_file = QPushButton(self.tr("打开档案"), self)
        self.close_button = QPushButton(self.tr("关闭"), self)
        self._lay_out()
        self._connect()
        self.read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        for label in (self.how, self.reasons):
            label.setWordWrap(True)
        theme.set_role(self.how, "note")
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.open_file, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(self.how)
        box.addWidget(self.table, 1)
        box.addWidget(self.reasons)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 9)
        self.resize(text * 62, text * 32)

    def _connect(self) -> None:
        self.table.moved.connect(self._show_current)
        self.table.doubleClicked.connect(self._open_student)
        self.open_file.clicked.connect(self._open_student)
        self.close_button.clicked.connect(self.accept)
        for keys in ("Return", "Enter", "F6"):
            QShortcut(QKeySequence(keys), self.table).activated.connect(self._open_student)

    def read(self) -> None:
        """Read what stands."""
        found = self._session.act(conflicts.standing_differences).otherwise([])
        self._session.act(conflicts.log_shown, found, quiet=True)
        self.show_lines(found)

    def show_lines(self, lines: list[ConflictLine]) -> None:
        """Show these differences, and what to do about them."""
        self._lines = {each.id: each for each in lines}
        self.model.show_lines([self._line(each) for each in lines])
        self.how.setText(
            self.tr("以后不再问；一边改成和另一边一样，下一包以后就不在这里了。Enter 打开档案。")
            if lines
            else self.tr("没有各自保留的地方：定过的，两边都一样了。")
        )
        self.table.go_to(0 if lines else -1)
        self._show_current()

    def _line(self, line: ConflictLine) -> Line:
        state = self.tr("各自保留") if line.is_final else self.tr("等对方看")
        texts = (line.name, line.place, line.label, line.ours or "—", line.theirs or "—", state)
        return Line(line.id, texts)

    def _current(self) -> ConflictLine | None:
        line = self.model.line(self.table.currentIndex().row())
        return self._lines[line.key] if line is not None else None

    def _show_current(self, _row: int = 0) -> None:
        line = self._current()
        self.open_file.setEnabled(bool(line and line.student))
        parts = []
        if line is not None:
            told = self.tr("本台账：{0}（{1} {2}）")
            reason = line.reason or self.tr("没有写理由")
            parts.append(told.format(reason, line.decided_by, line.decided_on))
        if line is not None and line.note:
            parts.append(self.tr("对方：{0}").format(line.note))
        self.reasons.setText("\n".join(parts))

    def children_in_hand(self) -> Sequence[str]:
        """Return whose line is chosen."""
        line = self._current()
        return (line.student,) if line is not None else ()

    def _open_student(self) -> None:
        line = self._current()
        if line is not None and line.student:
            self.accept()
            self.student_wanted.emit(line.student, line.table, line.record, line.field)
