"""Before something is deleted the question asks why, too: one key for a usual reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox

from ledger_app.actions import edit_file
from tests.gui.frame import IGNORED, wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)

CHILD = "王𬱖"


@pytest.fixture
def contact(qtbot, window, ids):
    given = {"content": "家访", "contacted_on": "2026-11-20"}
    record = edit_file.add_record(window.session.ledger, "contact", ids[CHILD], given).record_id
    window.session.changed.emit(None)
    wait_free(qtbot, window)
    return record


def asked(qtbot, window):
    pane(window).show_tab("contact")
    pane(window).tab("contact").delete_chosen()
    box = window.findChild(QMessageBox)
    qtbot.waitUntil(box.isActiveWindow)
    return box


def why(window):
    return window.session.ledger.column("SELECT why FROM tombstone")


def test_a_usual_reason_is_one_key(qtbot, window, contact):
    box = asked(qtbot, window)
    assert [b.text() for b in box.buttons() if b.shortcut().toString()] == [
        "1 登记错了", "2 重复登记", "3 登记到别的孩子了",
    ]  # fmt: skip
    QTest.keyClick(box, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: why(window) == ["重复登记"])
    pane(window).show_tab("history")
    lines = pane(window).tab("history")._model
    assert "（原因：重复登记）" in lines.line(0).texts[-1]


def test_another_reason_is_typed_and_digits_in_it_are_no_key(qtbot, window, contact):
    box = asked(qtbot, window)
    field = box.findChild(QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, "2")
    assert field.text() == "2"
    field.setText("  家长说没有来过 ")
    next(b for b in box.buttons() if b.text() == "删除记录").click()
    assert why(window) == ["家长说没有来过"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_esc_leave_all_as_it_is(qtbot, window, contact, key):
    QTest.keyClick(asked(qtbot, window), key)
    assert why(window) == []


def test_whole_files_are_asked_for_with_reasons_of_their_own(qtbot, window, ids):
    page = window.pages.page("students")
    page.many.ask_delete()
    box = next(each for each in page.findChildren(QMessageBox) if each.isVisible())
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: why(window) == ["重复建档"])
