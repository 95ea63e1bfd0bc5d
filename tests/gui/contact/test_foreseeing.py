"""Before a call is kept, the short form says what it will change: lines, a case that it opens."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from shiboken6 import isValid

from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.form.foreseeing import IDLE
from ledger_app.gui.page import LogContact
from tests.gui.frame import wait_free

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened():
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, ContactDialog)]
    return next((each for each in found if isValid(each) and each.isVisible()), None)


@pytest.fixture
def form(qtbot, window, ids):
    wait_free(qtbot, window)
    window.pages.page("students").asks.emit(LogContact((ids["王𬱖"],)))
    qtbot.waitUntil(lambda: opened() is not None)
    return opened()


def choose(form, key, value):
    form.form.choices[key].set_value(value)
    form.form.choices[key].taken.emit()


def typed(form, key, text):
    form.form.editors[key].put_typed(text)
    form.form.editors[key]._typed()


def test_a_promise_brings_its_line_before_it_is_kept(qtbot, window, form):
    choose(form, "result", "2")
    typed(form, "promised_on", "2026-11-24")
    qtbot.waitUntil(lambda: "11-24 前：承诺返校日" in form.consequence.whole())
    assert form.consequence.isVisible()
    assert window.session.ledger.value("SELECT count(*) FROM contact") == 1  # of another child


def test_what_a_call_changes_stands_beside_the_buttons_where_nothing_scrolls(form):
    areas = form.findChildren(QScrollArea)
    assert any(area.isAncestorOf(form.form) for area in areas)
    assert not any(area.isAncestorOf(form.consequence) for area in areas)


def test_nothing_is_said_of_what_would_be_refused(qtbot, form):
    choose(form, "result", "2")
    typed(form, "contacted_on", "去年冬天")
    form.form.editors["contacted_on"].set_value(None)
    typed(form, "promised_on", "2026-11-24")
    qtbot.wait(IDLE + 100)
    assert form.consequence.whole() == ""
