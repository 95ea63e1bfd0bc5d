"""A number typed again from the paper: equal is marked, different is asked, a change voids it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ledger_app.actions import edit_file
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.noting.second_look_dialog import SecondLookDialog
from tests.gui.frame import wait_free
from tests.gui.real_window import editor, pane, stored

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHONE, OTHER = "13800001000", "13800001007"
KEY = "guardian_phone"


def dialogs():
    return [
        each for each in QApplication.topLevelWidgets()
        if isinstance(each, SecondLookDialog) and each.isVisible()
    ]  # fmt: skip


def asked_at(window, key=KEY):
    editor(window, key).focus_editor()
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+K")
    return keys


def mark(window, key=KEY):
    return editor(window, key).marks.texts()[0]


def test_what_was_typed_first_is_not_shown_and_equal_is_marked(window, ids, qtbot):
    keys = asked_at(window)
    [found] = dialogs()
    shown = " ".join(each.text() for each in found.findChildren(QLabel)) + found.again.text()
    assert PHONE not in shown
    assert PHONE[-4:] not in shown
    keys.write("138 0000 1000").press("Enter")
    wait_free(qtbot, window)
    assert dialogs() == []
    assert mark(window) == "✓ 已复录"
    assert (keys.pressed, keys.written) == (2, 13)


def test_another_value_voids_it_and_undo_brings_it_back(window, ids, qtbot):
    asked_at(window).write(PHONE).press("Enter")
    edit_file.save_fields(window.session.ledger, "student", ids["王𬱖"], {KEY: OTHER})
    pane(window).reload()
    assert mark(window) == ""
    edit_file.save_fields(window.session.ledger, "student", ids["王𬱖"], {KEY: PHONE})
    pane(window).reload()
    assert mark(window) == "✓ 已复录"


def test_a_difference_is_shown_and_one_key_says_which_is_right(window, ids, qtbot):
    keys = asked_at(window)
    keys.write(OTHER).press("Enter")
    [found] = dialogs()
    assert "1380000100【0】" in found.first.text()
    assert "1380000100【7】" in found.second.text()
    keys.press("Enter")  # nothing is taken by chance
    assert stored(window, ids["王𬱖"], KEY) == PHONE
    keys.press("2")
    wait_free(qtbot, window)
    assert stored(window, ids["王𬱖"], KEY) == OTHER
    assert mark(window) == "✓ 已复录"
    revealed = window.session.ledger.value("SELECT count(*) FROM audit WHERE event = 'reveal'")
    assert revealed == 1
    keys.press("Ctrl+Z")
    wait_free(qtbot, window)
    assert stored(window, ids["王𬱖"], KEY) == PHONE
    assert mark(window) == ""


def test_the_first_one_can_be_right_and_a_third_time_can_be_typed(window, ids, qtbot):
    keys = asked_at(window)
    keys.write(OTHER).press("Enter")
    [found] = dialogs()
    found.again.setFocus()
    keys.press("Backspace").write("8").press("Enter")
    assert "【8】" in found.second.text()
    keys.press("1")
    wait_free(qtbot, window)
    assert stored(window, ids["王𬱖"], KEY) == PHONE
    assert mark(window) == "✓ 已复录"


def test_the_numbers_of_a_class_are_asked_for_one_after_the_other(window, ids, qtbot):
    CountedKeys(window).press("Ctrl+Alt+L")
    [found] = dialogs()
    assert [each.label for each in found._numbers] == ["身份证件号", "监护人电话"]
    number = stored(window, ids["王𬱖"], "id_no")
    keys = CountedKeys(window)
    keys.write(number).press("Enter")
    assert "第 2 个，共 2 个" in found._count.text()
    keys.write(PHONE).press("Enter")
    wait_free(qtbot, window)
    assert dialogs() == []
    assert keys.pressed == 2
    said = []
    window.pages.page("students").many.told.connect(said.append)
    window.pages.page("students").many.ask_second_looks()
    assert said == ["没有还没复录的号码：手工输的都核对过了。"]


def test_a_field_without_a_number_has_nothing_to_compare(window):
    asked_at(window, "remark")
    assert dialogs() == []
