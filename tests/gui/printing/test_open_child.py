"""The print centre goes on with the child that is open on 学生."""

from __future__ import annotations

import pytest

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.page import PrintCards, ShowStudent
from tests.gui.frame import wait_free

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def picker(window):
    return window.pages.page("print").options.student


def test_the_open_child_is_chosen_by_name_and_can_be_changed(window, ids, qtbot):
    keys = CountedKeys(window)
    keys.press("Ctrl+3")
    wait_free(qtbot, window)
    assert picker(window).students == (ids["王𬱖"],)
    assert "王𬱖" in picker(window).search.text()
    picker(window).choose([ids["李梓涵"]])
    assert picker(window).students == (ids["李梓涵"],)
    keys.press("Ctrl+1")
    keys.press("Ctrl+3")
    wait_free(qtbot, window)
    assert picker(window).students == (ids["李梓涵"],), "今日 has no open child"
    window.pages.ask(ShowStudent(ids["王𬱖"]))
    wait_free(qtbot, window)
    window.pages.show_page("print")
    wait_free(qtbot, window)
    assert picker(window).students == (ids["王𬱖"],)


def test_cards_of_several_are_those_that_were_asked_for(window, ids, qtbot):
    wanted = (ids["李梓涵"], ids["王𬱖"])
    window.pages.ask(PrintCards(wanted))
    wait_free(qtbot, window)
    assert set(picker(window).students) == set(wanted)
