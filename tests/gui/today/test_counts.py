"""The count beside 今日 is right after every change, over midnight, wherever one is."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.today import counts
from ledger_app.bench.keys.counted_keys import CountedKeys, settle
from ledger_app.gui.today import reading
from ledger_app.gui.window.main_window import MainWindow
from tests.gui.frame import enter, let_go, unlock, wait_free
from tests.gui.today.conftest import SATURDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MONDAY = datetime(2026, 11, 23, 0, 0, 9)


@pytest.fixture
def hurry(monkeypatch):
    """Let clock and quiet last no longer than a test."""
    monkeypatch.setattr(reading, "QUIET_MS", 1)
    monkeypatch.setattr(reading, "CLOCK_MS", 20)


@pytest.fixture
def elsewhere(qtbot, path, monkeypatch, hurry):
    """Return a window on which another page is in sight and 今日 was never shown."""
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    window.pages._key = "print"
    monkeypatch.setattr(window.pages, "discard", lambda: None)  # which would begin with 今日
    enter(window, path)
    window.session.ledger.clock = lambda: SATURDAY
    window.session.changed.emit(None)
    wait_free(qtbot, window)
    return window


def beside(window):
    text = window.pages._side._buttons["today"].text()
    return int(text.split()[-1]) if " " in text else 0


def right(window):
    return counts.count(window.session.ledger).due


def test_it_is_there_before_today_was_ever_opened(elsewhere, qtbot):
    assert right(elsewhere) > 0
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    assert elsewhere.pages.key() == "print"
    assert "一个孩子同一件事算一条" in elsewhere.pages._side._buttons["today"].toolTip()


def test_it_follows_a_record_its_undo_and_its_redo(elsewhere, qtbot):
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    before = beside(elsewhere)
    child = elsewhere.session.ledger.value("SELECT id FROM student WHERE name = '赵国庆'")
    given = {"confirmed_on": "2026-10-12"}
    elsewhere.session.act(edit_file.add_record, "dropout", child, given)
    assert right(elsewhere) != before
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    elsewhere.session.act(undo_revision.undo)
    qtbot.waitUntil(lambda: beside(elsewhere) == before)
    elsewhere.session.act(undo_revision.redo)
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere) != before)


def test_left_open_over_midnight_it_changes_without_a_click(elsewhere, qtbot):
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    before = beside(elsewhere)
    elsewhere.session.ledger.clock = lambda: MONDAY
    assert right(elsewhere) != before  # what was due soon is due now
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))


def test_a_clock_that_is_set_back_counts_again(elsewhere, qtbot):
    elsewhere.session.ledger.clock = lambda: MONDAY
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    later = beside(elsewhere)
    elsewhere.session.ledger.clock = lambda: SATURDAY
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere) != later)


def test_after_sleep_it_is_right_as_soon_as_somebody_comes_back(elsewhere, qtbot):
    page = elsewhere.pages.page("today")
    page.reading._clock.stop()  # it slept
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    elsewhere.session.ledger.clock = lambda: MONDAY
    app = QGuiApplication.instance()
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))


def test_today_itself_changes_over_midnight_while_it_is_looked_at(elsewhere, qtbot):
    elsewhere.pages.show_page("today")
    page = elsewhere.pages.page("today")
    assert page.head.day.text().startswith("11月21日")
    elsewhere.session.ledger.clock = lambda: MONDAY
    qtbot.waitUntil(lambda: page.head.day.text().startswith("11月23日"))
    assert beside(elsewhere) == right(elsewhere)


def test_head_and_side_bar_and_shell_say_the_same(elsewhere, qtbot):
    elsewhere.pages.show_page("today")
    page = elsewhere.pages.page("today")
    numbers = {text.split()[1]: int(text.split()[-1]) for text in page.head.sums.texts()}
    assert numbers["超期"] + numbers.get("今天", 0) == beside(elsewhere) == right(elsewhere)


def test_it_is_right_again_after_the_lock(elsewhere, qtbot):
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere))
    elsewhere.leaving.lock()
    qtbot.waitUntil(lambda: not elsewhere.session.is_open, timeout=60_000)
    unlock(qtbot, elsewhere)
    qtbot.waitUntil(lambda: beside(elsewhere) == right(elsewhere), timeout=20_000)


def test_f3_goes_to_all_students_and_ctrl_f_stays_on_today(elsewhere):
    elsewhere.pages.show_page("today")
    elsewhere.activateWindow()
    settle()
    keys = CountedKeys(elsewhere)
    keys.press("Ctrl+F")
    assert elsewhere.pages.page("today").looking.box.hasFocus()
    keys.press("F3")
    assert elsewhere.pages.key() == "students"
    assert elsewhere.pages.page("students").bar.box.hasFocus()
