"""A small dialog that asks for something and writes it: refused, it stays open and says why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ledger_app.domain.errors import LedgerError
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import ASIDE, Dialog, leave_by_enter
from ledger_app.gui.session import Session


class AskingDialog(Dialog):
    """A dialog that writes on 确定 and stays open, with the sentence inside, if it is refused."""

    outlasts_lock = says_failures = True

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        theme.set_role(self.problem, "error")
        choices = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        self.yes = self.buttons.button(choices.Ok)
        self.yes.setText(self.tr("确定"))
        self.buttons.button(choices.Cancel).setText(self.tr("取消"))
        leave_by_enter(self.buttons.button(choices.Cancel), self.yes)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setSpacing(10)
        session.failed.connect(self._failed)

    def finish_layout(self) -> None:
        """Put the sentence and the buttons under everything else."""
        self.layout_.addWidget(self.problem)
        self.layout_.addWidget(self.buttons)

    def show_problem(self, message: str, hint: str = "") -> None:
        """Say why it was refused."""
        self.problem.setText(f"{message}{hint}")
        self.problem.show()

    def _failed(self, message: str, hint: str) -> None:
        if not self.property(ASIDE):  # a wrong password at the lock is not said here
            self.show_problem(message, hint)

    def write(self) -> bool:
        """Write what is asked; return whether it was kept. Raises LedgerError for bad typing."""
        raise NotImplementedError

    def accept(self) -> None:
        """Write, and close if it was kept."""
        self.problem.hide()
        try:
            kept = self.write()
        except LedgerError as error:
            self.show_problem(error.message, error.hint)
            return
        if kept:
            super().accept()
