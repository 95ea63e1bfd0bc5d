"""拿不准: a row stands beside the child it may be about, and one key decides it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions.rehearsing.unsure_cases import Comparison, Decision, SameChild, UnsureCase
from ledger_app.gui.rosters.unsure_pane import UnsurePane
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


def beside(student, called="王刚（青山小学三年级1）"):
    return Comparison(
        student,
        called,
        ("出生日期 2017-03-11",),
        ("村或住址 清泉村 / 联合村",),
        (("姓名", "王刚", "王刚"), ("现住址", "清泉村", "联合村"), ("民族", "汉族", "")),
    )


CASES = [
    UnsureCase("k1", "王刚", "名单 第 4 行", (beside("s1"), beside("s2", "王刚（联合小学）"))),
    UnsureCase("k2", "李梅", "名单 第 9 行", (beside("", "李梅（同一份表 名单 第 8 行）"),)),
]


@pytest.fixture
def pane(qtbot, qapp):
    pane = UnsurePane()
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    pane.show()
    pane.show_cases(CASES, {})
    pane.setFocus()
    return pane


def decided(pane, qtbot, *keys):
    told = []
    pane.decided.connect(lambda key, decision: told.append((key, decision)))
    for key in keys:
        qtbot.keyClick(pane.table, key)
    return told


def answers(pane):
    return [pane.rows.index(row, 2).data() for row in range(pane.rows.rowCount())]


def test_both_stand_side_by_side_with_the_facts_for_and_against(pane):
    assert "是不是 王刚（青山小学三年级1）？（1/2" in pane.who.text()
    assert pane.agreeing.text() == "对得上：出生日期 2017-03-11"
    assert pane.differing.text() == "对不上：村或住址 清泉村 / 联合村"
    shown = [[pane.sides.index(row, at).data() for at in range(3)] for row in range(3)]
    assert shown[1] == ["现住址", "清泉村", "联合村"]
    assert pane.sides.line(1).token == "danger"
    assert (pane.sides.line(0).token, pane.sides.line(2).token) == ("", "")


def test_one_key_decides_and_leads_to_the_next_row(pane, qtbot):
    told = decided(pane, qtbot, Qt.Key.Key_1, Qt.Key.Key_2)
    assert told == [
        ("k1", Decision(SameChild.SAME, "s1")),
        ("k2", Decision(SameChild.OTHER, "")),
    ]
    assert answers(pane) == ["同一人", "不是同一人"]
    assert pane.said.text() == "都答复了。"


def test_of_several_children_the_one_in_sight_is_meant(pane, qtbot):
    told = decided(pane, qtbot, Qt.Key.Key_Right, Qt.Key.Key_1)
    assert told == [("k1", Decision(SameChild.SAME, "s2"))]


def test_what_is_put_off_is_no_answer_for_good(pane, qtbot):
    assert decided(pane, qtbot, Qt.Key.Key_3) == [("k1", Decision(SameChild.LATER, ""))]
    assert answers(pane) == ["以后再说", "还没有答复"]
    assert "还有 1 行没有答复" in pane.said.text()


def test_an_answer_can_be_changed(pane, qtbot):
    decided(pane, qtbot, Qt.Key.Key_1)
    pane.table.go_to(0)
    assert decided(pane, qtbot, Qt.Key.Key_2)[-1] == ("k1", Decision(SameChild.OTHER, ""))


def test_other_keys_decide_nothing(pane, qtbot):
    keys = (Qt.Key.Key_4, Qt.Key.Key_0, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert decided(pane, qtbot, *keys) == []


def test_another_rehearsal_keeps_answers_and_place(pane, qtbot):
    pane.table.go_to(1)
    pane.show_cases(CASES, {"k1": SameChild.SAME})
    assert answers(pane) == ["同一人", "还没有答复"]
    assert pane.table.currentIndex().row() == 1
