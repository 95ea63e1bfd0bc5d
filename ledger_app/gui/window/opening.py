"""Coming to a ledger: new, open, demo, restore; and what is shown about it and the program."""

from __future__ import annotations

import platform
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from ledger_app import __version__
from ledger_app.actions.back_up import Restored
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import recovery_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry.backup_dialog import CheckDialog, RestoreDialog
from ledger_app.gui.entry.change_password import ChangePasswordDialog
from ledger_app.gui.entry.new_ledger import NewLedgerDialog
from ledger_app.gui.entry.recovery_dialog import RecoveryDialog
from ledger_app.gui.entry.unlock_page import attempt
from ledger_app.gui.kit import user_settings
from ledger_app.gui.session import Progress
from ledger_app.gui.window.help_window import HelpWindow

if TYPE_CHECKING:
    from ledger_app.gui.window.main_window import MainWindow

DEMO_PASSWORD = "yanshi-2026"
DEMO_NAME = "演示台账.ledger"


def make_demo(path: Path, progress: Progress) -> tuple[Ledger | LedgerError, bool]:
    """Make the demo ledger on the worker, or open the one that is there."""
    if path.exists():
        return attempt(path, DEMO_PASSWORD, False, progress)
    from ledger_app.actions.demo import make_demo as demo

    try:
        return demo.make_demo(path, DEMO_PASSWORD), False
    except LedgerError as error:
        return error, False


