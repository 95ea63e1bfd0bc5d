"""A morning with interruptions: the lock comes in the middle of typing, and an undo goes back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from ledger_app.bench.keys.counted_keys import CountedKeys, settle
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from ledger_app.gui.today.answer_dialog import AnswerDialog
from tests.gui.frame import IGNORED, see, unlock, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def keys(window):
    settle()
    return CountedKeys(window)


def shown(window, kind):
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    return found[-1] if found else None


def lock(qtbot, window):
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    assert shown(window, QDialog) is None  # nothing of a child can be read


def back(qtbot, window):
    unlock(qtbot, window)
    wait_free(qtbot, window)
    settle()


def today(qtbot, window):
    window.pages.show_page("today")
    wait_free(qtbot, window)
    see()
    page = window.pages.page("today")
    page.view.setFocus()
    return page


def test_a_new_file_half_typed_is_there_again_after_the_lock(qtbot, window, keys):
    keys.press("Ctrl+N").write("赵小禾")
    keys.press("Enter").write("5299011")
    before = shown(window, NewFileDialog).page.typed_texts()
    assert before["name"] == "赵小禾"
    lock(qtbot, window)
    back(qtbot, window)
    again = shown(window, NewFileDialog)
    assert again.page.typed_texts() == before
    keys.press("Esc", "Esc")  # still asked about, as if nothing had come between
    assert again.isVisible()


def test_a_lock_with_another_ledger_after_it_brings_nothing_back(qtbot, window, keys):
    keys.press("Ctrl+N").write("赵小禾")
    lock(qtbot, window)
    window.pages.discard()  # as where another ledger is opened, or a backup put in its place
    back(qtbot, window)
    assert shown(window, NewFileDialog) is None


def test_a_roll_call_half_ticked_is_there_again(qtbot, window, keys):
    window.pages.call_roll()
    dialog = shown(window, RollCallDialog)
    dialog.by.setText("周老师")
    lock(qtbot, window)
    back(qtbot, window)
    assert shown(window, RollCallDialog) is dialog
    assert dialog.by.text() == "周老师"


def test_another_day_half_typed_is_there_again_and_hears_no_wrong_password(qtbot, window, keys):
    page = today(qtbot, window)
    page.acting.by_key["postpone"].trigger()
    dialog = shown(window, AnswerDialog)
    lock(qtbot, window)
    window.session.failed.emit("口令不对。", "")
    back(qtbot, window)
    assert shown(window, AnswerDialog) is dialog
    assert not dialog.problem.isVisible()


def test_full_numbers_are_masked_again(qtbot, window, keys):
    today(qtbot, window)
    keys.press("Ctrl+J")
    dialog = shown(window, ContactDialog)
    dialog.numbers.reveal.click()
    assert not any("****" in each.name for each in dialog.numbers.choice._choices)
    lock(qtbot, window)
    back(qtbot, window)
    assert all("****" in each.name for each in dialog.numbers.choice._choices)


def test_today_stands_at_the_same_line_after_the_lock(qtbot, window, keys):
    page = today(qtbot, window)
    keys.press("Down", "Down")
    before = page.view.keys()
    lock(qtbot, window)
    back(qtbot, window)
    assert page.view.keys() == before


def test_an_undo_goes_back_to_the_line_it_brought_back(qtbot, window, keys):
    page = today(qtbot, window)
    line = page.view.keys()
    keys.press("Ctrl+J", "Up", "1", "2", "2", "7", "Ctrl+Return")
    assert shown(window, ContactDialog) is None
    assert page.view.keys() != line
    keys.press("Ctrl+Z")
    assert page.view.line().reminder.student == line[0][1]


def test_the_list_is_that_of_the_sentence_again_after_the_lock(qtbot, window, keys):
    page = window.pages.page("students")
    keys.press("Ctrl+F").write("男").press("Enter")
    page.views.show_name("男生")
    page.focus_list()
    listed, all_of_them = page.model.rowCount(), page._count
    assert 0 < listed < all_of_them
    lock(qtbot, window)
    assert page.model.rowCount() == 0
    back(qtbot, window)
    assert (page.model.rowCount(), page.views.name()) == (listed, "男生")
    assert page.bar.filters()
