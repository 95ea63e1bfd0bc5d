"""Two files become one and two again, one file two, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QTableView

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.merging import merge_files, suspected_pairs
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.merging.merge_dialog import MergeDialog
from ledger_app.gui.merging.pairs_dialog import PairsDialog
from ledger_app.gui.merging.pick_other import PickOtherDialog
from ledger_app.gui.merging.split_dialog import SplitDialog
from tests.gui.children import id_number, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def session(ledger, qapp):
    return started(ledger)


def add(ledger, name, **values):
    given = {"birth_date": "2017-03-11", "grade": "3", "class_no": "1", **values}
    return edit_file.add_student(ledger, {"name": name, **given}).record_id


@pytest.fixture
def two(ledger):
    """Return two files of one child, whose names and telephones differ."""
    one = add(ledger, "王小明", phone="13800000001", guardian_name="王刚")
    other = add(ledger, "王晓明", phone="13800000002", guardian_name="王刚", address="青山村三组")
    edit_file.add_record(ledger, "contact", other, {"contacted_on": "2026-10-01", "mode": "1"})
    return one, other


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not key_pause().is_pausing())
    return dialog


def lines(dialog):
    return [dialog.model.line(row).texts for row in range(dialog.model.rowCount())]


def value(ledger, student, key):
    return ledger.value(f"SELECT {key} FROM student WHERE id = ?", [student])


def test_where_two_files_differ_a_key_chooses_and_what_only_one_has_is_filled(
    qtbot, session, ledger, two
):
    dialog = shown(qtbot, MergeDialog(session, *two))
    told = []
    dialog.told.connect(told.append)
    found = {line[0]: line[1:] for line in lines(dialog)}
    assert found["联系电话"] == ("13800000001", "13800000002", "两份都留")
    assert found["现住址"] == ("—", "青山村三组", "补上")
    assert dialog.doubt.isHidden()
    assert lines(dialog)[0][0] == "姓名"  # what is asked comes first
    qtbot.keyClick(dialog.table, Qt.Key.Key_2)
    assert lines(dialog)[0][3] == "并入的档案"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)  # both → the one that stays
    assert lines(dialog)[1][3] == "留下的档案"
    qtbot.mouseClick(dialog.buttons.button(OK), Qt.MouseButton.LeftButton)
    one, other = two
    assert (value(ledger, one, "name"), value(ledger, one, "phone2")) == ("王晓明", None)
    assert value(ledger, other, "deleted_at")
    assert "并入 1 条记录" in told[0]
    undo_revision.undo(ledger)
    assert value(ledger, other, "deleted_at") is None


def test_the_other_file_can_be_the_one_that_stays(qtbot, session, ledger, two):
    dialog = shown(qtbot, MergeDialog(session, *two))
    dialog.swap.click()
    dialog.accept()
    assert value(ledger, two[0], "deleted_at")
    assert value(ledger, two[1], "deleted_at") is None


def test_two_children_are_merged_only_after_somebody_says_that_she_is_sure(
    qtbot, session, ledger, two
):
    numbers = [id_number(day, 1) for day in ("2017-03-11", "2016-05-04")]
    apart = [
        add(ledger, "陈静", id_no=number, birth_date=None, guardian_name=who, class_no=class_no)
        for number, who, class_no in zip(numbers, ("陈刚", "陈大勇"), "12", strict=True)
    ]
    dialog = shown(qtbot, MergeDialog(session, *apart))
    assert "像是两个孩子" in dialog.doubt.text()
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.sure.setChecked(True)
    assert dialog.buttons.button(OK).isEnabled()


def test_pairs_are_answered_by_single_keys_and_a_merge_is_taken_apart(qtbot, session, ledger, two):
    dialog = shown(qtbot, PairsDialog(session))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert "出生日期 2017-03-11" in lines(dialog)[0][2]
    assert dialog.tabs.tabText(0) == "疑似 1 对"
    qtbot.keyClick(dialog.table, Qt.Key.Key_L)
    assert lines(dialog)[0][4] == "以后再说"
    qtbot.keyClick(dialog.table, Qt.Key.Key_M)
    merge = dialog.findChild(MergeDialog)
    merge.accept()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0 and not session.is_busy)
    assert dialog.tabs.tabText(1) == "合并过的 1"
    edit_file.save_fields(ledger, "student", two[0], {"address": "石门村"})
    dialog.take_apart.click()
    assert "已拆回两份" in dialog.said.text()
    assert "王小明 现住址" in dialog.said.text()
    assert suspected_pairs.suspected(ledger) == []  # they are two children, now somebody says


def test_not_the_same_child_is_remembered(qtbot, session, ledger, two):
    dialog = shown(qtbot, PairsDialog(session))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_N)
    assert dialog.model.rowCount() == 0
    assert not dialog.keys[Qt.Key.Key_M].isEnabled()
    assert suspected_pairs.suspected(ledger) == []


def test_a_file_is_taken_apart_row_by_row(qtbot, session, ledger, two):
    _, other = two
    row = {"id": other, "name": "王晓明"}
    dialog = shown(qtbot, SplitDialog(session, row))
    made = []
    dialog.made.connect(made.append)
    dialog.accept()
    assert "姓名还没填" in dialog._problem.text()
    dialog.name.setText("王小亮")
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert lines(dialog)[0][2] == "新档案"
    at = next(row for row, line in enumerate(lines(dialog)) if line[0] == "年级")
    dialog.table.selectRow(at)
    for _ in range(2):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert lines(dialog)[at][2] == "两份都要"
    dialog.accept()
    (new,) = made
    assert ledger.column("SELECT student_id FROM contact") == [new]
    assert (value(ledger, new, "grade"), value(ledger, other, "grade")) == ("3", "3")


def test_the_other_file_is_found_by_its_name(qtbot, session, ledger, two):
    one, other = two
    dialog = shown(qtbot, PickOtherDialog(session, {"id": one, "name": "王小明"}))
    picked = []
    dialog.picked.connect(picked.append)
    assert dialog.model.rowCount() == 0
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.line.setText("王晓")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert picked == [other]
    assert merge_files.all_merges(ledger) == []


def test_control_and_enter_merge_from_the_list_in_which_enter_chooses(qtbot, session, two):
    dialog = MergeDialog(session, *two)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.model.line(0).texts
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.model.line(0).texts != before
    with qtbot.waitSignal(dialog.merged):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()


def test_the_longest_text_of_a_column_is_whole_in_the_cell_in_hand(qtbot, session, two):
    dialog = MergeDialog(session, *two)
    qtbot.addWidget(dialog)
    dialog.show()
    bare = QTableView.sizeHintForColumn(dialog.table, 0)
    assert dialog.table.columnWidth(0) > bare  # in which Qt leaves no room for the frame