class ComingIn(QObject):
    """Brings a ledger to the desk."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at_desk = Path()  # whose pages the desk holds
        self._help: HelpWindow | None = None
        start, unlock = window.start, window.unlock
        start.new_wanted.connect(self.make)
        start.open_wanted.connect(self.choose)
        start.demo_wanted.connect(self.demo)
        start.file_wanted.connect(self.open_file)
        unlock.opened.connect(self.take)
        unlock.other_wanted.connect(self.choose)
        unlock.restore_wanted.connect(self.restore)

    # Which ledger.

    def make(self) -> None:
        """Ask what a new ledger needs; the open one is closed first."""
        self._window.going_out.leave_then(self._ask_new)

    def choose(self) -> None:
        """Ask for a ledger file."""
        folder = str(user_settings.folder_for_files())
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("打开台账"), folder, self.tr("台账文件 (*.ledger)")
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Ask for the password of a ledger file; the open one is closed first."""
        window = self._window
        if window.is_at_desk() and path.resolve() == window.session.ledger.path:
            return
        window.going_out.leave_then(partial(self._ask_password, path, ""))

    def demo(self) -> None:
        """Make the demo ledger, or open it."""
        if self._window.session.is_busy:
            return
        try:
            path = user_settings.demo_folder() / DEMO_NAME
        except LedgerError as error:
            self._window.messages.show_failure(error.message, error.hint)
            return
        self._window.start.setEnabled(False)
        self._window.unlock.ask(path)
        self._window.messages.show_note(self.tr("正在编一个虚构的乡镇，请稍等几秒…"))
        work = partial(make_demo, path)
        self._window.session.run_long(work, self._demo_made, refused=self._demo_ended)

    def restore(self, path: Path | None = None) -> None:
        """Show the backups of a ledger file."""
        if self._window.is_at_desk() and not self._window.desk.commit_pending():
            return
        wanted = path or self._window.session.ledger.path
        dialog = RestoreDialog(self._window.session, wanted, self._window)
        dialog.restored.connect(self._restored)
        dialog.let_go.connect(partial(self._let_go, dialog))
        self._window.show_dialog(dialog)

    def check(self) -> None:
        """Check the open ledger."""
        dialog = CheckDialog(self._window.session, self._window)
        self._window.show_dialog(dialog)
        dialog.run()

    def take(self, ledger: Ledger, by_code: bool = False) -> None:
        """Take over an opened ledger; its recovery sheet must have been checked.

        Where another one was opened meanwhile, that one is left properly first.
        """
        window = self._window
        if window.session.is_open and window.session.ledger is not ledger:
            window.going_out.leave_then(partial(self.take, ledger, by_code))
            return
        if ledger.path != self._at_desk:
            window.desk.discard()
        self._at_desk = ledger.path
        window.session.start(ledger)
        window.unlock.path = ledger.path
        if not recovery_sheet.is_pending(ledger):
            self._enter(by_code)
            return
        dialog = RecoveryDialog(window.session, window)
        dialog.finished.connect(partial(self._sheet_checked, by_code))
        window.show_dialog(dialog)

    def change_password(self, forgotten: bool = False) -> None:
        """Change the password; then the recovery sheet is made again."""
        dialog = ChangePasswordDialog(self._window.session, self._window, forgotten=forgotten)
        dialog.accepted.connect(self._password_changed)
        self._window.show_dialog(dialog)

    def show_sheet(self) -> None:
        """Make the recovery sheet of the open ledger again."""
        self._window.show_dialog(RecoveryDialog(self._window.session, self._window))

    # Steps between.

    def _ask_new(self) -> None:
        dialog = NewLedgerDialog(self._window.session, self._window)
        dialog.made.connect(self.take)
        self._window.show_start()
        self._window.show_dialog(dialog)

    def _ask_password(self, path: Path, note: str) -> None:
        self._window.unlock.ask(path, note)
        self._window.show_screen(self._window.unlock)
        self._window.unlock.password.setFocus()

    def _sheet_checked(self, by_code: bool, result: int) -> None:
        window = self._window
        if result == QDialog.DialogCode.Accepted:
            self._enter(by_code)
        elif window.session.is_open:
            window.going_out.lock(self.tr("恢复单还没有核对。打开后请先核对恢复单，再开始使用。"))

    def _enter(self, by_code: bool) -> None:
        window = self._window
        user_settings.note_recent(window.session.ledger.path)
        window.messages.clear()
        window.desk.open()
        window.show_screen(window.desk)
        window.show_settings()
        window.show_last_backup()
        if by_code:
            shown = window.messages.show_note(
                self.tr("已用恢复码打开。口令没有变。"),
                self.tr("如果口令已经忘了，现在就改一个新的。"),
                stays=True,
            )
            button = shown.add_button(self.tr("改口令…"))
            button.clicked.connect(partial(self.change_password, True))

    def _demo_made(self, answer: tuple[Ledger | LedgerError, bool]) -> None:
        self._demo_ended()
        result = answer[0]
        if isinstance(result, LedgerError):
            self._ask_password(self._window.unlock.path, self.tr("演示台账没有打开。"))
            self._window.unlock.show_failure(result.message, result.hint)
            return
        self.take(result)
        self._window.messages.show_note(
            self.tr("这是演示台账，里面的孩子都是虚构的，可以随便试。"),
            self.tr("锁定以后再打开，口令是 {0}。").format(DEMO_PASSWORD),
            stays=True,
        )

    def _demo_ended(self) -> None:
        self._window.messages.clear()
        self._window.start.setEnabled(True)

    def _restored(self, done: Restored) -> None:
        self._window.desk.discard()
        self._at_desk = Path()
        note = self.tr("已恢复，共 {0} 份档案。输入口令打开。").format(done.student_count)
        self._ask_password(done.path, note)
        if done.set_aside is not None:
            text = self.tr("恢复之前的文件保留为：{0}").format(done.set_aside)
            self._window.messages.show_note(text, stays=True)

    def _let_go(self, dialog: RestoreDialog) -> None:
        """Ask for the password behind the dialog: a desk without children would frighten."""
        self._window.desk.discard()
        self._at_desk = Path()
        self._ask_password(dialog.path, self.tr("没有恢复，台账没有改动。输入口令继续。"))

    def _password_changed(self) -> None:
        dialog = RecoveryDialog(self._window.session, self._window)
        dialog.finished.connect(self._sheet_checked_again)
        self._window.show_dialog(dialog)

    def _sheet_checked_again(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._window.messages.show_note(self.tr("口令已改，新的恢复单已核对。"))
        else:
            self._window.going_out.lock(self.tr("口令已改。新的恢复单还没有核对，打开后请先核对。"))

    # Help.

    def help(self) -> None:
        """Show the help page that belongs to what is in sight."""
        window = self._window
        self.show_help(window.desk.key() if window.is_at_desk() else "start")

    def keys(self) -> None:
        """Show the help page of the keys."""
        self.show_help("keys")

    def show_help(self, topic: str) -> None:
        """Show a help page in its own window."""
        if self._help is None:
            self._help = HelpWindow(self._window)
        self._help.show_topic(topic)

    def about(self) -> None:
        """Say what the program is, its version, and where the ledger lies."""
        window = self._window
        where = str(window.session.ledger.path) if window.session.is_open else self.tr("没有打开")
        text = self.tr(
            "一生一档 {0}\n控辍保学学生台账\n\n台账文件：{1}\nPython {2} · 开源，Apache-2.0"
        )
        box = QMessageBox(window)
        box.setWindowTitle(self.tr("关于一生一档"))
        box.setText(text.format(__version__, where, platform.python_version()))
        window.show_dialog(box)
