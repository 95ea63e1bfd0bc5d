"""档案流转: one key hands over what is to be; who does not arrive stands with telephones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ledger_app.actions.travel import passages
from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.township_page import TownshipPage
from ledger_app.gui.handoff.travelling.hand_over_dialog import HandBackDialog, HandOverDialog
from ledger_app.gui.handoff.travelling.travel_dialog import TravelDialog
from ledger_app.gui.page import Ask, ShowList, ShowStudent, ShowTravel, TravelTab
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff.keepers import keepers
from tests.actions.travel.three_units import GREEN, UNION, add_child, status
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OUT = {"kind": "21", "changed_on": "2026-11-18", "to_school": "联合小学"}


@pytest.fixture
def two(three):
    """Two children who left one school for the other; their files lie above."""
    found = [add_child(three.green, name, register_change=OUT) for name in ("王甲", "李乙")]
    three.up(three.green)
    return found


@pytest.fixture
def opened(qtbot):
    def open_(ledger, *given):
        dialog = TravelDialog(started(ledger), *given)
        qtbot.addWidget(dialog)
        dialog.gone = []
        dialog.asks.connect(dialog.gone.append)
        dialog.show()
        return dialog

    return open_


def cells(dialog, tab, row=0):
    return dialog.panes[tab].model.line(row).texts


def below(dialog, kind):
    return next(each for each in dialog.findChildren(kind) if each.isVisible())


def test_files_of_children_who_left_are_handed_over_together_by_one_key(three, two, opened):
    dialog = opened(three.township)
    pane = dialog.panes[TravelTab.LEAVING]
    assert dialog.tabs.currentWidget() is pane
    assert cells(dialog, TravelTab.LEAVING) == (
        "王甲", "五(1)", "青山小学", "联合小学", "转学", "2026-11-18",
    )  # fmt: skip
    assert "0000-1" in pane.detail.text()
    pane.table.selectAll()
    QTest.keyClick(pane.table, Qt.Key.Key_1)
    assert set(keepers(three.township, two).values()) == {UNION}
    assert "已移交 2 份档案" in dialog.said.text()
    assert pane.model.rowCount() == 0
    assert "没有离了校" in pane.detail.text()
    assert dialog.tabs.tabText(1) == "离校未到 2"


def test_who_does_not_arrive_stands_with_both_telephones_and_late_ones_are_marked(
    three, two, opened
):
    passages.hand_over_as_said(three.township, two)
    three.move(days=40)
    dialog = opened(three.township)
    texts = cells(dialog, TravelTab.ON_THE_WAY)
    assert texts[2:4] == ("青山小学 0000-1", "联合小学 0000-1")
    assert texts[5].startswith("⚠ 2026-12-02")
    assert "0000-1" in dialog.panes[TravelTab.ON_THE_WAY].detail.text()


def test_what_was_handed_over_by_mistake_goes_back_and_only_with_a_reason(three, two, opened):
    passages.hand_over_as_said(three.township, two[:1])
    dialog = opened(three.township, TravelTab.ON_THE_WAY)
    dialog.panes[TravelTab.ON_THE_WAY].buttons["back"].click()
    asked = below(dialog, HandBackDialog)
    asked.accept()
    assert "为什么退回" in asked.problem.text()
    asked.reason.set_value("家长决定不转了")
    asked.accept()
    assert keepers(three.township, two[:1]) == {two[0]: GREEN}
    assert dialog.panes[TravelTab.ON_THE_WAY].model.rowCount() == 0


def test_the_township_notes_an_arrival_that_it_hears_of_by_telephone(three, two, opened):
    passages.hand_over_as_said(three.township, two[:1])
    dialog = opened(three.township, TravelTab.ON_THE_WAY)
    dialog.panes[TravelTab.ON_THE_WAY].buttons["arrived"].click()
    below(dialog, ArrivedDialog).accept()
    assert passages.on_the_way(three.township) == []
    assert dialog.tabs.tabText(1) == "离校未到 0"


def test_a_child_goes_to_a_school_that_no_record_names(three, qtbot):
    child = add_child(three.green, "王甲", register_change=OUT | {"to_school": "福利镇小学"})
    three.up(three.green)
    window = QWidget()
    qtbot.addWidget(window)  # the dialog itself goes when it is closed
    dialog = HandOverDialog(started(three.township), [child], window)
    dialog.accept()
    assert "还没有选" in dialog.problem.text()
    dialog.editors["to_code"].set_value(UNION)
    dialog.editors["left_on"].set_value("2026-11-10")
    dialog.accept()
    assert keepers(three.township, [child]) == {child: UNION}
    assert passages.on_the_way(three.township)[0].left_on == "2026-11-10"


def test_only_one_school_s_children_are_listed_when_it_is_asked_for(three, two, opened):
    dialog = opened(three.township, None, GREEN)
    assert dialog.unit.currentText() == "青山小学"
    assert dialog.tabs.tabText(0) == "待移交 2"
    dialog.unit.setCurrentIndex(dialog.unit.findData(UNION))
    assert dialog.tabs.tabText(0) == "待移交 0"
    passages.hand_over_as_said(three.township, two)
    dialog.read()
    assert dialog.tabs.tabText(1) == "离校未到 2"  # they are to come there
    dialog.unit.setCurrentIndex(0)
    assert dialog.tabs.tabText(1) == "离校未到 2"


def test_the_new_school_sees_who_is_to_come_and_the_old_one_who_went(three, two, opened):
    passages.hand_over_as_said(three.township, two)
    for school in (three.union, three.green):
        three.down(school)
    dialog = opened(three.union)
    assert dialog.tabs.tabText(0) == "转入待到 2"
    assert not dialog.panes[TravelTab.ON_THE_WAY].buttons["back"].isVisible()
    assert dialog.panes[TravelTab.LEAVING].isHidden()  # in no tab it lay over the first sentence
    dialog.panes[TravelTab.ON_THE_WAY].buttons["arrived"].click()
    below(dialog, ArrivedDialog).accept()
    assert dialog.tabs.tabText(0) == "转入待到 1"
    assert "1" in {status(three.union, each) for each in two}
    old = opened(three.green, TravelTab.GONE)
    assert old.tabs.tabText(0) == "转入待到 0"
    assert cells(old, TravelTab.GONE)[2:] == (
        "联合小学 0000-1", "转学", "2026-11-21", "还没有到校",
    )  # fmt: skip


def test_the_page_above_counts_them_and_each_figure_opens_its_list(three, two, qtbot):
    page = TownshipPage(started(three.township))
    qtbot.addWidget(page)
    asked = []
    page.asks.connect(asked.append)
    page.show()
    buttons = page.travelling.buttons
    assert buttons["leaving"].text() == "待移交 2"
    assert not buttons["on_the_way"].isVisible()
    buttons["leaving"].click()
    buttons["two_schools"].click()
    assert asked[-2:] == [ShowTravel(TravelTab.LEAVING), Ask.TWO_SCHOOLS]
    passages.hand_over_as_said(three.township, two)
    page.travelling.refresh()
    assert buttons["on_the_way"].text() == "未到 2"
    page.table.go_to(page.table.lines.row_of(UNION))
    page._show_number("未到")
    assert asked[-1] == ShowTravel(TravelTab.ON_THE_WAY, UNION)


def test_a_list_leads_to_a_file_and_to_the_page_of_students(three, two, opened):
    dialog = opened(three.township)
    pane = dialog.panes[TravelTab.LEAVING]
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert dialog.gone == [ShowStudent(two[0])]
    again = opened(three.township)
    again.panes[TravelTab.LEAVING].table.selectAll()
    again.panes[TravelTab.LEAVING].buttons["list"].click()
    assert again.gone == [ShowList({"id": tuple(two)})]


def test_who_a_list_has_in_vain_is_asked_about_below(three, opened):
    suspected = {"is_suspected": "1", "suspected_on": "2026-11-18"}
    child = add_child(three.green, "王甲", dropout=suspected)
    with revise(three.green, "edit", "在籍不在校") as revision:
        revision.update("student", child, {"in_school_status": "2"})
    three.up(three.green)
    dialog = opened(three.township, TravelTab.NAME_ONLY, GREEN)
    pane = dialog.panes[TravelTab.NAME_ONLY]
    assert cells(dialog, TravelTab.NAME_ONLY)[2] == "青山小学 0000-1"
    dialog.unit.setCurrentIndex(dialog.unit.findData(UNION))
    assert pane.model.rowCount() == 0
    dialog.unit.setCurrentIndex(0)
    pane.buttons["verify"].click()
    assert "王甲" in below(dialog, AskDialog).who.text()
