"""登记报到、点名 by keyboard alone: blank, initials, digits, Enter; the next class opens."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ledger_app.actions import edit_file
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.session import Session
from ledger_app.store.lists import places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FRIDAY = "2026-11-20"  # the clock stands at Saturday 2026-11-21
NAMES = {"1": ("李二", "王一", "赵涛"), "2": ("钱四",)}


@pytest.fixture
def school(ledger):
    """Return the class 三(1)班, with three children; 三(2)班 has one."""
    for number, names in NAMES.items():
        for name in names:
            given = {"name": name, "school": "福利镇中心小学", "grade": "3", "class_no": number}
            edit_file.add_student(ledger, given)
    return (edit_file.school_id(ledger, "福利镇中心小学"), "3", "1")


@pytest.fixture
def dialog(qtbot, ledger, school):
    session = Session()
    session.start(ledger)
    made = RollCallDialog(session, school)
    qtbot.addWidget(made)
    made.held_on.set_value(FRIDAY)
    made._choose()
    made.show()
    return made


def press(qtbot, dialog, *keys):
    for key in keys:
        qtbot.keyClick(dialog.view, key)


def shown(dialog):
    model = dialog.model
    return [model.data(model.index(row)).strip() for row in range(model.rowCount())]


def absences(dialog):
    ledger = dialog._session.ledger
    ids = ledger.column("SELECT id FROM student")
    rows = [row for found in places.absences(ledger, ids).values() for row in found]
    return [(row["from_on"], row["reason_given"], row["excused"], row["remark"]) for row in rows]


def test_a_class_where_everybody_is_there_takes_one_key(qtbot, dialog):
    assert dialog.said.text() == "福利镇中心小学三(1)班　应到 3　✓ 全部到"
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert (
        "已存：福利镇中心小学三(1)班 2026-11-20 点名：应到 3，到 3，全部到。" in dialog.note.text()
    )
    assert shown(dialog) == ["1 ✓ 钱四"]  # the next class
    assert dialog.said.text().startswith("福利镇中心小学三(2)班")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert "这所学校的班都登记完了" in dialog.note.text()


def test_initials_blank_and_digits(qtbot, dialog):
    press(qtbot, dialog, Qt.Key.Key_Z, Qt.Key.Key_Space)
    assert shown(dialog) == ["1 ✓ 李二", "2 ✓ 王一", "3 ✗ 赵涛  不明"]
    press(qtbot, dialog, Qt.Key.Key_1)
    assert shown(dialog)[2] == "3 ✗ 赵涛  病假"
    dialog.view.setCurrentIndex(dialog.model.index(0))
    press(qtbot, dialog, Qt.Key.Key_6)
    assert dialog.said.text() == "福利镇中心小学三(1)班　应到 3　到 1　未到 2"
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert sorted(absences(dialog)) == [(FRIDAY, "1", "1", None), (FRIDAY, "6", "0", None)]
    assert "未到的 2 人登记了缺勤，今天联系" in dialog.note.text()


def test_what_the_parents_said_is_kept(qtbot, dialog):
    press(qtbot, dialog, Qt.Key.Key_Space)
    dialog.reason.note.setFocus()
    qtbot.keyClick(dialog.reason.note, Qt.Key.Key_End)
    dialog.reason.note.setText("家长说周三来")
    qtbot.keyClick(dialog.reason.note, Qt.Key.Key_Return)
    assert shown(dialog)[0] == "1 ✗ 李二  不明 家长说周三来"
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert absences(dialog) == [(FRIDAY, "7", "0", "家长说周三来")]


@pytest.mark.parametrize("size", [(930, 600), (800, 470)])
def test_a_reason_is_read_whole_where_a_class_leaves_room_and_moves_no_name(dialog, qtbot, size):
    dialog.resize(*size)
    qtbot.wait(1)
    rows = [dialog.model.index(row) for row in range(dialog.model.rowCount())]
    before = [dialog.view.visualRect(index) for index in rows]
    dialog.model.set_why(rows[0], Absent("1", "2026-12-04", "发烧住院，家长说下周来"))
    assert [dialog.view.visualRect(index) for index in rows] == before
    needed = dialog.view.fontMetrics().horizontalAdvance(dialog.model.data(rows[0]))
    assert needed < before[0].width()
    assert not dialog.view.horizontalScrollBar().isVisible()


def test_what_was_registered_is_shown_and_replaced(qtbot, dialog, school):
    press(qtbot, dialog, Qt.Key.Key_Space, Qt.Key.Key_Return)
    dialog.place.setCurrentIndex(0)
    dialog._choose()
    assert shown(dialog)[0] == "1 ✗ 李二  不明"
    assert "已经登记过（到 2）" in dialog.note.text()
    dialog.everybody.click()
    dialog.save.click()
    assert absences(dialog) == []
    ledger = dialog._session.ledger
    assert [row["present"] for row in places.roll_calls(ledger, FRIDAY, school)] == [3]


def test_only_who_is_missing(qtbot, dialog):
    press(qtbot, dialog, Qt.Key.Key_Space)
    dialog.only.setChecked(True)
    assert shown(dialog) == ["1 ✗ 李二  不明"]
    dialog.only.setChecked(False)
    assert len(shown(dialog)) == 3


def test_a_day_without_school_says_so_and_saves_nothing(qtbot, dialog):
    dialog.held_on.set_value("2026-11-15")
    dialog._choose()
    assert "2026-11-15 不上课，没有登记" in dialog.note.text()
    assert not dialog.save.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert places.roll_calls(dialog._session.ledger, "2026-11-15") == []


def test_ticks_that_were_not_saved_are_asked_about(qtbot, dialog):
    press(qtbot, dialog, Qt.Key.Key_Space)
    dialog.reject()
    assert dialog.isVisible()
    (box,) = dialog.findChildren(QMessageBox)
    assert box.text() == "福利镇中心小学三(1)班还没有存。"
    next(each for each in box.buttons() if each.text() == "不存").click()
    assert not dialog.isVisible()


def test_an_empty_ledger_says_what_to_do(qtbot, ledger):
    session = Session()
    session.start(ledger)
    made = RollCallDialog(session)
    qtbot.addWidget(made)
    assert "导入花名册" in made.note.text()
    assert not made.save.isEnabled()
    assert made._session.ledger.today() == date(2026, 11, 21)


def test_what_an_absence_would_change_is_said_before_it_is_saved(qtbot, dialog):
    assert dialog.consequence.isHidden()
    press(qtbot, dialog, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "人" in dialog.consequence.text())
    assert dialog.consequence.text().startswith("→ ")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.consequence.isHidden()
