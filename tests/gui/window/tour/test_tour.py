"""The tour: by keys alone in the real window, left and taken up, never in a real ledger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.kit import user_settings
from ledger_app.gui.window.tour import tour as tour_module
from tests.gui.frame import IGNORED, enter, unlock, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(tour_module, "LOOK", 15)
    monkeypatch.setattr(tour_module, "PAUSE", 15)


@pytest.fixture
def in_demo(monkeypatch):
    monkeypatch.setattr(user_settings, "is_demo", lambda path: True)


@pytest.fixture
def keys(window):
    return CountedKeys(window)


@pytest.fixture
def begun(window, in_demo):
    window.window_actions["tour"].trigger()
    return window.tour


@pytest.fixture
def comes_to(qtbot, window):
    """Wait until a step is in sight, and the window at rest."""

    def wait(key):
        qtbot.waitUntil(lambda: step(window) == key, timeout=20_000)
        wait_free(qtbot, window)
        window.activateWindow()  # no desktop gives it back after a dialog
        qtbot.waitUntil(window.isActiveWindow)

    return wait


def step(window):
    tour = window.tour
    return tour._steps[tour._at].key if tour._goes_on else ""


def button(window, text):
    return next(each for each in window.findChildren(QPushButton) if each.text() == text)


def test_each_step_goes_on_when_it_was_done_by_its_keys(qtbot, window, begun, keys, comes_to):
    assert step(window) == "today"
    keys.press("Ctrl+1")
    wait_free(qtbot, window)
    QTest.qWait(150)
    assert step(window) == "today"  # coming to the page is not walking through its lines
    keys.press("↓")
    comes_to("call")
    keys.press("Ctrl+J", "2", "2", "2")
    keys.write("父亲说过三天送来。").press("Tab", "+", "3", "Ctrl+Enter")
    comes_to("search")
    keys.press("F3").write("wang")
    comes_to("phone")
    keys.press("Ctrl+T").write("13800000009").press("Ctrl+Enter")
    comes_to("new_file")
    keys.press("Ctrl+N").write("陈小丁").press("Ctrl+Enter")
    comes_to("undo")
    keys.press("Ctrl+Z")
    comes_to("board")
    keys.press("F7")
    comes_to("print")
    keys.press("Ctrl+P")
    wait_free(qtbot, window)
    window.pages.page("print").list.setFocus()
    keys.press("↓")
    comes_to("help")
    keys.press("Ctrl+2", "Esc", "Enter")
    keys.press("F1")
    comes_to("lock")
    window.help.shown().close()
    keys.press("Ctrl+L")
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=20_000)
    assert window.screens.shows_unlock()
    assert window.tour.panel.isHidden()
    unlock(qtbot, window)
    assert "自己的台账" in window.tour.panel.title()
    window.tour.leave()
    window.window_actions["tour"].trigger()
    assert step(window) == "today"


def test_what_was_done_before_a_step_is_not_taken_for_it(window, begun, comes_to):
    window.pages.page("students").bar.box.setText("wang")
    window.tour.panel.on.emit()
    window.tour.panel.on.emit()
    assert step(window) == "search"
    QTest.qWait(150)
    assert step(window) == "search"
    window.pages.page("students").bar.box.setText("chen")
    comes_to("phone")


def test_left_it_goes_on_where_it_was_and_after_a_lock_too(qtbot, window, begun):
    button(window, "跳过").click()
    button(window, "跳过").click()
    button(window, "上一步").click()
    button(window, "离开").click()
    assert window.tour.panel.isHidden()
    window.window_actions["tour"].trigger()
    assert step(window) == "call"
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=20_000)
    assert window.screens.shows_unlock()
    assert window.tour.panel.isHidden()
    unlock(qtbot, window)
    assert step(window) == "call"
    assert window.tour.panel.isVisible()


def test_asked_for_again_its_buttons_have_the_keyboard(window, begun):
    window.activateWindow()
    window.window_actions["tour"].trigger()
    assert QApplication.focusWidget() is button(window, "跳过")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert step(window) == "call"


def test_in_ones_own_ledger_it_does_not_begin_and_offers_the_demo(window, monkeypatch):
    wanted = []
    monkeypatch.setattr(window.opening, "demo_instead", lambda: wanted.append(True))
    window.window_actions["tour"].trigger()
    assert window.tour.panel.isHidden()
    assert "演示台账" in window.messages.texts()[-1]
    button(window, "打开演示").click()
    assert wanted


def test_the_offer_closes_the_ledger_opens_the_demo_and_begins(qtbot, window, monkeypatch):
    demo, made = window.session.ledger.path, []
    window.window_actions["tour"].trigger()
    monkeypatch.setattr(window.opening, "demo", lambda: made.append(window.session.is_open))
    button(window, "打开演示").click()
    qtbot.waitUntil(lambda: made == [False], timeout=20_000)
    monkeypatch.setattr(user_settings, "is_demo", lambda path: path == demo)
    enter(window, demo)
    assert step(window) == "today"
