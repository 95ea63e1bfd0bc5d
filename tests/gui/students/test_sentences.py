"""一句话查人 in the window: what is typed as a sentence is listed; Enter makes chips of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ledger_app.actions import saved_views
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def page(ledger, qapp, qtbot):
    fill(ledger)
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_search()
    return page


def write(page, text, preedit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(page.bar.box, event)


def names(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def chips(page):
    return [chip.text() for chip in page.bar._chips if chip.text() != "全部清除"]


def said(page):
    return page.bar.sentences._row.text() if page.bar.sentences._row.isVisible() else ""


def press(page, qtbot, key):
    qtbot.keyClick(page.bar.box, key)


def test_what_is_understood_is_listed_and_said_while_typing(page):
    write(page, "二年级 双丰村")
    assert sorted(names(page)) == ["赵国庆", "陈㛃喆"]
    assert said(page) == "看懂了： 年级：二年级 村：双丰村 按 Enter 变成条件"
    assert chips(page) == []


def test_enter_turns_it_into_chips_and_the_next_enter_opens_who_is_marked(page, qtbot):
    write(page, "二年级 陈")
    assert names(page) == ["陈㛃喆"]
    press(page, qtbot, Key.Key_Return)
    assert chips(page) == ["年级：二年级  ✕"]
    assert page.bar.text() == "陈"
    assert names(page) == ["陈㛃喆"]
    assert said(page) == ""
    assert page.current.name == "陈㛃喆"
    press(page, qtbot, Key.Key_Return)
    assert not page.bar.box.hasFocus()
    assert page.pane.student_id() == page.current.id


def test_a_name_that_somebody_has_is_never_read(page, qtbot):
    write(page, "国庆")
    assert names(page) == ["赵国庆"]
    assert said(page) == ""
    press(page, qtbot, Key.Key_Return)
    assert page.pane.student_id() == page.current.id
    assert chips(page) == []


def test_a_word_in_names_and_places_is_a_name_until_a_blank_says_it_is_done(page, qtbot):
    write(page, "青山")
    assert sorted(names(page)) == ["李梓涵", "王𬱖"]
    assert said(page).startswith("也可以作条件： 村：青山村")
    write(page, " ")
    assert said(page).startswith("看懂了： 村：青山村")
    press(page, qtbot, Key.Key_Return)
    assert chips(page) == ["村：青山村  ✕"]
    assert page.bar.text() == ""


def test_a_click_on_what_is_understood_takes_it(page, qtbot):
    write(page, "青山")
    qtbot.mouseClick(page.bar.sentences._row._parts[1], Qt.MouseButton.LeftButton)
    assert chips(page) == ["村：青山村  ✕"]


def test_one_kind_says_or_and_not_says_not(page, qtbot):
    write(page, "二年级 三年级 不是青山村")
    press(page, qtbot, Key.Key_Return)
    assert chips(page) == ["年级：二年级 或 三年级  ✕", "村：不是青山村  ✕"]
    assert sorted(names(page)) == ["赵国庆", "陈㛃喆"]


def test_a_chip_is_taken_away_by_mouse_and_by_keyboard(page, qtbot):
    write(page, "二年级 女")
    press(page, qtbot, Key.Key_Return)
    qtbot.mouseClick(page.bar._chips[0], Qt.MouseButton.LeftButton)
    assert chips(page) == ["性别：女  ✕"]
    page.bar._chips[0].setFocus()
    qtbot.keyClick(page.bar._chips[0], Key.Key_Space)
    assert chips(page) == []
    assert page.model.rowCount() == 6


def test_backspace_at_the_beginning_turns_the_last_chip_into_words_again(page, qtbot):
    write(page, "双丰村 二年级 陈")
    press(page, qtbot, Key.Key_Return)
    press(page, qtbot, Key.Key_Home)
    press(page, qtbot, Key.Key_Backspace)
    assert page.bar.text() == "二年级 陈"
    assert chips(page) == ["村：双丰村  ✕"]
    assert names(page) == ["陈㛃喆"]
    press(page, qtbot, Key.Key_Return)
    assert chips(page) == ["村：双丰村  ✕", "年级：二年级  ✕"]


def test_backspace_in_a_text_takes_a_letter(page, qtbot):
    write(page, "二年级 ")
    press(page, qtbot, Key.Key_Return)
    write(page, "陈")
    press(page, qtbot, Key.Key_Backspace)
    assert page.bar.text() == ""
    assert chips(page) == ["年级：二年级  ✕"]


def test_what_is_not_understood_is_said_where_nobody_is_found(page):
    write(page, "二年级 小明爸")
    assert names(page) == []
    assert "没有看懂“小明爸”" in said(page)
    assert page.current.id == ""


def test_who_sounds_the_same_is_offered_and_taken_by_enter(page, qtbot):
    write(page, "李子晗")
    assert names(page) == []
    assert said(page) == "没有“李子晗”。同音： 李梓涵 五(1) 按 Enter 取第一个"
    press(page, qtbot, Key.Key_Return)
    assert page.bar.text() == "李梓涵"
    assert names(page) == ["李梓涵"]
    assert page.current.name == "李梓涵"


def test_down_takes_who_sounds_the_same_and_then_goes_into_the_list(page, qtbot):
    write(page, "尼字寒")
    assert "音近： 李梓涵 五(1)" in said(page)
    press(page, qtbot, Key.Key_Down)
    assert names(page) == ["李梓涵"]
    press(page, qtbot, Key.Key_Down)
    assert page.view.hasFocus()


def test_nothing_is_read_while_something_is_being_composed(page, qtbot):
    write(page, "", preedit="er nian ji")
    assert said(page) == ""
    assert page.model.rowCount() == 6
    write(page, "二年级")
    assert said(page)


def test_a_sentence_saved_as_a_view_is_one_before_and_after_enter(page, qtbot):
    write(page, "二年级 一周没联系")
    content = page.present_view()
    assert content["filters"] == {"grade": ["2"], "not_contacted": ["7"]}
    assert content["text"] == ""
    saved_views.save_view(page._session.ledger, "二年级没联系", content)
    page.bar.clear()
    page.views.choose(saved_views.views(page._session.ledger)[0])
    assert chips(page) == ["年级：二年级  ✕", "7天没联系  ✕"]
    assert sorted(names(page)) == ["赵国庆", "陈㛃喆"]


def test_up_brings_sentences_of_before_back_newest_first(page, qtbot):
    for text in ("二年级 女", "三年级 "):
        write(page, text)
        press(page, qtbot, Key.Key_Return)
        page.bar.clear()
    press(page, qtbot, Key.Key_Up)
    assert page.bar.text() == "三年级"
    press(page, qtbot, Key.Key_Up)
    assert page.bar.text() == "二年级 女"
    assert names(page) == ["陈㛃喆"]


def test_a_word_of_two_meanings_is_both_until_one_is_chosen(page, qtbot):
    write(page, "留守或寄宿")
    press(page, qtbot, Key.Key_Return)
    (chip,) = (each for each in page.bar._chips if each.menu())
    texts = [action.text() for action in chip.menu().actions()]
    assert texts == ["只要 留守：留守", "只要 寄宿：是", "", "取消这个条件"]
    chip.menu().actions()[0].trigger()
    assert chips(page) == ["留守  ✕"]


def test_alt_and_the_arrows_do_nothing_in_the_box(page, qtbot):
    write(page, "陈")
    before = page.current.id
    for key in (Key.Key_Down, Key.Key_Up):
        qtbot.keyClick(page.bar.box, key, Qt.KeyboardModifier.AltModifier)
    assert page.bar.box.hasFocus()
    assert (page.bar.text(), page.current.id) == ("陈", before)


def test_a_locked_ledger_leaves_no_sentence_behind(page, qtbot):
    write(page, "二年级 女")
    press(page, qtbot, Key.Key_Return)
    page.bar.forget()
    press(page, qtbot, Key.Key_Up)
    assert page.bar.text() == ""
    assert said(page) == ""


def test_esc_empties_sentence_and_row_together(page, qtbot):
    write(page, "二年级 女")
    press(page, qtbot, Key.Key_Escape)
    assert (page.bar.text(), said(page)) == ("", "")
    assert page.model.rowCount() == 6
