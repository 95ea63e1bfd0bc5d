"""Open a new file: only the name is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.checking.same_child import Alike, alike
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Session


class NewStudentDialog(Dialog):
    """Says who has that name already: name, school, class, guardian.

    Signals: `named(name)` when a name was given; `other_wanted(ShowStudent)` one of
    the files that are there already.
    """

    named = Signal(str)
    other_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._other: Alike | None = None
        self.setWindowTitle(self.tr("新建档案"))
        self.setMinimumWidth(theme.text_pixels() * 30)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(self.tr("姓名"))
        self.line.setPlaceholderText(self.tr("与户口簿一致"))
        self.line.textChanged.connect(self._typed)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._open = QPushButton(self.tr("打开那份档案 F6"), self)
        self._open.setAutoDefault(False)
        self._open.clicked.connect(self._open_other)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._open_other)
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
        inside.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._buttons)
        self._say("", "note")
        self._open.hide()

    def note(self) -> str:
        """Return what is said under the line."""
        return self._note.text()

    def _typed(self, text: str) -> None:
        name = normalise_name(text)
        self._other = self._session.peek(alike, "name", name).otherwise(None)
        told = f"{self._other.text}按 F6 打开那份档案。" if self._other else ""
        self._say(name_problem(name) or told, "warning")
        self._open.setVisible(self._other is not None)

    def _open_other(self) -> None:
        if self._other is not None:
            super().reject()
            self.other_wanted.emit(ShowStudent(self._other.ids[0]))

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
