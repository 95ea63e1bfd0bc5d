"""The list leaves the window: rows on the clipboard, the list as it stands in a workbook."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.gui.exporting import list_saving
from ledger_app.gui.exporting.copied_rows import copied
from ledger_app.gui.students.page import StudentsPage
from ledger_app.store.file import audit
from tests.gui.children import fill, press, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Ctrl = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(ledger):
    return fill(ledger)


@pytest.fixture
def page(ledger, ids, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def shows(page, *keys):
    page.view.set_columns({"shown": list(keys)})


def lines():
    return [line.split("\t") for line in QApplication.clipboard().text().split("\n")]


def test_all_rows_are_copied_as_a_table_with_its_headings(page):
    shows(page, "name", "sex", "id_no")
    page.focus_list()
    QTest.keyClick(page.view, Qt.Key.Key_A, Ctrl)
    QTest.keyClick(page.view, Qt.Key.Key_C, Ctrl)
    found = lines()
    assert found[0] == ["姓名", "性别", "身份证号"]
    assert len(found) == 1 + page.model.rowCount()
    assert [line[0] for line in found[1:]] == [
        page.model.index(row, 0).data() for row in range(page.model.rowCount())
    ]
    assert f"{page.model.rowCount()} 人" in page.list.told_text()


def test_numbers_on_the_clipboard_are_hidden_as_in_the_list(page, ledger):
    shows(page, "name", "id_no", "phone")
    page.focus_list()
    QTest.keyClick(page.view, Qt.Key.Key_A, Ctrl)
    QTest.keyClick(page.view, Qt.Key.Key_C, Ctrl)
    text = QApplication.clipboard().text() + QApplication.clipboard().mimeData().html()
    numbers = ledger.column("SELECT id_no FROM student WHERE id_no IS NOT NULL")
    assert numbers
    assert not [number for number in numbers if number in text]
    assert "****" in text


def test_only_what_is_selected_is_copied(page):
    page.focus_list()
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_C, Ctrl)
    assert len(lines()) == 2


def test_who_has_a_safety_note_is_copied_after_it_was_read_and_who_is_confidential_never(
    page, ledger, ids
):
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": "名单保密"})
    edit_file.save_fields(ledger, "student", ids["单小雨"], {"confidentiality": "1"})
    QApplication.clipboard().clear()
    shows(page, "name", "village_name")
    page.focus_list()
    QTest.keyClick(page.view, Qt.Key.Key_A, Ctrl)
    QTest.keyClick(page.view, Qt.Key.Key_C, Ctrl)
    assert not QApplication.clipboard().text()
    assert "名单保密" in press(page, "看过了，继续").informativeText()
    names = [line[0] for line in lines()]
    assert "王𬱖" in names
    assert "单小雨" not in names
    assert "标为涉密的 1 人没有复制" in page.list.told_text()


def test_text_stays_text_where_it_is_pasted():
    table = copied(["甲", "乙"], [["01", "=1+1"], ["a\tb\nc", "<b>&"]])
    assert table.text() == "甲\t乙\n01\t'=1+1\na b c\t<b>&"
    assert r"mso-number-format:\'\@\'" in table.html()
    assert "&lt;b&gt;&amp;" in table.html()


def test_the_list_is_saved_as_it_stands(page, ledger, ids, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(list_saving, "ask_target", lambda *_: target)
    shows(page, "name", "id_no", "class", "status")
    page.bar.use({"filters": {}, "text": "王"})
    action = next(each for each in page.page_actions() if each.entry.key == "save_list")
    action.trigger()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "已存到" in page.list.told_text())
    rows = [[cell.value for cell in row] for row in load_workbook(target).active.iter_rows()]
    assert rows[2] == ["姓名", "身份证件号", "年级班级", "状态"]
    listed = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert [row[0] for row in rows[3:]] == listed
    number = ledger.value("SELECT id_no FROM student WHERE id = ?", [ids["王𬱖"]])
    assert number in {row[1] for row in rows[3:]}
    entry = next(each for each in audit.entries(ledger) if each["event"] == "export")
    assert entry["detail"]["rows"] == len(listed)


def test_who_is_marked_is_not_in_a_saved_list(page, ledger, ids, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(list_saving, "ask_target", lambda *_: target)
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"confidentiality": "1"})
    next(each for each in page.page_actions() if each.entry.key == "save_list").trigger()
    qtbot.waitUntil(lambda: "涉密的 1 人" in page.list.told_text(), timeout=20_000)
    cells = {cell.value for row in load_workbook(target).active.iter_rows() for cell in row}
    assert "王𬱖" not in cells
