"""接管撤并学校: every child with where it goes; none is lost, and without a day nothing is done."""

from __future__ import annotations

import pytest

from ledger_app.gui.handoff.travelling.take_over_dialog import TakeOverDialog
from ledger_app.store.handoff.keepers import keepers
from tests.actions.travel.three_units import GREEN, UNION, add_child
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TOWN = "529901"


@pytest.fixture
def children(three):
    found = [add_child(three.green, name) for name in ("王甲", "李乙")]
    three.up(three.green)
    return found


@pytest.fixture
def dialog(three, children, qtbot):
    made = TakeOverDialog(started(three.township))
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_child_stands_with_its_school_and_those_without_one_are_counted(dialog):
    assert dialog.code() == GREEN
    assert dialog.school.currentText() == "青山小学（2 人）"
    assert dialog.pane.model.line(0).texts[2] == "⚠ 还没有定"
    assert "2 人里 2 人还没有定" in dialog.about.text()
    assert "第 1 包" in dialog.last.text()


def test_a_receiving_school_is_given_and_all_are_taken_over(three, children, dialog, qtbot):
    dialog.pane.buttons["give"].click()
    assert "先选接收学校" in dialog.said.text()
    dialog.to.set_value(UNION)
    dialog.pane.table.selectRow(0)
    first = dialog.pane.chosen()[0]
    dialog.pane.buttons["give"].click()
    assert "2 人里 1 人还没有定" in dialog.about.text()
    dialog.go.click()
    assert "撤并日期还没有填" in dialog.said.text()
    assert set(keepers(three.township, children).values()) == {GREEN}
    dialog.closed_on.set_value("2026-11-20")
    dialog.go.click()
    qtbot.waitUntil(lambda: "已接管" in dialog.said.text())
    kept = keepers(three.township, children)
    assert kept.pop(first) == UNION
    assert set(kept.values()) == {TOWN}
    assert dialog.code() == UNION  # the closed one keeps nobody any more


def test_a_day_to_come_is_refused_and_nothing_changes(three, children, dialog, qtbot):
    dialog.closed_on.set_value("2026-12-31")
    dialog.go.click()
    qtbot.waitUntil(lambda: "还没有撤并日期" in dialog.said.text())
    assert set(keepers(three.township, children).values()) == {GREEN}
    assert dialog.go.isEnabled()
