"""移交 in a township: every school in one row, its files below it, its children one click away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ledger_app.actions.handoff import verdicts
from ledger_app.gui.handoff.township_page import TownshipPage
from ledger_app.gui.page import Ask, AskBelow, ShowCount, ShowList, ShowStudent
from tests.actions.handoff.planted import GREEN, UNITED, new_township, take_package
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def town(tmp_path):
    ledger = new_township(tmp_path)
    ledger.clock.at -= timedelta(days=34)
    take_package(ledger, GREEN, 5, new=("王𬱖",))
    take_package(ledger, GREEN, 7, new=("李梓涵", "陈㛃喆"))
    ledger.clock.at += timedelta(days=34)
    return ledger


@pytest.fixture
def page(town, qtbot):
    page = TownshipPage(started(town))
    qtbot.addWidget(page)
    page.asked = []
    page.asks.connect(page.asked.append)
    page.resize(1220, 620)
    page.show()
    page.refresh()
    page.table.go_to(page.table.lines.row_of(GREEN))
    qtbot.waitUntil(lambda: page.verdicts.model.rowCount() > 0)
    return page


def row(page, code):
    return page.table.lines.line(page.table.lines.row_of(code)).texts


def test_a_school_stands_in_one_row_and_in_one_sentence(page):
    assert row(page, GREEN)[:5] == ("青山小学", "第 7 包 10-18", "34 天前", "第 6 包", "3")
    assert row(page, UNITED)[:2] == ("联合小学", "没有来过")
    assert page.sentence.text().startswith("青山小学：第 7 包，34 天前；第 6 包缺")
    assert "2 个单位" in page.summary.text()
    assert page.asked[-1] == ShowCount(3)


def test_enter_leads_to_the_files_and_escape_back(page):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.verdicts.table.hasFocus()
    QTest.keyClick(page.verdicts.table, Qt.Key.Key_Space)
    assert row(page, GREEN)[4] == "2"
    assert page.said.text() == "已通过 1 人，按 Ctrl+Z 撤销。"
    QTest.keyClick(page.verdicts.table, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_the_children_of_a_school_are_one_click_away(page, town):
    page.children_of.click()
    school = town.value("SELECT id FROM school WHERE code = ?", [GREEN])
    assert page.asked[-1] == ShowList({"school": (school,)})


def test_a_number_that_is_clicked_opens_its_list(page, town, qtbot):
    student = town.value("SELECT id FROM student WHERE name = '王𬱖'")
    page._session.act(verdicts.give, [student], "returned", "请核实电话")
    assert row(page, GREEN)[6] == "1"
    at = page.table.lines.index(page.table.lines.row_of(GREEN), 6)
    QTest.mouseClick(
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(at).center()
    )
    assert page.asked[-1] == ShowList({"id": (student,)})
    assert page._numbers["退回"].text() == "退回 1"
    assert not page._numbers["未到"].isVisible()


def test_a_unit_without_a_school_of_its_own_shows_no_children_instead_of_all(page, town):
    town.db.execute("UPDATE school SET code = NULL WHERE code = ?", [GREEN])
    page.children_of.click()
    assert page.asked[-1] == ShowList({"school": ("",)})


def test_what_is_done_in_windows_of_their_own_is_asked_of_the_window(page):
    page.receive.click()
    page.pair.click()
    page._show_number("冲突")
    page._show_number("请核实")
    assert page.asked[-4:] == [Ask.RECEIVE, Ask.PAIR, Ask.DECIDE, Ask.ASKED]
    page.verdicts.table.setFocus()
    QTest.keyClick(page.verdicts.table, Qt.Key.Key_Q)
    student = page.verdicts.files.files[0].student
    assert page.asked[-1] == AskBelow((student,))
    assert not page.pack.isVisible(), "nobody is above"


def test_a_file_is_opened_from_the_files(page):
    page.verdicts.table.setFocus()
    QTest.keyClick(page.verdicts.table, Qt.Key.Key_Return)
    (opened,) = [each for each in page.asked if isinstance(each, ShowStudent)]
    assert opened.student == page.verdicts.files.files[0].student


def test_a_locked_ledger_leaves_no_name_on_the_page(page):
    page._session.lock()
    assert page.table.lines.rowCount() == page.verdicts.model.rowCount() == 0
    assert not page.sentence.text()


def test_another_unit_is_read_once_the_cursor_rests(page, qtbot):
    page.table.go_to(page.table.lines.row_of(UNITED))
    assert page.sentence.text().startswith("联合小学：还没有来过包")
    qtbot.waitUntil(lambda: page.verdicts.model.rowCount() == 0)
    assert page.verdicts.head.text() == "没有要审核的变动。"


def test_one_button_is_coloured_to_judge_while_there_is_something_else_to_receive(page):
    def coloured():
        return [b.text() for b in page.findChildren(QPushButton) if b.property("primary")]

    assert coloured() == ["通过 空格"]
    page.verdicts.accept_all.click()
    page.refresh()
    assert coloured() == ["接收…"]
