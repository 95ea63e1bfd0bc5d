"""The real window on a ledger with a few children, and work that holds the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ledger_app.gui.page import ShowStudent
from ledger_app.gui.window import day_watch
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.safety import ledger_files
from tests.gui.children import fill
from tests.gui.frame import enter, let_go, wait_free
from tests.ledgers import new_ledger

A_DAY = 86_400_000  # milliseconds
LONGEST = 60  # seconds the worker keeps the ledger if the window never comes to let it go


def make_children(folder):
    """Make a ledger with the children, close it; return its path and {name: id}."""
    ledger = new_ledger(folder)
    ids = fill(ledger)
    ledger_files.close(ledger)
    return ledger.path, ids


def at_child(qtbot, path, student_id) -> MainWindow:
    """Return a window at the file of a child, nothing running."""
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    enter(window, path)
    window.pages.ask(ShowStudent(student_id))
    wait_free(qtbot, window)
    assert pane(window).student_id() == student_id
    return window


def lent(path, student_id) -> Iterator[MainWindow]:
    """Lend one window, at the file of a child, to tests that leave it as they found it."""
    with pytest.MonkeyPatch.context() as patch:
        no_day_begins(patch)
        window = MainWindow()
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        enter(window, path)
        window.pages.ask(ShowStudent(student_id))
        window.session.settle(LONGEST * 1000)
        QApplication.processEvents()
        yield window
    let_go(window)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def no_day_begins(patch: pytest.MonkeyPatch) -> None:
    """Keep the day's backup from coming into the middle of a test on a slow machine."""
    patch.setattr(day_watch, "AFTER_OPENING", A_DAY)
    patch.setattr(day_watch, "DAY_LOOK", A_DAY)


def pane(window):
    return window.pages.page("students").pane


def go_to(window, student_id):
    """Have the list go to a child and its file be drawn; tell whether that could be done."""
    page = window.pages.page("students")
    return page.marked.go_to(student_id) and page._follow()


def editor(window, key, tab="student"):
    pane(window).show_tab(tab)
    return pane(window).tab(tab).kept_form().form.editor(key)


def half_type(window, key, text, tab="student"):
    """Type into a field and stay there."""
    found = editor(window, key, tab)
    found.focus_editor()
    found.entry().selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(found.entry(), event)
    assert found.has_pending()
    return found


def stored(window, student_id, key):
    return window.session.ledger.value(f"SELECT {key} FROM student WHERE id = ?", [student_id])


class Holder:
    """Work that uses the ledger until it is let go."""

    def __init__(self, window):
        self._has_it, self._go_on = Event(), Event()
        self.in_time = None
        window.session.run(self._work, then=self._done)
        assert self._has_it.wait(LONGEST)

    def _work(self, ledger):
        with ledger.lock:
            self._has_it.set()
            return self._go_on.wait(LONGEST)

    def _done(self, answer):
        self.in_time = answer.otherwise(False)

    def let_go(self, qtbot):
        """End the work. If the window had stood still for the ledger, the work gave up before."""
        self._go_on.set()
        qtbot.waitUntil(lambda: self.in_time is not None, timeout=60_000)
        QApplication.processEvents()
        assert self.in_time, "the window stood still until the work gave up"
