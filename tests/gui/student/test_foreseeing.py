"""What an entry will do stands under its field before it is kept, and Esc takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ledger_app.actions.foreseeing import what_if
from ledger_app.gui.form.foreseeing import IDLE
from ledger_app.store.file import audit
from tests.gui.frame import IGNORED
from tests.gui.real_window import Holder, editor, half_type, pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
CONFIRMED = "confirmed_on"


@pytest.fixture
def at_case(window):
    """Return the window at the suspicion of 王𬱖."""
    pane(window).show_tab("dropout")
    return window


def rest(qtbot):
    qtbot.wait(IDLE + 60)


def confirm(window, text="2026-11-20"):
    return half_type(window, CONFIRMED, text, "dropout")


def status(window):
    return pane(window).opened().status.name


def test_under_a_day_stands_what_it_changes_before_it_is_kept(qtbot, at_case):
    head = audit.head(at_case.session.ledger)
    field = confirm(at_case)
    assert field.consequence() == ""  # no letter waits for it
    rest(qtbot)
    assert field.consequence().startswith(
        "→ 疑似辍学 变为 辍学；进入辍学台账；离开疑似辍学台账；11-23 前：辍学书面报告"
    )
    assert field._consequence.isVisible()
    assert field._consequence.toolTip() == field.consequence()
    assert status(at_case) == "疑似辍学"
    assert audit.head(at_case.session.ledger) == head


def test_esc_takes_value_and_line_away(qtbot, at_case):
    field = confirm(at_case)
    rest(qtbot)
    QTest.keyClick(field.entry(), Qt.Key.Key_Escape)
    rest(qtbot)
    assert (field.typed_text(), field.consequence()) == ("", "")
    assert not field._consequence.isVisible()
    assert status(at_case) == "疑似辍学"


def test_once_kept_the_head_says_it_and_the_line_goes(qtbot, at_case):
    field = confirm(at_case)
    rest(qtbot)
    QTest.keyClick(field.entry(), Qt.Key.Key_Return)
    rest(qtbot)
    assert field.consequence() == ""
    assert status(at_case) == "辍学"


def test_a_day_that_cannot_be_read_and_the_same_day_again_say_nothing(qtbot, at_case):
    field = confirm(at_case)
    rest(qtbot)
    assert field.consequence()
    confirm(at_case, "去年冬天")
    rest(qtbot)
    assert field.consequence() == ""
    suspected = half_type(at_case, "suspected_on", "20261118", "dropout")
    rest(qtbot)
    assert suspected.consequence() == ""


def test_nothing_is_said_while_letters_are_being_composed(qtbot, at_case, monkeypatch):
    asked = []
    monkeypatch.setattr(what_if, "tell", lambda *given: asked.append(given) or what_if.Told())
    field = confirm(at_case)
    QApplication.sendEvent(field.entry(), QInputMethodEvent("shi", []))
    rest(qtbot)
    assert (asked, field.consequence()) == ([], "")


def test_of_a_field_that_nothing_rests_on_nothing_is_worked_out(qtbot, at_case, monkeypatch):
    monkeypatch.setattr(what_if, "what_if", lambda *_: pytest.fail("asked for nothing"))
    field = half_type(at_case, "phone", "13800001111")
    rest(qtbot)
    assert field.consequence() == ""


def test_a_new_record_tells_what_it_brings_with_its_first_values(qtbot, at_case):
    pane(at_case).new_record("contact")
    field = half_type(at_case, "promised_on", "2026-11-24", "contact")
    rest(qtbot)
    assert "11-24 前：承诺返校日" in field.consequence()
    assert not pane(at_case).opened().file.of("contact")


def test_going_through_an_open_list_says_it_of_the_marked_code(qtbot, window):
    field = editor(window, "register_status")
    field.focus_editor()
    QTest.keyClick(field.entry(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.entry().is_open()
    said = []
    for _ in range(7):
        QTest.keyClick(field.entry(), Qt.Key.Key_Down)
        rest(qtbot)
        said.append(field.consequence())
    assert any(said)
    foot = field.entry()._list._foot
    assert (foot.text(), foot.isVisible()) == (said[-1], bool(said[-1]))
    QTest.keyClick(field.entry(), Qt.Key.Key_Escape)
    rest(qtbot)
    assert field.consequence() == ""


def test_while_long_work_has_the_ledger_nothing_is_asked_and_nothing_waits(qtbot, at_case):
    holder = Holder(at_case)
    field = confirm(at_case)
    rest(qtbot)
    assert field.consequence() == ""
    holder.let_go(qtbot)


def test_the_form_stays_where_it_is_when_the_line_comes(qtbot, at_case):
    field = confirm(at_case)
    place = field.mapToGlobal(field.rect().topLeft())
    rest(qtbot)
    assert field.consequence()
    assert field.mapToGlobal(field.rect().topLeft()) == place


def test_a_time_typed_behind_a_day_that_was_given_up_is_forgotten(qtbot, at_case):
    field = half_type(at_case, "reported_township_on", "11-18 15:30", "dropout")
    rest(qtbot)
    QTest.keyClick(field.entry(), Qt.Key.Key_Escape)
    assert field.time_typed == ""
