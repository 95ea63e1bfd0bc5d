"""Open a ledger file by password or recovery code; a sentence for all that stands in the way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import back_up, open_ledger
from ledger_app.actions.open_ledger import Ledger
from ledger_app.gui.entry.password_entry import PasswordEntry
from ledger_app.gui.entry.recovery_code import RecoveryCodeEntry
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.session import Done, Refused, Session

WIDTH = 460


class UnlockPage(QWidget):
    """Asks for the secret of one file; keeps nothing itself.

    `asked()`: somebody is about to type it; `opened(ledger, by_code)`: it was right;
    `restore_wanted(path)`, `other_wanted()`: another way was chosen.
    """

    opened = Signal(object, bool)
    restore_wanted = Signal(object)  # Path
    other_wanted = Signal()
    asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.path = Path()
        self._trying = self._waiting_for_close = False
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._count_down)
        self._make_parts()
        self._arrange()

    def ask(self, path: Path, note: str = "") -> None:
        """Ask for the secret of this file."""
        self.path = path
        self._name.setText(path.name)
        self._where.setText(str(path.parent))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._say()
        self._forget()
        self._show_code(False)
        self._count_down()
        self.password.setFocus()
        self.asked.emit()

    def hold(self, holding: bool) -> None:
        """Wait with opening while the file is still being closed."""
        self._waiting_for_close = holding
        self._count_down()

    def error(self) -> str:
        """Return the sentence that is shown, or an empty string."""
        return self._error.text()

    def try_password(self) -> None:
        """Open with what is typed, unless it is not yet time."""
        if self.open_button.isEnabled():
            self._try(self.password.text(), by_code=False)

    def try_code(self) -> None:
        """Open with the recovery code."""
        if self.code_button.isEnabled():
            self._try(self.code.code(), by_code=True)

    # How it is made.

    def _make_parts(self) -> None:
        self._name = QLabel(self)
        self._where, self._note, self._caps = QLabel(self), QLabel(self), QLabel(self)
        self._error, self._hint = QLabel(self), QLabel(self)
        for label, role in (
            (self._name, "title"), (self._where, "note"), (self._note, "dim"),
            (self._caps, "warning"), (self._error, ""), (self._hint, "dim"),
        ):  # fmt: skip
            label.setWordWrap(True)
            theme.set_role(label, role)
        self.password = PasswordEntry(self.tr("口令"), self)
        self.password.setPlaceholderText(self.tr("口令"))
        self.password.textChanged.connect(self._count_down)
        self.password.returnPressed.connect(self.try_password)
        self.password.caps_lock.connect(self._show_caps)
        self.open_button = QPushButton(self.tr("打开"), self)
        theme.set_look(self.open_button, "primary", True)
        self.open_button.clicked.connect(self.try_password)
        self.code = RecoveryCodeEntry(self)
        self.code.changed.connect(self._count_down)
        self.code.finished.connect(self.try_code)
        self.code_button = QPushButton(self.tr("用恢复码打开"), self)
        theme.set_look(self.code_button, "primary", True)
        self.code_button.clicked.connect(self.try_code)
        self.restore_button = QPushButton(self.tr("从备份恢复…"), self)
        self.restore_button.clicked.connect(self._want_restore)

    def _arrange(self) -> None:
        card = QFrame(self)
        theme.set_role(card, "card")
        card.setFixedWidth(WIDTH)
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(8)
        for label in (self._name, self._where, self._note):
            box.addWidget(label)
        row = QHBoxLayout()
        row.addWidget(self.password, 1)
        row.addWidget(self.open_button)
        box.addLayout(row)
        box.addWidget(self._caps)
        box.addWidget(self._make_error(card))
        box.addWidget(self.code)
        box.addWidget(self.code_button)
        box.addLayout(self._make_links(card))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        whole = QWidget(self)
        outside = QVBoxLayout(whole)
        outside.addStretch(2)
        outside.addLayout(across)
        outside.addStretch(3)
        self._scroll(whole)
        press_with_enter(self)
        self._caps.hide()

    def _scroll(self, whole: QWidget) -> None:
        """Let everything be reached in a low window, thirteen groups and an error, too."""
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(whole)
        edge = QVBoxLayout(self)
        edge.setContentsMargins(0, 0, 0, 0)
        edge.addWidget(scroll)

    def _make_error(self, card: QFrame) -> QFrame:
        self._trouble = QFrame(card)
        theme.set_look(self._trouble, "severity", "error")
        theme.set_role(self._trouble, "message")
        box = QVBoxLayout(self._trouble)
        box.setContentsMargins(10, 8, 10, 8)
        box.addWidget(self._error)
        box.addWidget(self._hint)
        box.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self._trouble

    def _make_links(self, card: QFrame) -> QHBoxLayout:
        row = QHBoxLayout()
        self._to_code = QPushButton(self.tr("用恢复码打开"), card)
        self._to_code.clicked.connect(self._turn_code)
        restore = QPushButton(self.tr("从备份恢复…"), card)
        restore.clicked.connect(self._want_restore)
        other = QPushButton(self.tr("打开别的台账"), card)
        other.clicked.connect(self.other_wanted)
        for button in (self._to_code, restore, other):
            theme.set_look(button, "link", True)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    # What it does.

    def _try(self, secret: str, *, by_code: bool) -> None:
        self._trying = True
        key_pause().hold(self)
        self._say()
        self._count_down()
        opening = open_ledger.open_with_recovery_code if by_code else open_ledger.open_ledger
        tried = partial(self._tried, by_code)
        self._session.run_alone(opening, self.path, secret, then=tried, quiet=True)

    def _tried(self, by_code: bool, answer: Done[Ledger] | Refused) -> None:
        self._trying = False
        key_pause().begin()
        if answer:
            self._forget()
            self.opened.emit(answer.value, by_code)
            return
        if answer.message:
            self._show_refusal(answer, by_code)
        self._count_down()

    def _show_refusal(self, refused: Refused, by_code: bool) -> None:
        self.show_failure(refused.message, refused.hint)
        if isinstance(refused.error, open_ledger.WrongPassword | open_ledger.LedgerInUse):
            self.restore_button.hide()  # nothing is wrong with the file; the link is enough
        field = self.code if by_code else self.password
        field.setFocus()
        self.password.selectAll()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show why the file does not open, with the way to its backups if there are any."""
        self._say(message, hint)
        self.restore_button.setVisible(bool(back_up.backups(self.path)))

    def _say(self, message: str = "", hint: str = "") -> None:
        self._error.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._trouble.setVisible(bool(message))

    def _count_down(self) -> None:
        """Allow a try only when it is time; the clock runs while it is not."""
        wait = open_ledger.seconds_to_wait(self.path) if self.path.name else 0
        ready = not wait and not self._trying and not self._waiting_for_close
        self.open_button.setEnabled(ready and bool(self.password.text()))
        self.code_button.setEnabled(ready and self.code.is_right())
        self.open_button.setText(self._button_text(wait))
        if wait and not self._clock.isActive():
            self._clock.start()
        elif not wait:
            self._clock.stop()

    def _button_text(self, wait: int) -> str:
        if self._waiting_for_close:
            return self.tr("正在锁定…")
        if self._trying:
            return self.tr("正在打开…")
        return self.tr("还要等 {0} 秒").format(wait) if wait else self.tr("打开")

    def _show_caps(self, on: bool) -> None:
        self._caps.setText(self.tr("⚠ 大写锁定（Caps Lock）好像开着。"))
        self._caps.setVisible(on)

    def _turn_code(self) -> None:
        self._show_code(not self.code.isVisibleTo(self))

    def _show_code(self, shown: bool) -> None:
        self.code.setVisible(shown)
        self.code_button.setVisible(shown)
        self.password.setVisible(not shown)
        self.open_button.setVisible(not shown)
        self._to_code.setText(self.tr("用口令打开") if shown else self.tr("用恢复码打开"))
        (self.code if shown else self.password).setFocus()

    def _want_restore(self) -> None:
        self.restore_wanted.emit(self.path)

    def _forget(self) -> None:
        self.password.forget()
        self.code.forget()
        self._caps.hide()
