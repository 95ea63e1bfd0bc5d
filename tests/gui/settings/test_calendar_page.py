"""校历 in the settings: what is typed counts at once, what cannot count is said at its field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from ledger_app.actions import edit_file
from ledger_app.gui.page import ShowCalendar
from ledger_app.gui.settings.calendar_dialog import CalendarDialog
from tests.gui.frame import IGNORED, copy_of, enter, make_window, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
NATIONAL, MARKET = date(2026, 10, 1), date(2026, 11, 11)


@pytest.fixture
def window(qtbot, one_child_file, tmp_path):
    window = make_window(qtbot)
    enter(window, copy_of(one_child_file, tmp_path))
    window.pages.show_page("settings")
    window.pages.page("settings").answer(ShowCalendar())
    return window


@pytest.fixture
def page(window):
    return window.pages.page("settings").calendar


def fill(dialog, **given):
    for key, text in given.items():
        dialog.editors[key].put_typed(text)
        dialog.editors[key].commit()


def dialog_of(page) -> CalendarDialog:
    return page.findChildren(CalendarDialog)[-1]


def add(qtbot, window, page, **given):
    page.add_button.click()
    dialog = dialog_of(page)
    fill(dialog, **given)
    dialog.accept()
    wait_free(qtbot, window)
    return dialog


def shown(page):
    return [page.model.line(row).texts[:4] for row in range(page.model.rowCount())]


def test_the_page_says_the_day_the_known_years_and_what_is_asked_for(qtbot, window, page):
    assert page.isVisible()
    first, known, asked = page.state.text().split("\n")
    assert first == "今天：11月21日 星期六 · 第一学期第12周 · 非上课日"
    assert "2010—2026 年" in known
    assert asked == "2027 年放假安排还没有，按周一至周五算（2026-12-31 前录入）"
    assert ("法定节假日放假", "国庆节", "2026-10-01", "2026-10-07") in shown(page)


def test_an_entry_counts_as_soon_as_it_is_typed(qtbot, window, page):
    add(qtbot, window, page, kind="赶集", from_on="2026-11-11")
    assert shown(page)[0] == ("赶集(街)日放假", "", "2026-11-11", "2026-11-11")
    assert not window.session.ledger.calendar.is_school_day(MARKET)
    assert page.said.text() == "✓ 已保存。"


def test_what_cannot_count_is_said_at_its_field_and_can_be_mended_there(qtbot, window, page):
    add(qtbot, window, page, kind="第一学期", from_on="2026-09-01", to_on="2027-01-15")
    dialog = add(qtbot, window, page, kind="第二学期", from_on="2027-03-01", to_on="2027-02-01")
    text, severity = dialog.editors["to_on"].problem()
    assert dialog.isVisible()
    assert ("早于开始日期" in text, severity) == (True, "error")
    fill(dialog, to_on="2027-07-09")
    dialog.accept()
    wait_free(qtbot, window)
    assert [line[0] for line in shown(page)[:2]] == ["第一学期", "第二学期"]
    assert "个上课日" in page.model.line(0).texts[4]


def test_a_date_that_is_none_keeps_the_dialog_open(qtbot, window, page):
    dialog = add(qtbot, window, page, kind="停课", from_on="下雪那天")
    assert dialog.isVisible()
    assert "开始日期" in dialog.problem.text()
    dialog.reject()


def test_an_entry_is_changed_and_deleted_and_comes_back_with_undo(qtbot, window, page):
    add(qtbot, window, page, kind="赶集", from_on="2026-11-11")
    page.table.selectRow(0)
    page.change_button.click()
    fill(dialog_of(page), from_on="2026-11-12")
    dialog_of(page).accept()
    wait_free(qtbot, window)
    assert shown(page)[0][2] == "2026-11-12"
    assert window.session.ledger.calendar.is_school_day(MARKET)
    page.table.selectRow(0)
    page.delete_button.click()
    box = page.findChildren(QMessageBox)[-1]
    assert "赶集(街)日放假 2026-11-12" in box.text()
    box.buttons()[0].click()
    wait_free(qtbot, window)
    assert "赶集(街)日放假" not in {line[0] for line in shown(page)}
    window.undo()
    wait_free(qtbot, window)
    assert shown(page)[0][:3] == ("赶集(街)日放假", "", "2026-11-12")


def test_what_the_program_brings_can_be_neither_changed_nor_deleted(page):
    page.table.selectRow(0)
    assert not page.change_button.isEnabled()
    assert not page.delete_button.isEnabled()


def test_a_workbook_is_asked_about_and_its_faults_are_told(qtbot, window, page, tmp_path):
    path = tmp_path / "校历.csv"
    path.write_text("种类,日期,结束日期\n农忙假,2026-10-19,2026-10-23\n胡说,2026-10-26,\n", "utf-8")
    page.load(path)
    wait_free(qtbot, window)
    box = page.findChildren(QMessageBox)[-1]
    assert "新增 1 条，未变 0 条，有误 1 行" in box.text()
    assert "第 3 行" in box.informativeText()
    box.buttons()[0].click()
    wait_free(qtbot, window)
    assert shown(page)[0][0] == "农忙假"


def test_what_is_no_calendar_is_said(qtbot, window, page, tmp_path):
    path = tmp_path / "花名册.csv"
    path.write_text("姓名,年级\n王小明,三年级\n", "utf-8")
    page.load(path)
    wait_free(qtbot, window)
    assert "没有认出校历的标题行" in page.said.text()


def test_the_keyboard_alone_adds_a_market_day(qtbot, window, page):
    page.add_button.setFocus()
    QTest.keyClick(page.add_button, Qt.Key.Key_Space)
    dialog = dialog_of(page)
    QApplication.processEvents()
    QTest.keyClicks(dialog.editors["kind"].entry(), "7")
    QTest.keyClick(dialog.editors["kind"].entry(), Qt.Key.Key_Return)
    dialog.editors["from_on"].focus_editor()
    QTest.keyClicks(dialog.editors["from_on"].entry(), "11-11")
    for key in ("from_on", "to_on", "remark"):
        QTest.keyClick(dialog.editors[key].entry(), Qt.Key.Key_Return)
    dialog.accept()
    wait_free(qtbot, window)
    assert shown(page)[0][2] == "2026-11-11"


def test_nothing_of_it_is_left_when_the_ledger_is_locked(qtbot, window, page):
    edit_file.add_record(window.session.ledger, "calendar_day", None,
                         {"kind": "7", "from_on": "2026-11-11"})  # fmt: skip
    page.refresh()
    assert page.model.rowCount()
    window.session.lock()
    assert page.model.rowCount() == 0


def test_an_entry_that_changes_nothing_says_so_in_its_line(qtbot, window, page):
    add(qtbot, window, page, kind="赶集", from_on="2026-11-14")
    window.grab()
    assert "本来就不上课" in page.model.line(0).texts[4]
    assert page.model.data(page.model.index(0, 0), Qt.ItemDataRole.ForegroundRole).isValid()


def test_a_label_stands_level_with_what_is_typed_beside_it(qtbot, window):
    dialog = CalendarDialog(window.session, "")
    qtbot.addWidget(dialog)
    dialog.show()
    labels = {each.text(): each for each in dialog.findChildren(QLabel)}
    for text, key in (("开始日期 *", "from_on"), ("结束日期", "to_on")):
        label, entry = labels[text], dialog.editors[key].entry()
        middles = [each.mapTo(dialog, each.rect().center()).y() for each in (label, entry)]
        assert abs(middles[0] - middles[1]) <= 1
