"""Change the password of the open ledger."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import password_attempts
from ledger_app.actions.printing import recovery_sheet
from ledger_app.gui.entry.password_entry import NewPassword, PasswordEntry
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Done, Refused, Session


class ChangePasswordDialog(Dialog):
    """The present password, unless the recovery code opened the ledger, and the new one twice."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, forgotten: bool = False
    ) -> None:
        super().__init__(parent)
        self._session, self._forgotten = session, forgotten
        self._working = False
        self.setWindowTitle(self.tr("改口令"))
        self.setMinimumWidth(480)
        self.old = PasswordEntry(self.tr("现在的口令"), self)
        self.old.textChanged.connect(self._judge)
        self.old.setVisible(not forgotten)
        self.new_password = NewPassword(self, self.tr("新口令"))
        if not forgotten:
            self.new_password.put_first(self.tr("现在的口令"), self.old)
        self.new_password.changed.connect(self._judge)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.change_button = QPushButton(self.tr("改口令"), self)
        self.change_button.setDefault(True)
        theme.set_look(self.change_button, "primary", True)
        self.change_button.clicked.connect(self.change_now)
        self._arrange()
        self._judge()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what stands in the way, in the dialog."""
        theme.set_role(self._said, "error")
        self._said.setText(f"{message}{hint}")

    def change_now(self) -> None:
        """Change the password; the recovery sheet must be made again."""
        wait = password_attempts.seconds_to_wait(self._session.ledger.path)
        if wait and not self._forgotten:
            self.show_failure(self.tr("{0}再试。").format(password_attempts.said(wait)))
            return
        self.change_button.setEnabled(False)
        self._working = True
        run, new = partial(self._session.run, then=self._changed, quiet=True), self.new_password
        if self._forgotten:
            run(recovery_sheet.set_password, new.password())
        else:
            run(recovery_sheet.change_password, self.old.text(), new.password())

    def reject(self) -> None:
        """Close; but not while the file gets its new key: the new sheet must follow."""
        if not self._working:
            super().reject()

    def _arrange(self) -> None:
        note = QLabel(
            self.tr("改口令之前的备份仍用旧口令打开。改完后要重新打印恢复单，旧的恢复单作废。"),
            self,
        )
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        cancel = QPushButton(self.tr("取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.change_button)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        for part in (note, self.new_password, self._said):
            box.addWidget(part)
        box.addLayout(row)

    def _changed(self, answer: Done[None] | Refused) -> None:
        self._working = False
        if not answer:
            self._judge()
            self.show_failure(answer.message, answer.hint)
            return
        self.old.forget()
        self.new_password.forget()
        self.accept()

    def _judge(self) -> None:
        known = self._forgotten or bool(self.old.text())
        self.change_button.setEnabled(known and bool(self.new_password.password()))
        self._said.setText("")
