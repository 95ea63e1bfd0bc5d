"""The usual office screen, 1,366 × 768, at 150 %: about 910 × 440 pixels for the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QScrollArea, QTabWidget, QToolButton

from ledger_app.gui.entry.new_ledger import NewLedgerDialog
from ledger_app.gui.entry.recovery_dialog import RecoveryDialog
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.students.page import StudentsPage
from ledger_app.gui.window.afterwards.revisions_dialog import RevisionsDialog
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.side_bar import WIDTH, SideBar
from tests.gui.frame import IGNORED
from tests.gui.real_window import at_child

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
SIZE = (910, 440)


@pytest.fixture
def child(path, ids):
    return path, ids["王𬱖"]


@pytest.fixture
def window(qtbot, qapp, child, monkeypatch):
    monkeypatch.setattr(user_settings, "_is_small_screen", lambda: False)
    theme.apply_theme(qapp, dark=False)
    window = at_child(qtbot, *child)
    window.resize(*SIZE)
    return window


@pytest.fixture
def pane(window):
    return window.findChild(StudentsPage).pane


def whole_fields(tab):
    """Return the fields of a form that are wholly in sight."""
    form = tab.kept_form().form
    seen = form.findChild(QScrollArea).viewport()
    found = []
    for key in form._visible_keys():
        entry = form.editor(key).entry()
        top = entry.mapTo(seen, QPoint(0, 0)).y()
        if top >= 0 and top + entry.height() <= seen.height():
            found.append(key)
    return found


def test_every_page_fits_and_the_status_line_stays_in_sight(window, qtbot):
    for key in ("today", "students", "print", "settings"):
        window.pages.show_page(key)
        qtbot.waitUntil(lambda: not window.session.is_busy)
        assert (window.width(), window.height()) == SIZE, key
        line = window.status
        assert line.mapTo(window, QPoint(0, line.height())).y() <= window.height(), key
        page = window.pages.page(key)
        assert page.minimumSizeHint().height() <= page.height(), key


def test_the_lock_can_be_made_as_low_with_code_and_error(qtbot, child, monkeypatch):
    monkeypatch.setattr(user_settings, "_is_small_screen", lambda: False)
    window = MainWindow()
    qtbot.addWidget(window)
    window.screens.show_unlock(child[0])
    window.screens.unlock.show_failure("打不开。" * 20, "请再输一次口令。" * 10)
    window.screens.unlock._turn_code()
    window.show()
    window.resize(*SIZE)
    assert window.height() == SIZE[1]
    assert window.screens.unlock.minimumSizeHint().height() <= window.screens.unlock.height()


@pytest.mark.parametrize(("height", "least"), [(440, 2), (492, 3)])
@pytest.mark.parametrize("key", ["dropout", "relocation"])
def test_a_record_shows_several_fields_at_a_time(window, pane, qtbot, key, height, least):
    window.resize(SIZE[0], height)
    pane.new_record(key)
    tab = pane.tab(key)
    qtbot.waitUntil(lambda: len(whole_fields(tab)) >= least)
    for _ in range(4):  # each field on the way is seen whole, with its neighbours
        tab.kept_form().form.editor(key_of_focus(tab)).go_on.emit(1)
        assert key_of_focus(tab) in whole_fields(tab)


def test_a_form_that_gets_higher_shows_the_field_before_as_well(window, pane, qtbot):
    pane.new_record("contact")
    tab = pane.tab("contact")
    assert key_of_focus(tab) == "purpose"
    tab.kept_form().form._scroll.verticalScrollBar().setValue(
        tab.kept_form().form.editor("purpose").y()
    )
    window.resize(1366, 740)
    qtbot.waitUntil(lambda: {"contacted_on", "purpose"} <= set(whole_fields(tab)))


def key_of_focus(tab):
    form = tab.kept_form().form
    return next(k for k in form._visible_keys() if form.editor(k).entry().hasFocus())


def test_a_page_and_its_count_are_read_whole_in_large_text(window, qapp, qtbot):
    side = window.findChild(SideBar)
    side.show_count("today", 128)
    theme.apply_theme(qapp, dark=False, text_size=6)
    buttons = side.findChildren(QToolButton)
    try:
        qtbot.waitUntil(lambda: all(each.width() >= each.sizeHint().width() for each in buttons))
        assert side.width() > WIDTH
    finally:
        theme.apply_theme(qapp, dark=False)


def test_all_tabs_of_a_file_stand_side_by_side(pane):
    bar = pane.findChild(QTabWidget).tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_the_button_that_an_empty_table_speaks_of_has_its_words(pane):
    pane.show_tab("placement")
    tab = pane.tab("placement")
    texts = [each.text() for each in tab.findChildren(QPushButton)]
    assert "新增复学安置" in texts


def test_dialogs_of_a_first_day_have_their_buttons_on_the_screen(window, qtbot):
    session = window.session
    sheet = RecoveryDialog(session, window)
    sheet._show_codes()
    for dialog in (NewLedgerDialog(session, window), sheet, RevisionsDialog(session, window)):
        dialog.show()
        qtbot.waitUntil(dialog.isVisible)
        assert max(dialog.height(), dialog.minimumSizeHint().height()) <= SIZE[1], dialog
        last = max(dialog.findChildren(QPushButton), key=lambda each: each.geometry().bottom())
        assert last.mapTo(dialog, last.rect().bottomLeft()).y() < SIZE[1]
        dialog.reject()


@pytest.mark.parametrize("height", [440, 492])
@pytest.mark.parametrize("given", [{}, {"purpose": "1"}])
def test_what_is_filled_in_already_is_in_sight_and_the_cursor_where_a_look_is_needed(
    window, pane, qtbot, ids, height, given
):
    window.resize(SIZE[0], height)
    pane.new_record("contact", given)
    tab = pane.tab("contact")
    form = tab.kept_form().form
    assert form.editor("mode").value()  # as it was the last time: to be looked at
    qtbot.waitUntil(lambda: {"contacted_on", "purpose", "mode"} <= set(whole_fields(tab)))
    assert key_of_focus(tab) == ("mode" if given else "purpose")


def test_the_table_comes_back_once_the_new_record_is_there(window, pane, qtbot):
    pane.new_record("contact")
    tab = pane.tab("contact")
    assert tab._view.isHidden()
    tab.kept_form().form.editor("place").put_typed("家里")
    assert tab.commit_pending() == []
    qtbot.waitUntil(lambda: not tab._view.isHidden())
    assert not tab._add.isHidden()
