"""The class by parts of its files: the least complete first, Enter leads to the first lack."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.actions.checking.completeness_board import board, place_of
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.noting.completeness_dialog import CompletenessDialog
from tests.gui.frame import wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def dialog():
    return next(
        each for each in QApplication.topLevelWidgets()
        if isinstance(each, CompletenessDialog) and each.isVisible()
    )  # fmt: skip


def texts(found):
    model = found.table().model()
    return [
        [model.index(row, column).data() or "" for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_class_of_the_child_is_shown_and_enter_goes_to_the_first_lack(window, ids, qtbot):
    edit_file.save_fields(window.session.ledger, "student", ids["王𬱖"], {"ethnic": ""})
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+W")
    found = dialog()
    rows = texts(found)
    assert [row[0] for row in rows] == ["王𬱖", "全班"]
    model = found.table().model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert headings == ["姓名", "合计", "基本"]
    assert rows[1][2] == "缺 1 人"
    [line] = found._board.lines
    keys.press("Right", "Enter")
    wait_free(qtbot, window)
    first = line.parts["基本"].lacking[0].field
    entry = pane(window).tab("student").kept_form().form.editor(first).entry()
    assert entry.hasFocus()
    assert keys.total == 3


def test_the_least_complete_child_is_first_and_goes_back_as_it_is_filled(window, ids):
    ledger = window.session.ledger
    school = ledger.value("SELECT id FROM school")
    bare = edit_file.add_student(
        ledger, {"name": "钱多多", "school": school, "grade": "3", "class_no": "2"}
    ).record_id
    place = place_of(ledger, ids["王𬱖"])
    before = board(ledger, place)
    lacks = [each.needed - each.filled for each in before.lines]
    assert {each.name for each in before.lines} == {"钱多多", "王𬱖"}
    assert lacks == sorted(lacks, reverse=True)
    assert lacks[0] > lacks[1]
    edit_file.save_fields(ledger, "student", bare, {"ethnic": "1", "guardian_name": "钱伟"})
    now = board(ledger, place).lines
    filled = [{each.name: each.filled for each in lines}["钱多多"] for lines in (before.lines, now)]
    assert filled[1] == filled[0] + 2


def test_the_links_of_the_file_say_how_much_of_each_section_is_filled(window, ids):
    ledger = window.session.ledger
    basic = pane(window).tab("student")
    before = basic._link_of["基本"].text()
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"ethnic": "1"})
    pane(window).reload()
    after = basic._link_of["基本"].text()
    filled, needed = (int(n) for n in before.split()[1].split("/"))
    assert after in (f"基本 {filled + 1}/{needed}", "基本 ✓")
    assert "民族" not in basic._link_of["基本"].toolTip()


def test_the_classes_of_a_school_stand_beside_each_other_the_one_to_chase_first(window, ids):
    ledger = window.session.ledger
    school = ledger.value("SELECT school FROM student WHERE id = ?", [ids["王𬱖"]])
    for name in ("钱一", "钱二", "钱三"):
        values = {"name": name, "school": school, "grade": "9", "class_no": "7"}
        edit_file.add_student(ledger, values)
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+W")
    found = dialog()
    keys.press("Backspace")
    rows = texts(found)
    model = found.table().model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(2)]
    assert headings == ["班级", "没填齐"]
    assert rows[0][:3] == ["九年级7班（3 人）", "3 人", "3 人"]
    assert rows[-1][0] == "全校"
    assert rows[-1][1] == f"{sum(int(row[1].split()[0]) for row in rows[:-1] if row[1] != '✓')} 人"
    assert found.table().currentIndex().row() > 0  # the class that was shown
    found.table().setCurrentIndex(model.index(0, 1))
    keys.press("Enter")
    assert {row[0] for row in texts(found)} == {"钱一", "钱二", "钱三", "全班"}
