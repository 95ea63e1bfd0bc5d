"""对列: what each column was taken for is seen, and said otherwise by keyboard alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.actions.rehearsing.rehearsal import Rehearsal
from ledger_app.actions.rehearsing.said_columns import NOT_TAKEN, UNSAID, ColumnUse
from ledger_app.exchange.layout.child_lists import IgnoredRow
from ledger_app.exchange.planning.import_plan import ImportPlan, ListHead, Policy, UnmappedColumn
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from ledger_app.gui.imports.columns.page import ColumnsPage
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
ROWS = [
    ["三年级1班", "", "", ""],
    ["姓名", "联系电话", "住哪里", "备注"],
    ["王刚", "13800001111", "青山村3组", ""],
    ["李梅", "13800002222", "联合村", ""],
    ["陈一", "13800003333", "", ""],
]
SHEET = Worksheet("一班", ROWS)
PERSONS = ("联系电话", "父亲联系电话", "监护人联系电话")


def use(sheet, letter, heading, kind, key="", sure="certain", **more):
    return ColumnUse(sheet, letter, heading, kind, key, "", "1", sure, **more)


def uses(sheet):
    return (
        use(sheet, "A", "姓名", "student", "name", taken_for="姓名"),
        use(
            sheet, "B", "联系电话", "unknown", sure="asked",
            doubt="表里有几个人，不知道是谁的电话", choices=PERSONS,
        ),
        use(sheet, "C", "住哪里", "unknown", sure="unknown"),
        use(sheet, "D", "备注", "student", "remark", taken_for="备注"),
    )  # fmt: skip


def plan(*sheets, refused=()):
    return ImportPlan(
        workbook="a.xlsx", sha256="", policy=Policy.FILL, rows=(), problems=(),
        ignored=tuple(IgnoredRow(sheet, row, "标题行") for sheet in sheets for row in (1, 2)),
        refused_sheets=refused, mapping=tuple(each for sheet in sheets for each in uses(sheet)),
        unmapped_columns=(), new_schools=(), school_codes={}, new_classes=(),
        lists=tuple(ListHead(sheet, (), ()) for sheet in sheets),
    )  # fmt: skip


def rehearsed(*sheets, made=None, no_list=""):
    book = Workbook("a.xlsx", "", "xlsx", sheets or (SHEET,))
    if made is None and not no_list:
        made = plan(*(sheet.name for sheet in book.sheets))
    return Rehearsal(book, UNSAID, made, no_list)


@pytest.fixture
def page(qtbot, qapp):
    page = ColumnsPage(["福利镇中心小学"], 2026)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.begin(rehearsed(), ["学籍系统导出"])
    page.focus_question()
    return page


def texts(page):
    lines = page.table.lines
    return {
        lines.index(row, 0).data(): (lines.index(row, 2).data(), lines.index(row, 3).data())
        for row in range(lines.rowCount())
    }


def letter(page):
    at = page.table.currentIndex()
    return page.table.lines.index(at.row(), 0).data()


def said(page, sheet="一班"):
    return {each.letter: each.taken_for for each in page.assignment().of(sheet).columns}


def press(page, qtbot, key):
    qtbot.keyClick(page.table, key)


def test_each_column_tells_how_sure_it_is_and_samples(page):
    assert texts(page) == {
        "A": ("姓名", "● 认得"),
        "B": ("？属于谁", "◐ 要问"),
        "C": ("？选一项", "○ 不认识"),
        "D": ("备注", "● 认得"),
    }
    assert page.table.lines.index(2, 4).data().startswith("青山村3组")
    assert "B 列“联系电话”" in page.unmapped.text()
    assert "没有定的列不会导入" in page.unmapped.text()


def test_it_begins_at_the_first_question_and_says_why_it_is_one(page):
    assert letter(page) == "B"
    assert page.meaning.doubt.text() == "表里有几个人，不知道是谁的电话"
    assert page.is_asking()


def test_a_digit_says_whose_a_column_is_and_leads_to_the_next_question(page, qtbot):
    with qtbot.waitSignal(page.changed):
        press(page, qtbot, Qt.Key.Key_2)
    assert said(page) == {"B": "父亲联系电话"}
    assert texts(page)["B"] == ("父亲联系电话", "● 您定的")
    assert letter(page) == "C"


def test_a_digit_means_the_same_person_in_every_column(page):
    of_father = use("一班", "B", "工作单位", "member", taken_for="父亲工作单位")
    page.meaning.show_use(of_father, "", "")
    shown = [button.text() for button in page.meaning.buttons if not button.isHidden()]
    assert shown[:2] == ["2 父亲", "3 母亲"]


def test_when_the_last_question_is_answered_enter_goes_on(page, qtbot):
    goes_on = QPushButton(page)
    goes_on.show()
    page.settled.connect(goes_on.setFocus)
    press(page, qtbot, Qt.Key.Key_4)
    with qtbot.waitSignal(page.settled):
        press(page, qtbot, Qt.Key.Key_0)
    assert page.focusWidget() is goes_on
    assert said(page) == {"B": "监护人联系电话", "C": NOT_TAKEN}
    assert texts(page)["C"] == ("不要（不导入）", "● 您定的")
    assert not page.is_asking()
    assert page.unmapped.text() == "每一列都有了着落。"


def test_letters_find_any_field_by_its_initials(page, qtbot):
    page.table.go_to(2)
    press(page, qtbot, Qt.Key.Key_X)
    assert page.meaning.box.hasFocus()
    qtbot.keyClicks(page.meaning.box, "zz")
    qtbot.keyClick(page.meaning.box, Qt.Key.Key_Return)
    assert said(page) == {"C": "现住址"}
    assert page.table.hasFocus()


def test_text_that_is_no_field_is_refused_in_words_and_nothing_is_said(page, qtbot):
    page.table.go_to(2)
    page.meaning.begin()
    page.meaning.box.insert("没有这一项")
    qtbot.keyClick(page.meaning.box, Qt.Key.Key_Return)
    assert said(page) == {}
    assert "没有“没有这一项”这一项" in page.meaning.doubt.text()


def test_escape_leads_from_the_box_to_the_table_and_closes_nothing(page, qtbot):
    page.meaning.begin("zz")
    qtbot.keyClick(page.meaning.box, Qt.Key.Key_Escape)
    qtbot.keyClick(page.meaning.box, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert page.isVisible()


def test_delete_takes_back_what_was_said(page, qtbot):
    press(page, qtbot, Qt.Key.Key_2)
    page.table.go_to(1)
    press(page, qtbot, Qt.Key.Key_Delete)
    assert said(page) == {}
    assert texts(page)["B"] == ("？属于谁", "◐ 要问")


def test_a_certain_column_can_be_given_to_somebody_else_or_left_out(page, qtbot):
    page.table.go_to(0)
    press(page, qtbot, Qt.Key.Key_4)
    assert said(page) == {"A": "监护人姓名"}


def test_sheets_of_one_form_are_said_at_once_unless_unticked(page, qtbot):
    other = replace(SHEET, name="二班")
    page.begin(rehearsed(SHEET, other), [])
    assert page.together.text() == "同样标题的 1 张表一起定"
    press(page, qtbot, Qt.Key.Key_2)
    assert (said(page), said(page, "二班")) == ({"B": "父亲联系电话"}, {"B": "父亲联系电话"})
    page.together.setChecked(False)
    press(page, qtbot, Qt.Key.Key_0)
    assert said(page)["C"] == NOT_TAKEN
    assert "C" not in said(page, "二班")
    assert page.sheets.currentData() == "二班"  # that is where it is still asked
    assert letter(page) == "C"


def choose(page, *rows):
    flags = QItemSelectionModel.SelectionFlag
    page.original.selectionModel().clear()
    for row in rows:
        at = page.original.sheet.index(row - 1, 0)
        page.original.selectionModel().select(at, flags.Select | flags.Rows)


def test_the_heading_is_pointed_at_and_may_take_several_rows(page, qtbot):
    choose(page, 1, 2)
    qtbot.keyClick(page.original, Qt.Key.Key_T)
    told = page.assignment().of("一班")
    assert (told.heading_row, told.heading_rows) == (1, 2)


def test_rows_are_left_out_and_taken_in_again_in_the_sheet(page, qtbot):
    choose(page, 4, 5)
    qtbot.keyClick(page.original, Qt.Key.Key_Delete)
    assert page.assignment().of("一班").left_out == {4, 5}
    assert "不读" in page.original.sheet.index(3, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert page.original.chosen_rows() == [4, 5]
    qtbot.keyClick(page.original, Qt.Key.Key_Delete)
    assert page.assignment().of("一班").left_out == frozenset()


def test_school_year_and_class_are_said_for_a_sheet(page):
    page.facts.school.setEditText("青山小学")
    page.facts._typed.editingFinished.emit()
    page.facts.year.setCurrentIndex(page.facts.year.findData("2026-2027"))
    page.facts.year.activated.emit(0)
    page.facts.grade.setCurrentIndex(page.facts.grade.findData("3"))
    page.facts.grade.activated.emit(0)
    page.facts.class_no.setText("2")
    page.facts.class_no.editingFinished.emit()
    told = page.assignment().of("一班")
    assert (told.school, told.year, told.grade, told.class_no) == (
        "青山小学", "2026-2027", "3", "2",
    )  # fmt: skip


def test_going_through_the_facts_says_nothing(page, qtbot):
    with qtbot.assertNotEmitted(page.changed):
        page.facts._typed.editingFinished.emit()
        page.facts.class_no.editingFinished.emit()
    assert page.assignment() == UNSAID


def test_hidden_and_struck_out_rows_are_asked_about_by_name(page):
    hidden = replace(SHEET, hidden_rows=frozenset({2}), filtered=True, struck=frozenset({3, 4}))
    page.begin(rehearsed(hidden), [])
    questions = page.questions
    assert questions.hidden.text() == "被筛选掉的 1 行（王刚）："
    assert questions.struck.text() == "画了删除线的 2 行（李梅、陈一）："
    assert page.original.sheet.headerData(2, Qt.Orientation.Vertical) == "3 隐"
    assert page.original.sheet.index(3, 0).data(Qt.ItemDataRole.FontRole).strikeOut()
    questions.answers["hidden", True].click()
    questions.answers["struck", False].click()
    told = page.assignment().of("一班")
    assert (told.hidden, told.struck) == (True, False)
    assert page.original.sheet.index(2, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    assert questions.answers["hidden", True].isChecked()


def test_after_the_rows_the_first_open_column_is_asked_about(page):
    page.begin(rehearsed(replace(SHEET, hidden_rows=frozenset({2}))), [])
    page.questions.answers["hidden", True].click()
    assert letter(page) == "B"


def test_a_hidden_sheet_is_asked_about_as_a_whole(page):
    page.begin(rehearsed(replace(SHEET, hidden=True)), [])
    assert page.questions.hidden.text() == "这张工作表是隐藏的："
    page.begin(rehearsed(), [])
    assert not page.questions.isVisible()


def test_a_sheet_can_be_left_unread(page):
    page.skipped.click()
    assert page.assignment().of("一班").skipped


def test_where_no_list_was_found_the_heading_can_be_pointed_at(page, qtbot):
    page.begin(rehearsed(no_list="没有找到学生名单。"), [])
    page.focus_question()
    assert page.original.hasFocus()
    assert page.unmapped.text().startswith("没有找到学生名单。是名单的话")
    choose(page, 2)
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(page.original, Qt.Key.Key_T)
    assert page.assignment().of("一班").heading_row == 2


def test_the_kind_of_list_gets_a_name_once_something_was_said(page, qtbot):
    assert not page.source.isVisible()
    press(page, qtbot, Qt.Key.Key_2)
    assert page.source.isVisible()
    page.source.setEditText("村里的名单")
    page._named.editingFinished.emit()
    assert page.assignment().source == "村里的名单"
    page.forget.click()
    assert page.assignment() == UNSAID


def test_the_sheet_and_the_columns_lead_to_each_other(page):
    page.original.column_chosen.emit(3)
    assert letter(page) == "D"
    page.table.go_to(2)
    ground = Qt.ItemDataRole.BackgroundRole
    assert page.original.sheet.index(3, 2).data(ground) is not None
    assert page.original.sheet.index(3, 3).data(ground) is None


def test_another_rehearsal_leaves_the_person_where_she_is(page, qtbot):
    press(page, qtbot, Qt.Key.Key_2)
    choose(page, 4)
    page.show_rehearsal(rehearsed())
    assert letter(page) == "C"
    assert page.original.chosen_rows() == [4]
    assert QApplication.focusWidget() is page.table


def test_what_a_form_says_is_named_by_its_caption(page):
    made = rehearsed()
    form = tuple(replace(each, letter="") for each in made.plan.mapping)
    page.begin(replace(made, plan=replace(made.plan, mapping=form)), [])
    assert "要问的：“联系电话”" in page.unmapped.text()
    page.table.go_to(2)
    page.meaning.said.emit("村(社区)")
    assert page.assignment().of("一班").taken_for("", "住哪里") == "村(社区)"


def test_a_column_that_is_understood_and_yet_not_imported_is_not_shown_as_if_it_were(page):
    known = use("一班", "E", "包保人电话", "responsible", taken_for="包保人电话")
    made = replace(
        plan("一班"),
        mapping=(*(each for each in uses("一班") if each.taken_for), known),
        unmapped_columns=(UnmappedColumn("一班", "E", "包保人电话", 3, "没有写是谁的"),),
    )
    page.begin(rehearsed(made=made), [])
    assert texts(page)["E"][0] == "不导入（包保人电话）"
    assert "没有导入的：E 列“包保人电话”" in page.unmapped.text()
