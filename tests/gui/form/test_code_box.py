"""Choosing codes by typing: value, name, part of a name, pinyin initials; one or several."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout, QWidget

from ledger_app.gui.form.choices import code_choices, narrowed
from ledger_app.gui.form.code_box import CodeBox, MultiCodeBox
from ledger_app.gui.form.line_entry import Wish

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no screen


def commit(widget, text):
    """Send text as an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget, text):
    """Send text that an input method is still composing."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(500, 400)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    return window


def shown(window, box, qtbot):
    window.layout().addWidget(box)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    getattr(box, "entry", box).setFocus(Qt.FocusReason.TabFocusReason)
    return box


@pytest.fixture
def ethnic(window, qtbot):
    return shown(window, CodeBox(code_choices("ethnic"), window), qtbot)


@pytest.fixture
def many(window, qtbot):
    return shown(window, MultiCodeBox(code_choices("family_structure"), window), qtbot)


def rows(window):
    listed = next(each for each in window.findChildren(QListWidget) if each.isVisible())
    return [listed.item(at).text() for at in range(listed.count())]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("02", "02"), ("2", "02"), ("汉", "01"), ("汉族", "01"), ("古", "02"), ("mgz", "02")],
)
def test_enter_takes_what_was_typed(ethnic, qtbot, typed, value):
    commit(ethnic, typed)
    qtbot.keyClick(ethnic, Key.Key_Return)
    assert ethnic.read().value == value
    assert not ethnic.is_open()


def test_enter_asks_to_go_on(ethnic, qtbot):
    commit(ethnic, "汉")
    with qtbot.waitSignal(ethnic.wished) as wished:
        qtbot.keyClick(ethnic, Key.Key_Return)
    assert wished.args == [Wish.NEXT]


def test_the_list_shows_code_and_name(ethnic, window):
    commit(ethnic, "mgz")
    assert rows(window)[0] == "02  蒙古族"


def test_the_value_stands_before_names_that_begin_alike():
    assert narrowed(code_choices("grade"), "1")[0].value == "1"


def test_down_moves_in_the_open_list_and_goes_on_when_it_is_closed(ethnic, qtbot, window):
    commit(ethnic, "m")
    listed = rows(window)
    qtbot.keyClick(ethnic, Key.Key_Down)
    qtbot.keyClick(ethnic, Key.Key_Return)
    assert listed[1] == f"{ethnic.read().value}  {ethnic.text()}"
    with qtbot.waitSignal(ethnic.wished) as wished:
        qtbot.keyClick(ethnic, Key.Key_Down)
    assert wished.args == [Wish.DOWN]


def test_alt_down_lists_everything_at_the_present_value(ethnic, qtbot, window):
    ethnic.set_value("11")
    qtbot.keyClick(ethnic, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(rows(window)) == len(code_choices("ethnic"))
    qtbot.keyClick(ethnic, Key.Key_Return)
    assert ethnic.read().value == "11"


def test_escape_closes_the_list_first(ethnic, qtbot):
    commit(ethnic, "m")
    qtbot.keyClick(ethnic, Key.Key_Escape)
    assert not ethnic.is_open()
    assert ethnic.text() == "m"


def test_a_mouse_click_on_the_sign_opens_and_a_click_on_a_row_takes(ethnic, qtbot, window):
    at = QPoint(ethnic.width() - 8, ethnic.height() // 2)
    qtbot.mouseClick(ethnic, Qt.MouseButton.LeftButton, pos=at)
    listed = next(each for each in window.findChildren(QListWidget) if each.isVisible())
    place = listed.visualItemRect(listed.item(1)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ethnic.read().value == "02"
    assert not ethnic.is_open()


def test_a_click_elsewhere_closes_the_list(ethnic, qtbot, window):
    commit(ethnic, "m")
    assert ethnic.is_open()
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 395))
    assert not ethnic.is_open()


def test_text_that_fits_nothing_stays_and_the_value_is_unchanged(ethnic):
    ethnic.set_value("01")
    ethnic.selectAll()
    commit(ethnic, "火星族")
    assert ethnic.text() == "火星族"
    assert ethnic.value() == "01"
    assert not ethnic.read().kept
    assert "火星族" in ethnic.read().problem


def test_nothing_is_offered_while_composing(ethnic):
    compose(ethnic, "han")
    assert not ethnic.is_open()
    commit(ethnic, "汉")
    assert ethnic.is_open()


def test_emptied_means_no_value(ethnic, qtbot):
    ethnic.set_value("01")
    ethnic.selectAll()
    qtbot.keyClick(ethnic, Key.Key_Delete)
    assert ethnic.read() == (None, "", True)


def test_a_value_that_is_in_no_list_is_shown_as_it_is(ethnic):
    ethnic.set_value("77")
    assert ethnic.text() == "77"
    assert not ethnic.is_changed()


def test_tab_takes_the_highlighted(ethnic, qtbot, window):
    other = CodeBox(code_choices("sex"), window)
    window.layout().addWidget(other)
    other.show()
    commit(ethnic, "m")
    qtbot.keyClick(ethnic, Key.Key_Tab)
    assert ethnic.read().value == "02"
    assert other.hasFocus()


def test_several_are_ticked_by_typing(many, qtbot):
    for typed in ("丧偶", "2"):
        commit(many.entry, typed)
        qtbot.keyClick(many.entry, Key.Key_Return)
    assert many.read().value == "2,3"


def test_enter_on_the_empty_line_goes_on(many, qtbot):
    commit(many.entry, "2")
    qtbot.keyClick(many.entry, Key.Key_Return)
    with qtbot.waitSignal(many.wished) as wished:
        qtbot.keyClick(many.entry, Key.Key_Return)
    assert wished.args == [Wish.NEXT]


def test_space_ticks_and_unticks_in_the_list_of_all(many, qtbot, window):
    many.set_value("1")
    qtbot.keyClick(many.entry, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert rows(window)[0].startswith("☑")
    qtbot.keyClick(many.entry, Key.Key_Space)
    qtbot.keyClick(many.entry, Key.Key_Down)
    qtbot.keyClick(many.entry, Key.Key_Space)
    assert many.read().value == "2"
    assert [row[0] for row in rows(window)[:3]] == ["☐", "☑", "☐"]


def test_backspace_takes_the_last_away(many, qtbot):
    many.set_value("1,3")
    qtbot.keyClick(many.entry, Key.Key_Backspace)
    assert many.read().value == "1"
    qtbot.keyClick(many.entry, Key.Key_Backspace)
    assert many.read().value is None


def test_text_that_was_not_taken_is_refused(many):
    many.set_value("1")
    commit(many.entry, "没有这样的")
    assert not many.read().kept
    assert many.value() == "1"


def test_codes_in_no_list_are_kept(many, qtbot):
    many.set_value("1,88")
    commit(many.entry, "2")
    qtbot.keyClick(many.entry, Key.Key_Return)
    assert many.read().value == "1,2,88"
