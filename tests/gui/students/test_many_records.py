"""One record typed once for several children: a class that graduates, leaves, transfers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import undo_revision
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.gui.students.many_records import ManyRecordsDialog, offered_tables
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(ledger, qtbot):
    fill(ledger)
    made = StudentsPage(started(ledger))
    qtbot.addWidget(made)
    made.resize(1220, 680)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def dialog(page):
    page.view.selectAll()
    page.many.ask_records()
    return page.findChild(ManyRecordsDialog)


def count(ledger, table):
    return ledger.value(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL")


def put(dialog, key, text):
    editor = dialog.form.editor(key)
    editor.focus_editor()
    editor.put_typed(text)
    return editor.commit()


def test_a_class_graduates_with_one_record_and_it_is_undone_at_once(page, ledger, dialog):
    assert put(dialog, "kind", "毕业")
    assert put(dialog, "changed_on", "2026-07-01")
    assert put(dialog, "paper_no", "毕业生名册 3 号")
    dialog.accept()
    assert count(ledger, "register_change") == 6
    assert page.list.told_text().startswith("给 6 人各登记了一条学籍异动")
    page._session.act(undo_revision.undo)
    assert count(ledger, "register_change") == 0


def test_the_kind_of_record_is_chosen_by_the_keyboard(page, ledger, dialog, qtbot):
    dialog.tables.setFocus()
    dialog.tables.selectAll()
    qtbot.keyClicks(dialog.tables, "zwjd")
    qtbot.keyClick(dialog.tables, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.tables, Qt.Key.Key_Return)
    assert dialog.form.table.key == "elsewhere"
    dialog.tables.setFocus()
    dialog.tables.selectAll()
    qtbot.keyClicks(dialog.tables, "xxhx")
    qtbot.keyClick(dialog.tables, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.tables, Qt.Key.Key_Return)
    assert dialog.form.table.key == "leave"
    assert dialog.form.isVisible()
    assert dialog.form.editor("kind").isVisible()
    assert put(dialog, "kind", "休学")
    assert put(dialog, "to_on", "2026-01-01")
    assert "早于“开始日期”" in dialog.form.editor("to_on").problem()[0]
    dialog.accept()
    assert count(ledger, "leave") == 6


def test_what_cannot_be_kept_is_not_written_for_anybody(page, ledger, dialog):
    dialog.choose_table("elsewhere")
    assert put(dialog, "from_on", "")
    dialog.accept()
    assert dialog.isVisible()  # nothing is filled in
    assert not put(dialog, "from_on", "下个星期的哪一天吧")
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()
    assert count(ledger, "elsewhere") == 0


def test_what_is_one_childs_alone_is_not_offered():
    offered = {table.key for table in offered_tables()}
    assert {"register_change", "leave", "elsewhere", "home_teaching"} <= offered
    assert not offered & {"family_member", "dropout", "relocation", "placement", "unlisted"}
    assert offered <= {table.key for table in CHILD_TABLES}
