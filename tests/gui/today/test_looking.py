"""Looking for lines of 今日: the box, filters as chips, what is said of those left out."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app import paths
from ledger_app.actions.today.arranging import Heading, Order
from ledger_app.gui.kit import remembered
from ledger_app.gui.today.page import TodayPage
from tests.gui.children import started
from tests.gui.today.test_page import lines

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def names(page):
    return {line.reminder.name for line in lines(page)}


def chips(page):
    room = page.looking._flow_room
    return [each.text() for each in room.findChildren(QPushButton) if each.isVisible()]


def press_chip(page, text):
    room = page.looking._flow_room
    next(each for each in room.findChildren(QPushButton) if text in each.text()).click()


def test_ctrl_f_goes_to_the_box_a_name_in_pinyin_finds_the_line_and_down_goes_to_it(page, qtbot):
    all_lines = len(lines(page))
    page.acting.by_key["find"].trigger()
    assert page.looking.box.hasFocus()
    qtbot.keyClicks(page.looking.box, "lizihan")
    assert names(page) == {"李梓涵"}
    assert f"另有 {all_lines - len(lines(page))} 条没列出来 · 全部显示" in chips(page)
    qtbot.keyClick(page.looking.box, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    assert page.view.line().reminder.name == "李梓涵"
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert (len(lines(page)), page.looking.box.text()) == (all_lines, "")


def test_esc_clears_the_box_and_then_goes_back_to_the_list(page, qtbot):
    page.looking.go_to_box()
    qtbot.keyClicks(page.looking.box, "zhao")
    qtbot.keyClick(page.looking.box, Qt.Key.Key_Escape)
    assert page.looking.box.text() == ""
    assert page.looking.box.hasFocus()
    qtbot.keyClick(page.looking.box, Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_several_filters_at_once_are_chips_and_each_is_taken_away_alone(page):
    every = len(lines(page))
    page.looking.set_filter("village", ("青山村",))
    of_village = names(page)
    assert of_village == {"王𬱖", "李梓涵"}
    page.looking.set_filter("matter", ("promise",))
    assert names(page) < of_village
    assert chips(page)[:2] == ["村：青山村  ✕", "原因：承诺返校  ✕"]
    press_chip(page, "青山村")
    assert [text for text in chips(page) if "✕" in text] == ["原因：承诺返校  ✕"]
    press_chip(page, "全部显示")
    assert len(lines(page)) == every
    assert chips(page) == []


def test_a_filter_offers_its_values_with_their_numbers_under_its_button(page):
    page.looking.buttons["matter"].click()
    popup = page.looking._popups["matter"]
    shown = [popup._list.item(at).text() for at in range(popup._list.count())]
    assert shown[0].startswith("不在校  ")
    popup._list.item(0).setCheckState(Qt.CheckState.Checked)
    assert all("out" in {line.reminder.matter, *line.reminder.others} for line in lines(page))
    popup.close()


def test_the_sums_and_the_count_are_those_of_all_lines_whatever_is_looked_for(page):
    told = []
    before = page.head.sums.texts()
    page.asks.connect(told.append)
    page.looking.set_filter("village", ("没有这个村",))
    page.refresh()
    assert page.head.sums.texts() == before
    assert told[-1].count > 0
    assert lines(page) == []


def test_where_no_line_fits_it_is_said_how_to_see_all_and_where_else_to_look(page, qtbot):
    page.looking.go_to_box()
    qtbot.keyClicks(page.looking.box, "zzzz")
    assert page._pages.currentWidget() is page._empty
    assert "今日没有这样的行" in page._empty.text()
    assert "F3 到学生里找" in page._empty.text()


def test_order_and_filters_are_as_they_were_but_not_what_was_typed(page, ledger, qtbot):
    page.looking.order.ways[Order.VILLAGE].trigger()
    page.looking.set_filter("village", ("青山村",))
    page.looking.go_to_box()
    qtbot.keyClicks(page.looking.box, "wang")
    again = TodayPage(started(ledger))
    qtbot.addWidget(again)
    again.show()
    assert names(again) == {"王𬱖", "李梓涵"}
    assert again.looking.order.text() == "按村"
    assert [row.title for row in again.model._rows if isinstance(row, Heading)] == ["青山村"]


def test_no_village_and_nobodys_name_is_written_outside_of_the_ledger(page):
    page.looking.order.ways[Order.VILLAGE].trigger()
    page.looking.set_filter("village", ("青山村",))
    page.looking.set_filter("who", tuple({line.reminder.who for line in lines(page)}))
    kept = (paths.user_folder() / remembered.FILE).read_text(encoding="utf-8")
    assert json.loads(kept)["today"] == {"order": "village"}
    assert "青山村" not in kept


def test_reading_again_leaves_what_is_looked_for(page, qtbot):
    page.looking.go_to_box()
    qtbot.keyClicks(page.looking.box, "lizihan")
    page.refresh()
    assert names(page) == {"李梓涵"}


def test_the_lock_forgets_what_was_typed_and_whom_it_found(page, qtbot):
    page.looking.go_to_box()
    qtbot.keyClicks(page.looking.box, "lizihan")
    page.view.selectAll()
    page.model.tick_more(page.view.currentIndex())
    page._session._ledger = None
    page._session.locked.emit()
    assert page.looking.box.text() == ""
    assert not page.model.has_ticks
    assert chips(page) == []


def test_only_ones_own_lines(page, ledger):
    ledger.author = "李敏"
    page.refresh()
    assert page.looking.mine.isVisible()
    every = len(lines(page))
    page.looking.mine.setChecked(True)
    assert all("李敏" in each.reminder.who or "学籍管理员" in each.reminder.who
               for each in lines(page))  # fmt: skip
    assert len(lines(page)) < every


def test_tab_goes_from_the_box_through_the_filters_to_the_order(page, qtbot):
    page.looking.go_to_box()
    passed = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed[: len(page.looking.buttons)] == list(page.looking.buttons.values())
    assert page.looking.order in passed
