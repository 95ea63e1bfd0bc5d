"""填到校: the line of 今日 opens one small dialog; with it the child is at its new school."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list
from ledger_app.actions.travel import passages
from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog
from ledger_app.gui.today.line_dialogs import line_dialog
from ledger_app.store.lists.student_files import load_file
from tests.actions.travel.three_units import UNION, add_child, status
from tests.gui.children import started

OUT = {"kind": "21", "changed_on": "2026-11-18", "to_school": "联合小学"}


@pytest.fixture
def child(three):
    student = add_child(three.green, "王甲", register_change=OUT)
    three.up(three.green)
    passages.hand_over(three.township, [student], UNION)
    three.down(three.union)
    three.down(three.green)
    return student


def line(ledger):
    return next(each for each in due_list.due(ledger) if each.rule == "file_not_arrived")


def test_the_new_school_notes_day_and_class(three, child, qtbot):
    session = started(three.union)
    dialog = line_dialog(session, line(three.union), None)
    assert isinstance(dialog, ArrivedDialog)
    qtbot.addWidget(dialog)
    dialog.editors["arrived_on"].set_value("2026-11-01")
    dialog.accept()
    assert "到校日期" in dialog.problem.text()  # before it left
    dialog.editors["arrived_on"].set_value("2026-11-20")
    dialog.editors["class_no"].set_value("2")
    dialog.accept()
    assert status(three.union, child) == "1"
    student = load_file(three.union, child).student
    assert (student["grade"], student["class_no"]) == ("5", "2")


def test_the_old_school_sees_the_file_where_the_telephones_stand(three, child):
    assert line_dialog(started(three.green), line(three.green), None) is None
