"""Leaving a ledger: lock, close, quit. What is half typed is kept and what changed is backed up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from ledger_app.actions import keep_settings
from ledger_app.gui.copies.second_copy import SecondCopy
from ledger_app.gui.kit.dialog import set_aside
from ledger_app.gui.window import clipboard
from ledger_app.gui.window.day_watch import DayWatch
from ledger_app.gui.window.idle import IdleWatch
from ledger_app.gui.window.screens import Frame

HIDDEN = "hiddenByLock"
LOOK_AGAIN = 200  # milliseconds between looks whether the printer has all pages
PATIENCE = 4_000  # milliseconds for work that runs: Windows grants five to a program it ends


class Leaving(QObject):
    """Hides first, then waits for what runs, backs up and closes the file."""

    def __init__(self, frame: Frame, day_watch: DayWatch, second_copy: SecondCopy) -> None:
        super().__init__(frame.window)
        self._frame, self._day_watch, self._second_copy = frame, day_watch, second_copy
        self._session, self._screens = frame.session, frame.screens
        self._then: Callable[[], None] | None = None  # what follows once the ledger may be left
        self._leaving = self._must_leave = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        clipboard.shared()  # from now on ID numbers do not stay there
        self.idle = IdleWatch(app, keep_settings.IDLE_USUAL)
        self.idle.idle.connect(self._lock_idle)
        self.idle.lock_wanted.connect(self.lock)
        self._session.opened.connect(self.idle.start)
        self._session.locked.connect(self.idle.stop)
        self._session.closed.connect(self.idle.stop)

    def lock(self, note: str = "") -> None:
        """Hide everything at once, then close the file as soon as nothing runs."""
        if not self._session.is_open or self._leaving:
            return
        clipboard.shared().leave()
        self._frame.messages.clear()
        note = note or self.tr("已锁定。输入口令继续。")
        self._screens.show_unlock(self._session.ledger.path, note)
        self._screens.unlock.hold(True)
        set_aside(self._frame.window)
        self._leave(self._lock_now, must=True)

    def close_ledger(self) -> None:
        """Close the ledger and show the first screen."""
        self.leave_then(self._screens.show_start)

    def leave_then(self, then: Callable[[], None]) -> None:
        """Close the ledger if one is open, and go on."""
        if not self._session.is_open:
            then()
        elif not self._leaving:
            self._leave(partial(self._close_now, then))

    def keep_all(self) -> None:
        """Keep what is half typed, now: the system may end the program at any moment."""
        if self._session.settle(PATIENCE) and self._session.is_open:
            self._screens.pages.commit_pending()

    def leave_at_once(self) -> None:
        """Keep what can be kept and close the file without asking or backing up."""
        self.keep_all()
        self._second_copy.stop()
        self._session.close()

    def may_quit(self) -> bool:
        """Tell whether the window may close now; if not, it closes itself as soon as it may."""
        session = self._session
        if not session.is_open and not session.is_busy:
            return True
        if session.is_busy and not self._leaving:
            self._frame.status.show_work(self.tr("等正在进行的工作完成后关闭…"))
        if session.is_open:
            self.leave_then(self._close_window)
        else:
            session.when_over(self._close_window)
        return not session.is_open and not session.is_busy

    def _lock_idle(self) -> None:
        self.lock(self.tr("很久没有操作，已自动锁定。输入口令继续。"))

    def _leave(self, then: Callable[[], None], *, must: bool = False) -> None:
        """Leave as soon as nothing runs; unless it `must` be, not over text that cannot be kept."""
        self._leaving, self._must_leave = True, must
        self._then = then
        if not self._session.when_over(self._leave_now):
            _close_dialogs(self._frame.window, wait=True)

    def _leave_now(self) -> None:
        then = self._then
        if then is None:
            return
        _close_dialogs(self._frame.window, wait=False)
        if self._screens.pages.is_printing() and not self._must_leave:
            QTimer.singleShot(LOOK_AGAIN, self, self._look_again)
            return
        self._then = None
        kept = self._screens.pages.commit_pending()
        if not kept and not self._must_leave:
            self._stay(then)
            return
        self._screens.pages.remember_places()
        _close_dialogs(self._frame.window, wait=False)
        self._frame.messages.clear()  # what names a child stands above no lock and no first screen
        self._day_watch.before_leaving(partial(self._copy_first, then))

    def _copy_first(self, then: Callable[[], None]) -> None:
        """Let the last backup reach the other disk before the ledger goes; the lock never waits."""
        if self._screens.shows_unlock():
            then()
            return
        self._second_copy.when_done(then)
        if self._second_copy.is_copying:
            shown = self._frame.messages.show_note(
                self.tr("正在把最新的备份拷到备份盘，拷完就关闭。"), stays=True
            )
            shown.add_button(self.tr("不等了")).clicked.connect(self._second_copy.stop)

    def _look_again(self) -> None:
        self._session.when_over(self._leave_now)

    def _stay(self, then: Callable[[], None]) -> None:
        """Do not leave over text that cannot be kept, unless the person says so."""
        self._leaving = False
        self._screens.pages.show_unkept()
        shown = self._frame.messages.show_note(
            self.tr("还有内容没有保存，所以没有关闭。"),
            self.tr("请改好，或按 Esc 恢复原来的内容，再关闭。"),
            stays=True,
            kind="warning",
        )
        button = shown.add_button(self.tr("不要这些内容，直接关闭"))
        button.clicked.connect(partial(self._leave_anyway, then))

    def _leave_anyway(self, then: Callable[[], None], _checked: bool = False) -> None:
        if not self._leaving and self._session.is_open:
            self._leave(then, must=True)

    def _lock_now(self) -> None:
        self._leaving = False
        if not self._session.lock():  # something new began meanwhile
            self._leave(self._lock_now, must=True)
            return
        self._screens.unlock.hold(False)
        self._frame.status.clear_all()

    def _close_now(self, then: Callable[[], None]) -> None:
        self._leaving = False
        clipboard.shared().leave()
        self._screens.pages.commit_pending()  # what was typed during the backup
        if not self._session.close():
            self._leave(partial(self._close_now, then), must=True)
            return
        self._screens.pages.discard()
        self._frame.status.clear_all()
        then()

    def _close_window(self) -> None:
        self._frame.window.close()


def _close_dialogs(window: QWidget, *, wait: bool) -> None:
    """Close what lies over the window; while work runs only hide it: it waits for a result."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        if not popup.close():
            break
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible() and wait:
            dialog.hide()
            dialog.setProperty(HIDDEN, True)
        elif dialog.isVisible() or dialog.property(HIDDEN):
            dialog.setProperty(HIDDEN, False)
            dialog.reject()
