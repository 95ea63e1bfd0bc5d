"""Ticked lines of 今日: what acts on several acts on them, and says with how many."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from ledger_app.actions import edit_file
from ledger_app.actions.today.arranging import Order, line_key
from ledger_app.gui.page import LogContact
from ledger_app.gui.today.answer_dialog import AnswerDialog
from ledger_app.gui.today.lines_delegate import box_width
from tests.gui.today.test_looking import chips
from tests.gui.today.test_page import go_to, lines

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def ticked_names(page):
    return sorted(line.reminder.name for line in page.ticked())


def tick_three(page, qtbot):
    """Tick the lines of three children with Space."""
    names = []
    for line in [each for each in lines(page) if each.reminder.student]:
        if line.reminder.name not in names and len(names) < 3:
            go_to(page, line.reminder.name, line.reminder.rule)
            qtbot.keyClick(page.view, Qt.Key.Key_Space)
            names.append(line.reminder.name)
    assert len(names) == 3
    return sorted(names)


def test_space_ticks_a_line_and_again_unticks_it(page, qtbot):
    go_to(page, "李梓涵", "promise_due")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert ticked_names(page) == ["李梓涵"]
    assert page.view.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert "✓ 勾了 1 条，1 人  ✕" in chips(page)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.ticked() == []
    assert chips(page) == []


def test_of_ticked_lines_too_the_first_button_is_drawn_as_what_is_likely_done(page, qtbot):
    tick_three(page, qtbot)
    shown = [each for each in page.strip.buttons if not each.isHidden()]
    assert [bool(each.property("primary")) for each in shown] == [True] + [False] * (len(shown) - 1)


def test_shift_and_arrows_choose_several_and_one_space_ticks_them(page, qtbot):
    page.view.choose([], 0)
    for _ in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = page.view.selected()
    assert len(chosen) > 1
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert {line_key(each) for each in page.ticked()} == {line_key(each) for each in chosen}


def test_ctrl_a_ticks_the_group_and_then_all_that_are_shown(page, qtbot):
    page.looking.order.ways[Order.TIME].trigger()
    go_to(page, "李梓涵", "promise_due")
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.ticked()
    assert all(line.reminder.days > 0 for line in page.ticked())
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.ticked()) == len(lines(page))
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.ticked() == []


def test_ticks_outlast_reading_again_another_order_and_another_search(page, ids, qtbot):
    names = tick_three(page, qtbot)
    page._session.act(edit_file.save_fields, "student", ids["赵国庆"], {"remark": "x"})
    page.looking.order.ways[Order.CLASS].trigger()
    page.looking.set_filter("village", ("没有这个村",))
    assert ticked_names(page) == names
    assert any("勾了 3 条，3 人" in text for text in chips(page))


def test_a_tick_goes_with_its_line(page, ids, qtbot):
    go_to(page, "李梓涵", "promise_due")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    given = {"contacted_on": "2026-11-21", "purpose": "1", "result": "7"}
    page._session.act(edit_file.add_record, "contact", ids["李梓涵"], given)
    assert page.ticked() == []


def test_the_buttons_say_with_how_many_and_act_on_the_ticked_not_on_the_current(page, qtbot):
    names = tick_three(page, qtbot)
    other = next(each for each in lines(page) if each.reminder.name not in names)
    go_to(page, other.reminder.name, other.reminder.rule)
    said = page.acting.by_key
    assert said["log"].text() == "登记 3 人的联系…"
    assert said["postpone"].text() == "3 条改期…"
    assert said["impossible"].text() == "3 条做不了…"
    said["postpone"].trigger()
    (dialog,) = page.findChildren(AnswerDialog)
    dialog.form.set_day(date(2026, 11, 25))
    dialog.accept()
    moved = {line.reminder.name for line in lines(page) if line.reminder.due_on == "2026-11-25"}
    assert moved == set(names)
    assert page.ticked() == []  # answered: the next act is about other lines


def test_enter_logs_one_contact_for_all_that_are_ticked_and_then_nothing_is(page, ids, qtbot):
    names = tick_three(page, qtbot)
    asked = []
    page.asks.connect(asked.append)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    (wish,) = [each for each in asked if isinstance(each, LogContact)]
    assert sorted(wish.students) == sorted(ids[name] for name in names)
    wish.kept()
    assert page.ticked() == []


def test_a_dialog_that_is_left_leaves_the_ticks(page, qtbot):
    names = tick_three(page, qtbot)
    page.acting.by_key["impossible"].trigger()
    (dialog,) = page.findChildren(AnswerDialog)
    dialog.reject()
    assert ticked_names(page) == names


def test_a_click_into_the_box_ticks_and_one_beside_it_does_not(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    rect = page.view.visualRect(page.view.currentIndex())
    left = Qt.MouseButton.LeftButton
    middle = rect.center().y()
    qtbot.mouseClick(page.view.viewport(), left, pos=QPoint(rect.left() + box_width() // 2, middle))
    assert [line_key(each) for each in page.ticked()] == [line_key(line)]
    qtbot.mouseClick(page.view.viewport(), left, pos=QPoint(rect.left() + box_width() + 9, middle))
    assert len(page.ticked()) == 1


def test_without_ticks_several_selected_lines_are_acted_on(page):
    page.view.selectAll()
    children = {each.reminder.student for each in lines(page) if each.reminder.student}
    assert page.acting.by_key["log"].text() == f"登记 {len(children)} 人的联系…"
