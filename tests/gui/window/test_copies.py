"""A copy of a ledger in the window: it is read, and one button lets it go on."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QPushButton

from ledger_app import paths
from ledger_app.actions import edit_file
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.safety import copies
from tests.gui.frame import enter, let_go, wait_free


@pytest.fixture
def copied(qtbot, window, path):
    """Return a window that has just opened a copy of a ledger that was open before."""
    (paths.user_folder() / copies._KEPT_IN).unlink(missing_ok=True)
    window.leaving.close_ledger()
    wait_free(qtbot, window)
    copy = shutil.copyfile(path, path.with_name("福利镇 (1).ledger"))
    other = MainWindow()
    qtbot.addWidget(other, before_close_func=let_go)
    other.show()
    enter(other, copy)
    wait_free(qtbot, other)
    yield other
    (paths.user_folder() / copies._KEPT_IN).unlink(missing_ok=True)


def buttons(window) -> dict[str, QPushButton]:
    return {each.text(): each for each in window.messages.findChildren(QPushButton)}


def said(window) -> str:
    return "".join(shown.accessibleName() for shown in window.messages._shown)


def test_a_copy_asks_which_one_goes_on_and_is_read_meanwhile(copied, path):
    assert str(path) in said(copied)
    assert not copied.session.act(edit_file.add_student, {"name": "王一"})
    assert copied.screens.shows_ledger()
    buttons(copied)["用这一份继续"].click()
    assert copied.session.act(edit_file.add_student, {"name": "王一"})
    assert "一份拷贝" not in said(copied)


def test_a_copy_can_be_left_alone(qtbot, copied):
    buttons(copied)["不打开这一份"].click()
    qtbot.waitUntil(lambda: not copied.session.is_open, timeout=10_000)
    assert not copied.screens.shows_ledger()


def test_the_ledger_itself_asks_nothing(window):
    assert "一份拷贝" not in said(window)
