"""The child a card is printed of: found by name, pinyin or number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import find_students
from ledger_app.domain.telling.class_words import short_class
from ledger_app.gui.kit import best_match, icons
from ledger_app.gui.session import Session, waits

KEY = Qt.ItemDataRole.UserRole
MOST_FOUND, MOST_SHOWN = 30, 6


class StudentPicker(QWidget):
    """Find one child by name, pinyin, number; `students` are the ids. `picked`: it changed."""

    picked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.students: tuple[str, ...] = ()
        self.search, self.found = QLineEdit(self), QListWidget(self)
        self.search.setPlaceholderText(self.tr("姓名、拼音、身份证号…"))
        self.search.setAccessibleName(self.tr("学生"))
        icons.sign_search(self.search)
        self.search.textEdited.connect(self._look)
        self.search.textChanged.connect(self._emptied)
        self.search.installEventFilter(self)
        self.found.setAccessibleName(self.tr("找到的学生"))
        self.found.itemClicked.connect(self._take)
        self.found.itemActivated.connect(self._take)
        self.found.hide()
        self.found.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.search)
        box.addWidget(self.found)

    @waits("cards")
    def choose(self, student_ids: Sequence[str]) -> None:
        """Take children by id: one card each."""
        before = self.students
        rows = self._session.act(find_students.rows_of, student_ids).otherwise([])
        self.students = tuple(row["id"] for row in rows)
        names = "、".join(row["name"] for row in rows[:3])
        several = self.tr("{0} 等 {1} 人").format(names, len(rows))
        self.search.setText(_called(rows[0]) if len(rows) == 1 else several if rows else "")
        self.search.setCursorPosition(0)
        self.found.hide()
        if self.students != before:
            self.picked.emit()

    def forget(self) -> None:
        """Forget the child: the ledger is locked or closed."""
        self.students = ()
        self.search.clear()
        self.found.clear()
        self.found.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down go into the list and Enter take the first child."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.found.isVisible():
                self.found.setFocus()
                self.found.setCurrentRow(0)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.found.count():
                self._take(self.found.item(max(0, self.found.currentRow())))
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        if self.students:  # the paper must not be that of a child who is no longer named
            self.students = ()
            self.picked.emit()
        self._session.ask("look", self._find, text)

    def _find(self, text: str) -> None:
        if self.students:  # one was chosen while this had to wait
            return
        self.found.clear()
        rows: list[dict[str, Any]] = []
        if text.strip():
            rows = self._session.act(find_students.find, text, MOST_FOUND).otherwise(rows)
        for row in sorted(rows, key=partial(_by_fit, text)):
            item = QListWidgetItem(_called(row))
            item.setData(KEY, row["id"])
            self.found.addItem(item)
        if text.strip() and not rows:
            item = QListWidgetItem(self.tr("没有找到"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(item)
        shown = min(self.found.count(), MOST_SHOWN)
        self.found.setFixedHeight(shown * max(1, self.found.sizeHintForRow(0)) + 4)
        self.found.setVisible(shown > 0)

    def _emptied(self, text: str) -> None:
        if not text and self.students:
            self.students = ()
            self.found.hide()
            self.picked.emit()

    def _take(self, item: QListWidgetItem) -> None:
        student_id = item.data(KEY)
        if student_id:
            self.students = (student_id,)
            self.search.setText(item.text())
            self.search.setCursorPosition(0)  # the name, not the end of the school
            self.found.hide()
            self.picked.emit()


def _by_fit(typed: str, row: dict[str, Any]) -> int:
    return best_match.fit(row["name"], typed)


def _called(row: dict[str, Any]) -> str:
    return "  ".join(filter(None, (row["name"], short_class(row), row["school_name"])))
