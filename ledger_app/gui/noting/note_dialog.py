"""附注: a small box at the field that says why its value is as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.checking import keep_note
from ledger_app.domain.telling.in_words.field_notes import Place
from ledger_app.gui.kit import theme
from ledger_app.gui.noting.field_dialog import FieldDialog
from ledger_app.gui.session import Session

ROWS = 3


class NoteDialog(FieldDialog):
    """Asks for the note on one field. Signal `told(sentence)`: it was kept, or taken away."""

    says_failures = True
    told = Signal(str)

    def __init__(
        self, session: Session, student: str, place: Place, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._student, self._place = session, student, place
        self.setWindowTitle(self.tr("“{0}”的附注").format(place.field.label))
        there = session.act(keep_note.notes_there, student, place).otherwise(None)
        self._own = there.own if there else None
        self._stored = self._own.text if self._own else ""
        self.text = _NoteText(self)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setPlaceholderText(self.tr("为什么是这样，例如：户口簿上就是这个字"))
        half = session.notes_typed.pop((student, place), None)
        self.text.setPlainText(self._stored if half is None else half)
        if half is None:
            self.text.selectAll()
        else:
            self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.kept.connect(self.accept)
        others = there.others if there else ()
        self._others = QLabel("\n".join(each.signed for each in others), self)
        self._others.setWordWrap(True)
        self._others.setVisible(bool(self._others.text()))
        theme.set_role(self._others, "dim")
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.hide()
        theme.set_role(self._said, "error")
        self._arrange()
        session.failed.connect(self._say)

    def _arrange(self) -> None:
        self.remove = QPushButton(self.tr("删除附注"), self)
        self.remove.setVisible(self._own is not None)
        self.remove.clicked.connect(self._remove)
        leave, keep = QPushButton(self.tr("不存"), self), QPushButton(self.tr("存附注 Enter"), self)
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        leave.clicked.connect(self._leave)
        theme.set_look(keep, "primary", True)
        signed = QLabel(self.tr("Shift+Enter 换行。写了附注的问题，体检里算“已说明”。"), self)
        signed.setWordWrap(True)
        theme.set_role(signed, "note")
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(keep)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        for widget in (self._others, self.text, signed, self._said):
            inside.addWidget(widget)
        inside.addLayout(row)
        self.resize(theme.text_pixels() * 28, self.sizeHint().height())

    def accept(self) -> None:
        """Keep the note; an emptied one is taken away."""
        self._keep(self.text.toPlainText().strip())

    def reject(self) -> None:
        """Close, as the lock does: what is half typed is there again with the box."""
        if (half := self.text.toPlainText()) != self._stored:
            self._session.notes_typed[self._student, self._place] = half
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc be 不存."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        super().reject()

    def _remove(self) -> None:
        self._keep("")

    def _keep(self, text: str) -> None:
        self._said.hide()
        if not self._session.act(keep_note.keep_note, self._student, self._place, text):
            return
        super().accept()
        label = self._place.field.label
        if not text and self._own is not None:
            self.told.emit(self.tr("已删除“{0}”的附注，按 Ctrl+Z 可以找回。").format(label))

    def _say(self, message: str, hint: str = "") -> None:
        self._said.setText(f"{message}{hint}")
        self._said.show()


class _NoteText(QPlainTextEdit):
    """Enter keeps the note, Tab goes on. Signal `kept()`."""

    kept = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight((ROWS + 1) * self.fontMetrics().lineSpacing())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter; with Shift it begins a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.kept.emit()
        else:
            super().keyPressEvent(event)
