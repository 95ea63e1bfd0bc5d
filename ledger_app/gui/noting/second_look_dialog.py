"""复录核对: numbers typed again from the paper, what was typed first unseen, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.checking import second_look
from ledger_app.actions.checking.second_look import Differing, ToLook
from ledger_app.gui.kit import theme
from ledger_app.gui.noting.field_dialog import FieldDialog
from ledger_app.gui.session import Session


class SecondLookDialog(FieldDialog):
    """Asks for each of these numbers in turn. Signal `told(sentence)`: what came of it."""

    says_failures = True
    told = Signal(str)

    def __init__(
        self, session: Session, numbers: Sequence[ToLook], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._numbers = session, list(numbers)
        self._at = self.equal = self.corrected = 0
        self._found: Differing | None = None
        self.setWindowTitle(self.tr("复录核对"))
        self._who, self._which, self._count = QLabel(self), QLabel(self), QLabel(self)
        theme.set_role(self._which, "heading")
        theme.set_role(self._count, "dim")
        self.again = QLineEdit(self)
        self.again.setPlaceholderText(self.tr("照着纸再输一遍，Enter 核对"))
        self.again.textEdited.connect(self._typed)
        self.first, self.second = QPushButton(self), QPushButton(self)
        self.first.clicked.connect(self._take_stored)
        self.second.clicked.connect(self._take_typed)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._arrange()
        session.failed.connect(self._refused)
        session.locked.connect(self.reject)
        self._show()

    def _arrange(self) -> None:
        for label in (self._who, self._which):
            label.setWordWrap(True)
        for button in (self.first, self.second):
            button.setAutoDefault(False)
            theme.set_role(button, "heading")
        leave = QPushButton(self.tr("关闭"), self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.skip = QPushButton(self.tr("下一个 PgDown"), self)
        self.skip.setAutoDefault(False)
        self.skip.clicked.connect(self._next)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self.skip)
        row.addWidget(leave)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        for widget in (self._who, self._which, self.again, self._said, self.first, self.second):
            inside.addWidget(widget)
        inside.addLayout(row)
        self.resize(theme.text_pixels() * 30, self.sizeHint().height())

    def _show(self) -> None:
        asked = self._numbers[self._at]
        self._who.setText(asked.who)
        self._which.setText(asked.label)
        self.again.setAccessibleName(self.tr("{0}，再输一遍").format(asked.label))
        self.again.clear()
        many = len(self._numbers) > 1
        self._count.setText(
            self.tr("第 {0} 个，共 {1} 个").format(self._at + 1, len(self._numbers)) if many else ""
        )
        self.skip.setVisible(many)
        self._show_both(None)
        self.again.setFocus()

    def _show_both(self, found: Differing | None) -> None:
        self._found = found
        for button in (self.first, self.second):
            button.setVisible(found is not None)
        if found is not None:
            self.first.setText(self.tr("1  原来输的 {0}").format(found.stored))
            self.second.setText(self.tr("2  刚才输的 {0}").format(found.second))

    def _say(self, text: str, role: str) -> None:
        self._said.setText(text)
        theme.set_role(self._said, role)

    def _refused(self, message: str, hint: str = "") -> None:
        self._say(f"{message}{hint}", "error")

    def _typed(self, _text: str) -> None:
        """Type it a third time: what was found is of another text."""
        self._show_both(None)
        self._say("", "note")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter compares; 1 or 2 says which of two is on the paper; PgDown passes one over."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare()
        elif event.key() == Qt.Key.Key_PageDown and len(self._numbers) > 1:
            self._next()
        elif self._found is not None and event.key() in (Qt.Key.Key_1, Qt.Key.Key_2):
            (self._take_stored if event.key() == Qt.Key.Key_1 else self._take_typed)()
        else:
            super().keyPressEvent(event)

    def compare(self) -> None:
        """Compare what was typed with what is stored."""
        if self._found is not None:  # which of the two, 1 or 2, is still to be said
            return
        asked = self._numbers[self._at]
        answer = self._session.act(second_look.compare, asked, self.again.text())
        if not answer:
            return
        if answer.value is None:
            self.equal += 1
            self._next(self.tr("✓ “{0}”两次一样，已复录。").format(asked.label))
            return
        self._show_both(answer.value)
        said = self.tr("⚠ 两次不一样，不同的在【】里。看纸上是哪个：按 1 或 2，或者改了再核对。")
        self._say(said, "warning")
        self.first.setFocus()

    def _take_stored(self) -> None:
        asked = self._numbers[self._at]
        if self._found and self._session.act(second_look.take_stored, asked):
            self.equal += 1
            self._next(self.tr("✓ “{0}”原来的对，已复录。").format(asked.label))

    def _take_typed(self) -> None:
        asked, found = self._numbers[self._at], self._found
        if found and self._session.act(second_look.take_typed, asked, found.typed):
            self.corrected += 1
            self._next(self.tr("✓ “{0}”已改成刚才输的，按 Ctrl+Z 可以改回。").format(asked.label))

    def _next(self, said: str | bool = "") -> None:
        """Ask for the next number; after the last one, say what came of all."""
        text = said if isinstance(said, str) else ""
        if self._at + 1 < len(self._numbers):
            self._at += 1
            self._show()
            self._say(text, "note")
            return
        if len(self._numbers) > 1:
            told = self.tr("复录核对：{0} 个相符，{1} 个改正，还有 {2} 个没有复录。")
            left = len(self._numbers) - self.equal - self.corrected
            text = told.format(self.equal, self.corrected, left)
        self.accept()
        self.told.emit(text)
