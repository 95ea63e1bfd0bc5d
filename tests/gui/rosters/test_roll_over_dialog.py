"""A new school year is looked at by keyboard before it is written, child by child."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import edit_file
from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import started
from tests.ledgers import Clock, open_again

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
JUNE, AUTUMN = datetime(2026, 6, 20, 9), datetime(2026, 9, 5, 9)
CHILDREN = (("王一", "3"), ("李二", "6"), ("张三", "9"), ("赵四", "9"))


@pytest.fixture
def clock():
    return Clock(JUNE)


@pytest.fixture
def ledger(empty_ledger_file, tmp_path, clock):
    path = tmp_path / "学年.ledger"
    path.write_bytes(empty_ledger_file.read_bytes())
    opened = open_again(path, clock)
    school = next(iter(places.school_names(opened)))
    for name, grade in CHILDREN:
        about = {"name": name, "grade": grade, "class_no": "1", "school": school}
        edit_file.add_student(opened, about)
    yield opened
    opened.db.close()


@pytest.fixture
def dialog(qtbot, qapp, ledger, clock):
    clock.at = AUTUMN
    made = RollOverDialog(started(ledger))
    qtbot.addWidget(made)
    made.show()
    return made


def texts(dialog, column):
    return [dialog.model.line(row).texts[column] for row in range(dialog.model.rowCount())]


def grades(ledger):
    rows = ledger.rows("SELECT name, grade FROM student ORDER BY no")
    return {row["name"]: row["grade"] for row in rows}


def test_it_says_who_goes_where_and_writes_it(qtbot, dialog, ledger):
    assert texts(dialog, 3) == ["四年级", "七年级", "已初中毕业", "已初中毕业"]
    assert "七年级名单" in dialog.summary.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert grades(ledger) == {"王一": "4", "李二": "7", "张三": "10", "赵四": "10"}


def test_space_leaves_a_child_in_its_grade(qtbot, dialog, ledger):
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert texts(dialog, 0) == ["–", "√", "√", "√"]
    assert dialog.write.text() == "升级 3 人"
    dialog.write.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert grades(ledger)["王一"] == "3"


def test_where_graduates_go_is_filled_for_those_that_are_chosen(qtbot, dialog, ledger):
    dialog.table.selectRow(2)
    dialog.to.setText("县一中")
    qtbot.keyClick(dialog.to, Qt.Key.Key_Return)
    assert texts(dialog, 4) == ["", "", "县一中", ""]
    dialog.write.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    key = ledger.value("SELECT id FROM student WHERE name = '张三'")
    assert load_file(ledger, key).student["graduate_to"] == "县一中"


def test_an_impossible_day_stays_in_the_dialog_with_a_sentence(qtbot, dialog, ledger):
    dialog.graduated_on.setText("七月")
    dialog.write.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text()))
    assert dialog.isVisible()
    assert "毕业日期" in dialog.message.text()
    assert grades(ledger)["张三"] == "9"
