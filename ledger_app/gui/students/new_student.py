"""Open a new file: only the name is asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ledger_app.actions import open_student
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session


class NewStudentDialog(QDialog):
    """Signal `named(name)` when a name was given. Says how many there are of that name already."""

    named = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._composing = False
        self.setWindowTitle(self.tr("新建档案"))
        self.setMinimumWidth(360)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(self.tr("姓名"))
        self.line.setPlaceholderText(self.tr("与户口簿一致"))
        self.line.textChanged.connect(self._typed)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("建档"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addWidget(QLabel(self.tr("姓名（其他项目以后再补）"), self))
        inside.addWidget(self.line)
        inside.addWidget(self._note)
        inside.addWidget(self._buttons)
        self._say("", "note")

    def note(self) -> str:
        """Return what is said under the line."""
        return self._note.text()

    def _typed(self, text: str) -> None:
        name = normalise_name(text)
        if problem := name_problem(name):
            self._say(problem, "warning")
            return
        count = self._session.peek(open_student.namesakes, name).otherwise(0) if name else 0
        told = self.tr("台账里已有 {0} 份同名档案，请先查一下是不是同一个孩子。")
        self._say(told.format(count) if count else "", "warning")

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self._note, role)
        self._note.setText(text)

    def accept(self) -> None:
        """Take the name; without one, say so and stay."""
        name = normalise_name(self.line.text())
        if not name:
            self._say(self.tr("姓名还没填。其他项目可以以后再补，姓名必须有。"), "error")
            return
        super().accept()
        self.named.emit(name)
