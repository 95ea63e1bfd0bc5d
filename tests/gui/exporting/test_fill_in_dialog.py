"""发填报表: a class is chosen, its form saved; who has returned it stands beside."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions import edit_file, import_workbook
from ledger_app.gui.exporting import fill_in_dialog
from ledger_app.gui.exporting.fill_in_dialog import FillInDialog
from ledger_app.store.file import settings
from tests.gui.children import press, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(ledger, qtbot):
    school = settings.get(ledger, "own_school")
    for name, class_no in (("王𬱖", "1"), ("李梅", "1"), ("张三", "2")):
        edit_file.add_student(
            ledger, {"name": name, "school": school, "grade": "3", "class_no": class_no}
        )
    dialog = FillInDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog):
    return [dialog.model.line(row).texts for row in range(dialog.model.rowCount())]


def test_classes_are_listed_with_how_many_they_have(dialog):
    assert [(line[0][-5:], *line[1:]) for line in lines(dialog)] == [
        ("三年级1班", "2", "", ""),
        ("三年级2班", "1", "", ""),
    ]


def test_a_form_is_saved_by_keyboard_and_its_return_is_shown(dialog, ledger, tmp_path, monkeypatch):
    target = tmp_path / "三2班.xlsx"
    monkeypatch.setattr(fill_in_dialog, "ask_target", lambda *_: target)
    dialog.fields.setText("监护人电话、民族")
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    dialog.ask_file()
    cells = {cell.value for row in load_workbook(target)["填报表"].iter_rows() for cell in row}
    assert {"张三", "监护人电话", "民族"} <= cells
    assert "王𬱖" not in cells
    assert lines(dialog)[1][3] == "没有交回"
    assert "1 人" in dialog.said.text()

    import_workbook.commit(ledger, import_workbook.plan(ledger, target))
    dialog.refresh()
    assert lines(dialog)[1][3].endswith("交回 1 人")


def test_a_field_that_is_not_there_is_said_and_nothing_is_written(dialog, tmp_path, monkeypatch):
    target = tmp_path / "表.xlsx"
    monkeypatch.setattr(fill_in_dialog, "ask_target", lambda *_: target)
    dialog.fields.setText("没有这一项")
    dialog.ask_file()
    assert "没有叫“没有这一项”的项目" in dialog.said.text()
    assert not target.exists()


def test_the_safety_notes_of_a_class_are_read_before_its_form_is_saved(
    dialog, ledger, tmp_path, monkeypatch
):
    target = tmp_path / "表.xlsx"
    monkeypatch.setattr(fill_in_dialog, "ask_target", lambda *_: target)
    [wang] = ledger.column("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.save_fields(ledger, "student", wang, {"safety_note": "不得告知父亲住址"})
    dialog.fields.setText("民族")
    dialog.ask_file()
    assert not target.exists()
    assert "不得告知父亲住址" in press(dialog, "看过了，继续").informativeText()
    assert target.exists()
