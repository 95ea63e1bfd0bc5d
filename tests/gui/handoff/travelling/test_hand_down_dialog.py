"""下发核实名单: each ticked child becomes a question at its school, and the rest does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import questions
from ledger_app.gui.handoff.travelling.hand_down_dialog import HandDownDialog
from tests.actions.travel.three_units import add_child
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_chosen_are_asked_about_and_those_without_a_school_are_named(three, qtbot):
    two = [add_child(three.green, name) for name in ("王甲", "李乙")]
    three.up(three.green)
    own = edit_file.add_student(three.township, {"name": "陈丙", "sex": "1"}).record_id
    window = QWidget()
    qtbot.addWidget(window)  # the dialog itself goes when it is closed
    dialog = HandDownDialog(started(three.township), [*two, own], window)
    dialog.show()
    told = []
    dialog.told.connect(told.append)
    assert [dialog.table.lines.line(row).texts[3] for row in (0, 1)] == ["青山小学"] * 2
    assert dialog._left_out == 1
    stays = dialog.table.lines.line(1).key
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.yes.text() == "下发 1 人"
    dialog.accept()
    assert dialog.problem.isVisible()  # nobody said what is to be looked at
    dialog.text.setPlainText("孩子在哪里上学？")
    dialog.source.setText("公安户籍比对")
    dialog.accept()
    (asked,) = questions.open_questions(three.township)
    assert (asked.student, asked.asked) == (stays, "孩子在哪里上学？（名单：公安户籍比对）")
    assert told == ["已请 1 所学校核实 1 人，随下一份回执下去。"]


def test_without_anybody_it_is_said_where_children_come_from(three, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = HandDownDialog(started(three.township), (), window)
    assert not dialog.yes.isEnabled()
    assert "没有要学校核实的孩子" in dialog._about()
