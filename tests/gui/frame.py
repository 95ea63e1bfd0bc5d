"""A main window for tests: pages that stand in for the real ones, and a ledger made once."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from ledger_app.actions import edit_file
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.window import page_list
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD, new_ledger, open_again

IGNORED = (
    "This plugin does not support raise",
    "This plugin does not support propagateSizeHints",
    "QFontDatabase: Cannot find font directory",  # offscreen on Windows
)


class StandIn(QWidget):
    """A page with one field that is kept when the window asks, and one action."""

    asks = Signal(object)

    def __init__(self, key, session):
        super().__init__()
        self.key, self.session = key, session
        self.shown, self.refreshed, self.kept = [], 0, 0
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        own = MenuEntry("own", Menu.RECORD, "本页的操作", ("Ctrl+J",))
        new = MenuEntry("new_student", Menu.STUDENT, "新建档案…", ("Ctrl+N",))
        self.action = MenuAction(own, self.update, self)
        self.new = MenuAction(new, self._new, self)
        self.news = 0

    def refresh(self):
        self.refreshed += 1

    def page_actions(self):
        return [self.action, self.new] if self.key == "students" else []

    def commit_pending(self):
        if self.field.text():
            self.kept += 1
            self.session.act(edit_file.add_student, {"name": self.field.text()})
            self.field.clear()
        return True

    def is_printing(self):
        return False

    def place(self):
        return None

    def answer(self, request):
        self.shown.append(request)

    def _new(self):
        self.news += 1


def stand_in(entry, session):
    """Build the page: the settings are real, the others stand in."""
    real = entry.key == "settings"
    return page_list.build(entry, session) if real else StandIn(entry.key, session)


def make_window(qtbot) -> MainWindow:
    """Show a window without a ledger."""
    window = MainWindow(maker=stand_in)
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    return window


def let_go(window):
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.session.settle(10_000)
    window.session.close()


def make_file(folder: Path, *names: str) -> Path:
    """Make a ledger with these children and close it."""
    ledger = new_ledger(folder)
    for name in names:
        edit_file.add_student(ledger, {"name": name})
    ledger_files.close(ledger)
    return ledger.path


def copy_of(path: Path, folder: Path) -> Path:
    """Copy a closed ledger into the folder of one test."""
    return Path(shutil.copy(path, folder / path.name))


def enter(window: MainWindow, path: Path) -> None:
    """Open a ledger in the window without the lock screen."""
    window.opening.take(open_again(path))
    assert window.screens.shows_ledger()
    see()


def see() -> None:
    """Let what was opened come into sight: a key pressed before does nothing."""
    QApplication.processEvents()
    while key_pause().is_pausing():
        QTest.qWait(5)


def unlock(qtbot, window: MainWindow, password: str = PASSWORD) -> None:
    """Type the password and wait for the pages."""
    window.screens.unlock.password.setText(password)
    window.screens.unlock.try_password()
    qtbot.waitUntil(window.screens.shows_ledger, timeout=60_000)
    see()


def wait_free(qtbot, window: MainWindow) -> None:
    """Wait until nothing runs in the background."""
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=60_000)
