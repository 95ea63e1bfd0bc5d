"""From 今日: a class of which many are not known to be at school; a child that is missed."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Session
from ledger_app.gui.today.page import TodayPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qtbot, ledger):
    session = Session()
    session.start(ledger)
    for name in ("王一", "李二", "赵涛", "钱四", "孙五"):
        given = {"name": name, "school": "福利镇中心小学", "grade": "3", "class_no": "1"}
        child = edit_file.add_student(ledger, given).record_id
    edit_file.add_record(ledger, "absence", child, {"from_on": "2026-11-20", "excused": "0"})
    made = TodayPage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def go_to(page, wanted):
    for row in range(page.model.rowCount()):
        page.view.setCurrentIndex(page.model.index(row))
        if wanted():
            return
    raise AssertionError("no such line")


def test_a_class_that_is_not_verified_is_registered_from_its_line(page):
    go_to(page, lambda: page.view.fold() and page.view.fold().school_class)
    page.acting.by_key["work"].trigger()
    (dialog,) = page.findChildren(RollCallDialog)
    assert dialog.said.text().startswith("福利镇中心小学三(1)班")
    assert dialog.held_on.value() == "2026-11-20"  # the last day of school


def test_a_missed_child_that_is_back_was_seen_at_school(page, qtbot):
    go_to(page, lambda: page.view.line() and page.view.line().reminder.topic == "缺勤")
    with qtbot.waitSignal(page.asks) as asked:
        page.acting.by_key["returned"].trigger()
    wish = asked.args[0]
    assert isinstance(wish, ShowStudent)
    assert (wish.new_record, wish.presets["kind"]) == ("sighting", "1")
