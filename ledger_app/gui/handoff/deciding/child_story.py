"""经过 of the child that a question is about, to look at while it is decided."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.actions import open_student
from ledger_app.domain.telling.student_story import story
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session

MOST = 200  # dated things: what is decided is recent


class ChildStory(QWidget):
    """Reads a child's file when another one is shown; of a record of the unit it shows none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student = session, ""
        self.head = QLabel(self)
        theme.set_role(self.head, "label")
        self.head.setWordWrap(True)
        headings = (self.tr("日期"), self.tr("事"), self.tr("内容"))
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(2)
        self.table.setAccessibleName(self.tr("这个孩子的经过"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.head)
        box.addWidget(self.table, 1)

    def show_child(self, student: str, name: str) -> None:
        """Show the story of a child, "" for none; the one in sight is not read again."""
        if student == self._student:
            return
        self._student = student
        self.head.setText(self.tr("{0}的经过").format(name) if student else "")
        self.model.show_lines(self._read(student) if student else ())

    def forget(self) -> None:
        """Read the next one anew: something was written."""
        self._student = ""

    def _read(self, student: str) -> list[Line]:
        opened = self._session.act(open_student.open_file, student, quiet=True)
        if not opened:
            return []  # the file is gone, or long work has the ledger: the values can be judged
        file = opened.value
        return [
            Line(f"{at}", (each.day or self.tr("日期不详"), each.title, each.text))
            for at, each in enumerate(story(file.file, file.on)[:MOST])
        ]
