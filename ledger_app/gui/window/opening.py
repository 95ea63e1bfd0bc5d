"""Opening a ledger: a new one, a file, the demo, a backup; and its password and recovery sheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from ledger_app.actions import open_ledger
from ledger_app.actions.back_up import Restored
from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import recovery_sheet
from ledger_app.actions.today import clock_watch
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry.backup_dialog import CheckDialog, RestoreDialog
from ledger_app.gui.entry.change_password import ChangePasswordDialog
from ledger_app.gui.entry.new_ledger import NewLedgerDialog
from ledger_app.gui.entry.recovery_dialog import RecoveryDialog
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.dialog import bring_back
from ledger_app.gui.session import Done, Refused
from ledger_app.gui.window.leaving import Leaving
from ledger_app.gui.window.screens import Frame, show_dialog

DEMO_NAME = "演示台账.ledger"


class Opening(QObject):
    """Ways into a ledger: new, from a file, the demo, a backup.

    `entered()`: the pages of another ledger, or of the same one again, are in sight;
    `tour_wanted()`: whoever opened the demo wants to be led through it.
    """

    entered = Signal()
    tour_wanted = Signal()

    def __init__(self, frame: Frame, leaving: Leaving) -> None:
        super().__init__(frame.window)
        self._frame, self._leaving = frame, leaving
        self._session, self._screens = frame.session, frame.screens
        self._pages_of = Path()  # whose pages are kept
        start, unlock = self._screens.start, self._screens.unlock
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
        self._leaving.leave_then(self._ask_new)

    def choose(self) -> None:
        """Ask for a ledger file."""
        folder = str(user_settings.folder_for_files())
        chosen, _ = QFileDialog.getOpenFileName(
            self._frame.window, self.tr("打开台账"), folder, self.tr("台账文件 (*.ledger)")
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Ask for the password of a ledger file; the open one is closed first."""
        if self._screens.shows_ledger() and path.resolve() == self._session.ledger.path:
            return
        self._leaving.leave_then(partial(self._ask_password, path, ""))

    def demo(self) -> None:
        """Make the demo ledger, or open it."""
        try:
            path = user_settings.demo_folder() / DEMO_NAME
        except LedgerError as error:
            self._frame.messages.show_failure(error.message, error.hint)
            return
        self._screens.start.setEnabled(False)
        self._screens.unlock.ask(path)
        self._frame.messages.show_note(self.tr("正在编一个虚构的乡镇，请稍等几秒…"))
        run = partial(self._session.run_alone, then=self._demo_made, quiet=True)
        if path.exists():
            run(open_ledger.open_ledger, path, DEMO_PASSWORD)
            return
        # Imported late: few make it, and they once.
        from ledger_app.actions.demo.make_demo import make_demo

        run(make_demo, path, DEMO_PASSWORD)

    def demo_instead(self) -> None:
        """Open the demo from wherever one is; the open ledger is closed first."""
        self._leaving.leave_then(self._demo_from_start)

    def _demo_from_start(self) -> None:
        self._screens.show_start()
        self.demo()

    def restore(self, path: Path | None = None) -> None:
        """Show the backups of a ledger file."""
        if self._screens.shows_ledger() and not self._screens.pages.commit_pending():
            return
        wanted = path or self._session.ledger.path
        dialog = RestoreDialog(self._session, wanted, self._frame.window)
        dialog.restored.connect(self._restored)
        dialog.let_go.connect(partial(self._let_go, dialog))
        show_dialog(dialog)

    def check(self) -> None:
        """Check the open ledger."""
        dialog = CheckDialog(self._session, self._frame.window)
        show_dialog(dialog)
        dialog.run()

    def take(self, ledger: Ledger, by_code: bool = False) -> None:
        """Take over an opened ledger; its recovery sheet must have been checked.

        Where another one was opened meanwhile, that one is left properly first.
        """
        session = self._session
        if session.is_open and session.ledger is not ledger:
            self._leaving.leave_then(partial(self.take, ledger, by_code))
            return
        if ledger.path != self._pages_of:
            self._screens.pages.discard()
        self._pages_of = ledger.path
        session.start(ledger)
        self._screens.unlock.path = ledger.path
        if ledger.refusal or not recovery_sheet.is_pending(ledger):
            self._enter(by_code)
            return
        dialog = RecoveryDialog(session, self._frame.window)
        dialog.finished.connect(partial(self._sheet_checked, by_code))
        show_dialog(dialog)

    def change_password(self, forgotten: bool = False) -> None:
        """Change the password; then the recovery sheet is made again."""
        dialog = ChangePasswordDialog(self._session, self._frame.window, forgotten=forgotten)
        dialog.accepted.connect(self._password_changed)
        show_dialog(dialog)

    def show_sheet(self) -> None:
        """Make the recovery sheet of the open ledger again."""
        show_dialog(RecoveryDialog(self._session, self._frame.window))

    # Steps between.

    def _ask_new(self) -> None:
        dialog = NewLedgerDialog(self._session, self._frame.window)
        dialog.made.connect(self.take)
        self._screens.show_start()
        show_dialog(dialog)

    def _ask_password(self, path: Path, note: str) -> None:
        self._screens.show_unlock(path, note)

    def _sheet_checked(self, by_code: bool, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._enter(by_code)
        elif self._session.is_open:
            self._leaving.lock(self.tr("恢复单还没有核对。打开后请先核对恢复单，再开始使用。"))

    def _enter(self, by_code: bool) -> None:
        user_settings.note_recent(self._session.ledger.path)
        self._frame.messages.clear()
        self._screens.show_pages()
        bring_back(self._frame.window)
        self.entered.emit()
        self._say_where()
        if wrong := clock_watch.problem(self._session.ledger):
            shown = self._frame.messages.show_note(wrong, stays=True, kind="warning")
            button = shown.add_button(self.tr("时钟没错"))
            button.clicked.connect(self._trust_clock)
            button.clicked.connect(shown.closed)
        if by_code:
            shown = self._frame.messages.show_note(
                self.tr("已用恢复码打开。口令没有变。"),
                self.tr("如果口令已经忘了，现在就改一个新的。"),
                stays=True,
            )
            button = shown.add_button(self.tr("改口令…"))
            button.clicked.connect(partial(self.change_password, True))

    def _trust_clock(self) -> None:
        self._session.act(clock_watch.trust)

    def _say_where(self) -> None:
        """Say that the ledger can only be read, is a copy, or lies where it should not."""
        ledger, messages = self._session.ledger, self._frame.messages
        # It may write where the ledger lies, and does so as any action.
        about = self._session.act(open_ledger.take_place, quiet=True).otherwise("")
        if note := about or open_ledger.only_read_note(ledger):
            hint = ledger.refusal[1] if ledger.copy_of and ledger.refusal else ""
            shown = messages.show_note(note, hint, stays=True, kind="warning")
            if ledger.copy_of:
                go_on = shown.add_button(self.tr("用这一份继续"))
                go_on.clicked.connect(self._go_on)
                away = shown.add_button(self.tr("不打开这一份"))
                away.clicked.connect(self._leaving.close_ledger)

    def _go_on(self) -> None:
        """Take this copy as the one that goes on."""
        if self._session.act(open_ledger.go_on_with):
            self._frame.messages.clear()
            self._frame.messages.show_note(self.tr("从现在起用这一份继续，可以录入了。"))

    def _demo_made(self, answer: Done[Ledger] | Refused) -> None:
        self._frame.messages.clear()
        self._screens.start.setEnabled(True)
        if not answer:
            if answer.message:
                self._ask_password(self._screens.unlock.path, self.tr("演示台账没有打开。"))
                self._screens.unlock.show_failure(answer.message, answer.hint)
            return
        self.take(answer.value)
        shown = self._frame.messages.show_note(
            self.tr("这是演示台账，里面的孩子都是虚构的，可以随便试。"),
            self.tr("锁定以后再打开，口令是 {0}。").format(DEMO_PASSWORD),
            stays=True,
        )
        button = shown.add_button(self.tr("十分钟入门"))
        button.clicked.connect(self.tour_wanted)
        button.clicked.connect(shown.closed)

    def _restored(self, done: Restored) -> None:
        self._screens.pages.discard()
        self._pages_of = Path()
        note = self.tr("已恢复，共 {0} 份档案。输入口令打开。").format(done.student_count)
        self._ask_password(done.path, note)
        if done.set_aside is not None:
            text = self.tr("恢复之前的文件保留为：{0}").format(done.set_aside)
            self._frame.messages.show_note(text, stays=True)

    def _let_go(self, dialog: RestoreDialog) -> None:
        """Ask for the password behind the dialog: a list without children would frighten."""
        self._screens.pages.discard()
        self._pages_of = Path()
        self._ask_password(dialog.path, self.tr("没有恢复，台账没有改动。输入口令继续。"))

    def _password_changed(self) -> None:
        dialog = RecoveryDialog(self._session, self._frame.window)
        dialog.finished.connect(self._sheet_checked_again)
        show_dialog(dialog)

    def _sheet_checked_again(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._frame.messages.show_note(self.tr("口令已改，新的恢复单已核对。"))
        else:
            self._leaving.lock(self.tr("口令已改。新的恢复单还没有核对，打开后请先核对。"))
