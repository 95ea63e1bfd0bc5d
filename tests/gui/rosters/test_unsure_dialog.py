"""Rows that wait are decided from 今日: what was answered is written, once, and can be undone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import due_list, edit_file, undo_revision
from ledger_app.gui.rosters.unsure_dialog import UnsureDialog
from ledger_app.gui.today.line_dialogs import line_dialog
from ledger_app.store.changes.revisions import revise
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
NAMES = ("王小明", "李雨涵")


@pytest.fixture
def children(ledger):
    """Two children, and a row of each one's name that waits."""
    ids = []
    for name in NAMES:
        child = edit_file.add_student(ledger, {"name": name, "sex": "1", "village_name": "清泉村"})
        told = {
            "values": {"name": name, "village_name": "联合村", "phone": "13800001111"},
            "members": [{"name": "李大山", "relation": "51"}],
        }
        values = {
            "listed_on": "2026-11-21", "source": "低保名单.xlsx", "sheet": "名单", "row_no": 4,
            "name": name, "row_key": f"key-{name}", "candidates": child.record_id,
            "told": json.dumps(told, ensure_ascii=False),
        }  # fmt: skip
        with revise(ledger, "import", "名单") as revision:
            revision.insert("unsure_row", values)
        ids.append(child.record_id)
    return ids


@pytest.fixture
def dialog(qtbot, ledger, children):
    dialog = UnsureDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog, qtbot, key):
    qtbot.keyClick(dialog.pane.table, key)


def phone(ledger, child):
    return ledger.value("SELECT phone FROM student WHERE id = ?", [child])


def test_the_line_of_today_opens_them_with_the_facts(qtbot, ledger, dialog):
    (line,) = [each for each in due_list.due(ledger) if each.rule == "unsure_rows"]
    opened = line_dialog(started(ledger), line, dialog)
    assert isinstance(opened, UnsureDialog)
    assert "是不是 王小明？" in dialog.pane.who.text()
    assert "清泉" in dialog.pane.differing.text()
    assert "联合" in dialog.pane.differing.text()


def test_the_same_child_gets_what_its_file_lacks(qtbot, ledger, children, dialog):
    press(dialog, qtbot, Qt.Key.Key_1)
    assert phone(ledger, children[0]) == "13800001111"
    assert ledger.value("SELECT village_name FROM student WHERE id = ?", [children[0]]) == "清泉村"
    assert dialog.pane.table.currentIndex().row() == 1
    undo_revision.undo(ledger)
    assert phone(ledger, children[0]) is None


def test_another_child_gets_a_file_of_its_own(qtbot, ledger, children, dialog):
    press(dialog, qtbot, Qt.Key.Key_2)
    names = ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")
    assert names == [*NAMES, NAMES[0]]
    assert phone(ledger, children[0]) is None


def test_what_is_decided_can_be_answered_no_second_time_here(qtbot, ledger, children, dialog):
    press(dialog, qtbot, Qt.Key.Key_1)
    dialog.pane.table.go_to(0)
    before = ledger.revision_count
    press(dialog, qtbot, Qt.Key.Key_2)
    assert ledger.revision_count == before
    assert not dialog.pane.buttons[1].isEnabled()


def test_what_is_put_off_waits_and_can_be_decided(qtbot, ledger, children, dialog):
    press(dialog, qtbot, Qt.Key.Key_3)
    dialog.pane.table.go_to(0)
    press(dialog, qtbot, Qt.Key.Key_1)
    assert phone(ledger, children[0]) == "13800001111"


def test_what_cannot_be_written_is_said_and_stays_open(qtbot, ledger, children, dialog):
    edit_file.delete_students(ledger, [children[0]])
    press(dialog, qtbot, Qt.Key.Key_1)
    assert "不在台账里" in dialog.pane.said.text()
    assert dialog.pane.rows.index(0, 2).data() == "还没有答复"


def test_after_the_last_answer_enter_closes(qtbot, ledger, children, dialog):
    press(dialog, qtbot, Qt.Key.Key_2)
    assert dialog.pane.table.hasFocus()
    press(dialog, qtbot, Qt.Key.Key_2)
    assert dialog.close_button.hasFocus()
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_how_a_file_came_to_be_is_no_difference(dialog):
    sides = dialog.pane.sides
    labels = [sides.line(row).texts[0] for row in range(sides.rowCount())]
    assert labels[0] == "姓名"
    assert not {"纳入来源", "档案编号", "建档日期"} & set(labels)
