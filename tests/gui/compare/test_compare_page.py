"""比对 in the window: two lists, results by kind, one key an answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import edit_file
from ledger_app.actions.compare.compare_lists import Found
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.scope import Part
from ledger_app.gui.compare.page import ComparePage
from ledger_app.gui.page import PrintSheet, ShowStudent
from tests.exchange.samples import CHEN, GANG, MEI, text
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HEAD = ["姓名", "性别", "身份证号", "村", "户主"]


def row(name, number):
    return [name, "男" if int(number[16]) % 2 else "女", number, "青山村", "王大山"]


@pytest.fixture
def session(ledger, qapp):
    return started(ledger)


@pytest.fixture
def page(session, qtbot):
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


@pytest.fixture
def lists(tmp_path):
    left = text(tmp_path / "户籍.csv", [HEAD, row("王刚", GANG), row("李梅", MEI)])
    right = text(tmp_path / "学籍.csv", [HEAD, row("李梅", MEI), row("陈一", CHEN)])
    return left, right


def compared(page, session, lists):
    for side, path in zip((page.left, page.right), lists, strict=True):
        side.path.setText(str(path))
    page.compare()
    session.settle(60_000)
    assert page.results.compared() is not None, page.said.text()
    return page.results


def lines(results):
    return [results.model.line(at).texts for at in range(results.model.rowCount())]


def names(results):
    return [texts[0] for texts in lines(results)]


def test_both_lists_are_asked_for_by_what_they_are(page):
    assert "户籍" in page.left.path.accessibleName()
    assert not page.go.isEnabled()
    assert not page.results.isVisible()


def test_each_kind_is_a_list_with_its_number(page, session, lists):
    results = compared(page, session, lists)
    texts = {which: button.text() for which, button in results.kinds.items()}
    assert texts[Found.ONLY_LEFT] == "只在户籍（摸底）名单 1"
    assert (texts[Found.ONLY_RIGHT], texts[Found.BOTH]) == ("只在学籍名单 1", "两份都有 1")
    assert names(results) == ["王刚"]
    (texts,) = lines(results)
    assert "适龄失学" in texts[5]
    assert texts[3] == "●"
    results.choose(Found.ONLY_RIGHT)
    assert names(results) == ["陈一"]


def test_one_key_answers_and_the_child_has_a_file_that_enter_opens(
    page, session, lists, ledger, qtbot
):
    results = compared(page, session, lists)
    asked = []
    page.asks.connect(asked.append)
    qtbot.keyClick(results.table, Qt.Key.Key_Return)
    assert "没有档案" in results.said.text()
    results.remark.setText("村里说去了广东")
    qtbot.keyClick(results.table, Qt.Key.Key_1)
    assert names(results) == []
    results.choose("answered")
    (texts,) = lines(results)
    assert "外地就读(待核实)" in texts[5]
    assert "广东" in texts[5]
    results.table.selectRow(0)
    qtbot.keyClick(results.table, Qt.Key.Key_Return)
    (wish,) = asked
    assert isinstance(wish, ShowStudent)
    assert wish.student == ledger.value("SELECT id FROM student WHERE name = '王刚'")


def test_several_are_answered_at_once(page, session, tmp_path, qtbot, ledger):
    left = text(tmp_path / "a.csv", [HEAD, row("王刚", GANG), row("陈一", CHEN)])
    right = text(tmp_path / "b.csv", [HEAD, row("李梅", MEI)])
    results = compared(page, session, (left, right))
    results.table.selectAll()
    qtbot.keyClick(results.table, Qt.Key.Key_5)
    assert names(results) == []
    assert ledger.value("SELECT count(*) FROM compared_child") == 2
    assert ledger.value("SELECT count(*) FROM student") == 0


def test_who_is_unsure_is_decided_and_stands_where_it_belongs(page, session, tmp_path, qtbot):
    page.kind.setCurrentIndex(page.kind.findData("lists"))
    left = text(tmp_path / "a.csv", [["姓名", "性别", "村"], ["王刚", "男", "青山村"]])
    right = text(tmp_path / "b.csv", [["姓名", "性别", "年级"], ["王刚", "男", "三年级"]])
    results = compared(page, session, (left, right))
    assert results.which() == Found.UNSURE
    (texts,) = lines(results)
    assert texts[3] == "○"
    assert not results.answers["5"].isVisible()
    qtbot.keyClick(results.table, Qt.Key.Key_2)
    session.settle(60_000)
    assert results.which() == Found.ONLY_LEFT
    assert names(results) == ["王刚"]


def test_the_lists_make_room_for_the_result_and_come_back(page, session, lists):
    assert page.left.isVisible()
    compared(page, session, lists)
    assert not page.left.isVisible()
    page.others.click()
    assert page.left.isVisible()
    assert page.left.path.hasFocus() or page.isActiveWindow() is False


def test_a_list_that_cannot_be_read_is_said_where_one_looks(page, session, tmp_path):
    page.left.path.setText(str(tmp_path / "没有.xlsx"))
    page.right.path.setText("台账")
    page.compare()
    session.settle(60_000)
    assert page.said.text()
    assert page.results.compared() is None
    assert page.go.isEnabled()


def test_the_ledger_is_a_side_and_what_came_out_is_kept(page, session, lists, ledger):
    edit_file.add_student(
        ledger, {"name": "李梅", "id_no": MEI, "register_status": "1", "grade": "3"}
    )
    results = compared(page, session, (lists[0], "台账"))
    assert names(results) == ["王刚"]
    page.keep.click()
    assert "记入台账" in results.said.text()
    assert ledger.value("SELECT count(*) FROM comparison") == 1


def test_the_result_is_kept_and_goes_on_paper_with_what_was_answered(
    page, session, lists, ledger, qtbot
):
    results = compared(page, session, lists)
    asked = []
    page.asks.connect(asked.append)
    page.print.click()
    assert asked == [PrintSheet("comparison_sheet")]
    results.choose(Found.ONLY_LEFT)
    qtbot.keyClick(results.table, Qt.Key.Key_1)
    (sheet,) = print_ledger.prepare(ledger, "comparison_sheet").sheets
    assert "户籍 ↔ 学籍" in sheet.title
    assert "户籍.csv" in sheet.subtitle
    assert "2 行" in sheet.subtitle
    rows = {row[2]: row for row in sheet.rows}
    assert rows["王刚"][9] == "外地就读(待核实)"
    assert rows["王刚"][5] == GANG
    (masked,) = print_ledger.prepare(
        ledger, "comparison_sheet", purpose=print_ledger.Purpose.INTERNAL
    ).sheets
    assert GANG not in str(masked.rows)


def test_a_paper_without_a_kept_comparison_says_how_to_get_one(ledger):
    (sheet,) = print_ledger.prepare(ledger, "comparison_sheet").sheets
    assert sheet.rows == []
    assert "记入台账" in sheet.notes[0]
    with pytest.raises(LedgerError, match="不按范围"):
        print_ledger.prepare(ledger, "comparison_sheet", scope=print_ledger.Scope(Part.GRADE, "3"))


def test_nothing_stays_in_sight_when_the_ledger_is_locked(page, session, lists):
    compared(page, session, lists)
    session.lock()
    assert page.results.compared() is None
    assert page.results.model.rowCount() == 0
