"""The figures of two months under the lines of 今日, and the list behind each."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.today.months_strip import DeedsDialog
from tests.gui.today.test_page import lines

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def said(page):
    return [each.text() for each in page.months.figures]


def test_a_call_and_one_in_vain_are_counted_at_once(page, ids):
    before = said(page)
    assert before[3] == "办了 1"  # the visit on which the return was promised
    given = {"contacted_on": "2026-11-20", "mode": "2", "result": "7"}
    page._session.act(edit_file.add_record, "contact", ids["赵国庆"], given)
    assert said(page)[3] == "办了 2"
    line = next(each.reminder for each in lines(page) if each.reminder.student)
    page._session.act(due_list.answer_all, [line], "impossible", reason="桥断了")
    assert (before[4], said(page)[4]) == (
        "没办成 0",
        "没办成 1",
    )  # one line


def test_each_figure_opens_as_many_as_it_says_and_leads_to_the_child(page):
    for at, text in enumerate(said(page)):
        page.months.figures[at].click()
        dialog = page.findChildren(DeedsDialog)[-1]
        assert dialog.model.rowCount() == int(text.split()[-1])
        dialog.reject()
    page.months.figures[3].click()
    dialog = page.findChildren(DeedsDialog)[-1]
    asked = []
    page.asks.connect(asked.append)
    dialog._go.click()
    assert [type(each) for each in asked] == [ShowStudent]


def test_what_is_left_is_what_the_list_holds_until_the_end_of_the_month(page):
    due = [each for each in lines(page) if each.reminder.due_on <= "2026-11-30"]
    assert said(page)[5] == f"还有 {len(due)}"


def test_a_locked_ledger_leaves_no_figures(page):
    page._session._ledger = None
    page._session.locked.emit()
    assert not page.months.isVisible()
    assert page.months._lists == []
