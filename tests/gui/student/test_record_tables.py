"""Every record table in the window: its tab, its menu entry, the time line, what 今日 opens."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file, undo_revision
from ledger_app.catalogue import CHILD_TABLES, FILE_TABLES, Kind
from ledger_app.domain.reminding.likely_work import likely_text
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.gui.kit.menu_action import Menu
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.gui.student.records_tab import RecordsTab
from ledger_app.gui.student.tabs import TABS
from ledger_app.gui.students.page import StudentsPage
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists.student_files import load_file
from tests.data.keep_release import filled
from tests.gui.children import fill, show, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
EVERY = [pytest.param(table, id=table.key) for table in CHILD_TABLES]
TEXTS = {Kind.TEXT, Kind.NAME, Kind.LONG_TEXT}
NAME = "赵国庆"  # a child without any record


@pytest.fixture
def student(ledger):
    return fill(ledger)[NAME]


@pytest.fixture
def page(ledger, student, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_student(ShowStudent(student))
    return page


@pytest.fixture
def pane(ledger, student, qtbot):
    pane = StudentPane(started(ledger), CurrentChild())
    qtbot.addWidget(pane)
    show(pane, student)
    return pane


def begin(page, table) -> RecordsTab:
    """Choose the menu entry that begins a record."""
    (action,) = [each for each in page.page_actions() if each.entry.key == f"new_{table.key}"]
    assert action.entry.menu is Menu.RECORD
    action.trigger()
    return page.pane.tab_shown()


def test_the_tabs_stand_in_the_order_of_the_tables(pane):
    bar = pane._book.tabBar()
    assert [bar.tabText(at) for at in range(bar.count())] == list(TABS.values())
    keys = [key for key in TABS if key in {table.key for table in CHILD_TABLES}]
    assert keys == [table.key for table in CHILD_TABLES]
    assert next(iter(TABS)) == "student"
    assert list(TABS)[-1] == "history"


@pytest.mark.parametrize("table", EVERY)
def test_a_tab_opens_and_counts_its_records(pane, ledger, student, table):
    edit_file.add_record(ledger, table.key, student, filled(table, ""))
    pane.reload()
    pane.show_tab(table.key)
    shown = pane.tab_shown()
    assert isinstance(shown, RecordsTab)
    assert shown.table is table
    assert shown._model.rowCount() == 1
    assert pane._book.tabBar().tabText(list(TABS).index(table.key)) == f"{table.tab} 1"


@pytest.mark.parametrize("table", EVERY)
def test_the_menu_begins_a_record_that_is_kept_with_its_first_field(
    page, ledger, student, table, qtbot
):
    tab = begin(page, table)
    assert tab.table is table
    form, first = tab._kept.form, dict(table.first)
    filled_in = {each.key for each in table.fields if form.editor(each.key).value()}
    assert filled_in <= first.keys()
    plain = (f for f in table.fields if f.kind in TEXTS and not f.sensitive)
    text = next(f for f in plain if f.key not in first)
    form.focus_field(text.key)
    event = QInputMethodEvent()
    event.setCommitString("一个字")
    QApplication.sendEvent(QApplication.focusWidget(), event)
    tab.commit_pending()
    (row,) = load_file(ledger, student).of(table.key)
    assert row[text.key] == "一个字"
    assert {key for key in first if row[key]} == filled_in
    undo_revision.undo(ledger)
    page.pane.reload()
    assert tab._model.rowCount() == 0


@pytest.mark.parametrize("table", EVERY)
def test_the_time_line_shows_a_record_and_goes_to_it(pane, ledger, student, table):
    record = edit_file.add_record(ledger, table.key, student, filled(table, "")).record_id
    pane.reload()
    pane.show_tab("story")
    story = pane.tab("story")
    lines = [at for at, each in enumerate(story._events) if each.table == table.key]
    assert bool(lines) == bool(table.begins)
    for at in lines:
        story._view.doubleClicked.emit(story._model.index(at + len(story._due), 0))
        assert pane.current_tab() == table.key
        assert pane.tab(table.key)._kept.record_id() == record


@pytest.mark.parametrize("table", EVERY)
def test_a_reminder_opens_a_record_of_any_table(pane, student, table):
    said = dict.fromkeys(("rule", "label", "due_on", "who", "action", "reason"), "一件事")
    reminder = Reminder(**said, student=student, name=NAME, state="today", days=0, opens=table.key)
    assert likely_text(reminder) == (table.work or f"填{table.label}")
    asked = []
    pane.contact_wanted.connect(asked.append)
    pane.open_reminder(reminder)
    if table.key == "contact":  # in the short form
        assert asked == [(reminder,)]
        return
    shown = pane.tab_shown()
    assert shown.table is table
    assert shown._kept.is_draft()


TOLD_FROM_ABOVE = [
    pytest.param(table, id=table.key) for table in FILE_TABLES if table not in CHILD_TABLES
]


@pytest.mark.parametrize("table", TOLD_FROM_ABOVE)
def test_what_the_unit_above_says_of_a_file_is_told_among_all_that_happened(
    pane, ledger, student, table
):
    with revise(ledger, "edit", "移交") as revision:
        record = revision.insert(table.key, filled(table, ""), student_id=student)
    pane.reload()
    said = dict.fromkeys(("rule", "label", "due_on", "who", "action", "reason"), "一件事")
    reminder = Reminder(
        **said, student=student, name=NAME, state="today", days=0, opens=table.key, record=record
    )
    assert likely_text(reminder) == (table.work or f"填{table.label}")
    pane.open_reminder(reminder)
    assert pane.current_tab() == "story"
    story = pane.tab("story")
    lines = [at for at, each in enumerate(story._events) if each.table == table.key]
    assert lines
    story._view.doubleClicked.emit(story._model.index(lines[0] + len(story._due), 0))
    assert pane.current_tab() == "story"  # it has no tab of its own
