"""How many keys the common acts cost, in the real window: no act may become dearer unseen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.bench.keys.find_and_change import NEW_NUMBER, find_and_change
from tests.gui.real_window import at_child, editor, make_children, pane, stored


@pytest.fixture
def window(qtbot, tmp_path):
    path, ids = make_children(tmp_path)
    window = at_child(qtbot, path, ids["赵国庆"])
    window.ids = ids
    return window


def test_a_telephone_is_found_changed_and_left_in_four_keys_and_its_digits(window):
    keys = CountedKeys(window)
    find_and_change(window, keys, "李梓涵")
    assert stored(window, window.ids["李梓涵"], "guardian_phone") == NEW_NUMBER
    assert pane(window).student_id() == window.ids["李梓涵"]
    page = window.pages.page("students")
    assert QApplication.focusWidget() in (page.view, page.bar.box)
    assert keys.pressed <= 4
    assert keys.written == len(NEW_NUMBER) + len("李梓涵")


def test_ctrl_t_goes_from_one_telephone_of_the_family_to_the_next(window):
    keys = CountedKeys(window)
    keys.press("Ctrl+T", "Ctrl+T").write("13800000008")
    keys.press("Ctrl+Enter")
    child = window.ids["赵国庆"]
    assert stored(window, child, "phone") == "13800000008"
    assert stored(window, child, "guardian_phone") == "13800001005"


def test_it_is_the_number_of_the_family_that_the_file_shows_as_the_guardians(window):
    child = window.ids["赵国庆"]
    session = window.session
    session.act(edit_file.save_fields, "student", child, {"guardian_phone": None})
    mother = {"name": "钱芳", "relation": "52", "is_guardian": "1", "phone": "13800000001"}
    added = session.act(edit_file.add_record, "family_member", child, mother).value
    keys = CountedKeys(window)
    keys.press("Ctrl+T").write("13800000002")
    keys.press("Ctrl+Enter")
    query = "SELECT phone FROM family_member WHERE id = ?"
    assert session.ledger.value(query, [added.record_id]) == "13800000002"


def test_ctrl_enter_stays_where_something_cannot_be_kept(window):
    pane(window).focus_field("birth_date")
    CountedKeys(window).write("什么时候").press("Ctrl+Enter")
    page = window.pages.page("students")
    assert QApplication.focusWidget() not in (page.view, page.bar.box)
    assert editor(window, "birth_date").typed() == "什么时候"
