"""Change the password of the open ledger."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import recovery_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry.password_entry import NewPassword, PasswordEntry
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Progress, Session


def change(ledger: Ledger, old: str | None, new: str, progress: Progress) -> LedgerError | None:
    """Change it on the worker; a refusal comes back as a value. `old` None: it was forgotten."""
    try:
        if old is None:
            recovery_sheet.set_password(ledger, new)
        else:
            recovery_sheet.change_password(ledger, old, new)
    except LedgerError as error:
        return error
    return None


class ChangePasswordDialog(QDialog):
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
        self.change_button.clicked.connect(self.change_now)
        self._arrange()
        self._judge()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what stands in the way, in the dialog."""
        theme.set_role(self._said, "error")
        self._said.setText(f"{message}{hint}")

    def change_now(self) -> None:
        """Change the password; the recovery sheet must be made again."""
        self.change_button.setEnabled(False)
        old = None if self._forgotten else self.old.text()
        work = partial(change, self._session.ledger, old, self.new_password.password())
        self._working = True
        self._session.run_long(work, self._changed, refused=self._not_changed)

    def reject(self) -> None:
        """Close; but not while the file gets its new key: the new sheet must follow."""
        if not self._working:
            super().reject()

    def _not_changed(self) -> None:
        self._working = False
        self._judge()

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
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        for part in (note, self.new_password, self._said):
            box.addWidget(part)
        box.addLayout(row)

    def _changed(self, refusal: LedgerError | None) -> None:
        self._working = False
        if refusal is not None:
            self._judge()
            self.show_failure(refusal.message, refusal.hint)
            return
        self.old.forget()
        self.new_password.forget()
        self.accept()

    def _judge(self) -> None:
        known = self._forgotten or bool(self.old.text())
        self.change_button.setEnabled(known and bool(self.new_password.password()))
        self._said.setText("")
