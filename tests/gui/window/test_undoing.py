"""Undo and redo show what they did: the child's line, its field, the list of several children."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.actions import due_list, edit_file
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.changes.revisions import revise
from tests.gui.children import fill
from tests.gui.frame import IGNORED, let_go, see

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
SATURDAY = datetime(2026, 11, 21, 9, 41, 7)


@pytest.fixture
def ids(ledger):
    ledger.clock = lambda: SATURDAY
    return fill(ledger)


@pytest.fixture
def window(ledger, ids, qtbot):
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.resize(1366, 768)
    window.show()
    window.opening.take(ledger)
    see()
    return window


def press(window, key):
    window.activateWindow()
    see()
    assert window.session.settle(10_000) is not False  # a page may still be reading
    QTest.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.ControlModifier)
    see()


def field_in_hand():
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldEditor):
        widget = widget.parentWidget()
    return widget.field.key if widget is not None else None


def save(window, child, table="student", record=None, **values):
    assert window.session.act(edit_file.save_fields, table, record or child, values)


@pytest.mark.parametrize("page", ["students", "print", "settings", "examination", "compare"])
def test_from_every_page_undo_and_redo_go_to_the_field_that_they_changed(window, ids, page):
    child, other = ids["王𬱖"], ids["陈㛃喆"]
    save(window, child, village_name="石门村")
    window.pages.show_page("students")
    window.pages.page("students").marked.go_to(other)
    window.pages.show_page(page)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        press(window, key)
        assert window.pages.key() == "students"
        assert window.pages.page("students").current_child() == child
        assert field_in_hand() == "village_name"
        window.pages.page("students").marked.go_to(other)
        window.pages.show_page(page)


def test_undo_goes_to_the_record_that_it_changed(window, ids):
    child = ids["王𬱖"]
    made = edit_file.add_record(
        window.session.ledger,
        "contact",
        child,
        {"contacted_on": "2026-11-20", "mode": "1", "place": "村口"},
    ).record_id
    window.session.changed.emit(frozenset({child}))
    save(window, child, "contact", made, place="家里")
    window.pages.show_page("print")
    press(window, Qt.Key.Key_Z)
    pane = window.pages.page("students").pane
    assert (pane.student_id(), pane.current_tab()) == (child, "contact")
    assert field_in_hand() == "place"

    press(window, Qt.Key.Key_Z)  # the contact itself: its tab, without it
    assert window.pages.page("students").pane.current_tab() == "contact"


def test_on_today_the_line_of_the_child_is_marked(window, ids):
    child = ids["李梓涵"]
    save(window, child, village_name="石门村")
    window.pages.show_page("today")
    page = window.pages.page("today")
    page.view.clearSelection()
    press(window, Qt.Key.Key_Z)
    assert window.pages.key() == "today"
    assert page.view.line().reminder.student == child


def test_on_today_the_line_whose_day_was_put_off_is_marked(window, ids):
    window.pages.show_page("today")
    page = window.pages.page("today")
    assert window.session.settle(10_000) is not False
    see()
    found = [page.model.line(page.model.index(row)) for row in range(page.model.rowCount())]
    lines = [line.reminder for line in found if line is not None and line.reminder.student]
    seen = set()
    later = [each for each in lines if each.student in seen or seen.add(each.student)]
    (second, *_) = [each for each in later if each.due_on]
    day = window.session.ledger.today() + timedelta(days=30)
    assert window.session.act(due_list.answer, second, "postponed", until=day)
    page.view.clearSelection()
    press(window, Qt.Key.Key_Z)
    marked = page.view.line().reminder
    assert (marked.student, marked.rule) == (second.student, second.rule)


def test_of_several_children_undo_says_how_many_and_who_and_lists_them(window, ids):
    with revise(window.session.ledger, "edit", "两人的村") as revision:
        for name in ("王𬱖", "陈㛃喆"):
            revision.update("student", ids[name], {"village_name": "石门村"})
    window.pages.show_page("print")
    press(window, Qt.Key.Key_Z)
    assert window.pages.key() == "print"
    said = window.messages._shown[0]
    assert "2 个孩子" in said.accessibleName()
    assert "王𬱖" in said.accessibleName()
    assert "陈㛃喆" in said.accessibleName()
    button = next(b for b in said.findChildren(QPushButton) if b.text() == "列出这 2 人")
    button.click()
    see()
    assert window.pages.key() == "students"
    assert window.pages.page("students").model.rowCount() == 2


def test_what_is_undone_of_a_school_goes_nowhere(window):
    made = edit_file.add_record(window.session.ledger, "school", None, {"name": "青山教学点"})
    window.session.changed.emit(None)
    assert made.record_id
    window.pages.show_page("settings")
    press(window, Qt.Key.Key_Z)
    assert window.pages.key() == "settings"
    assert "已撤销" in window.messages.texts()[0]
