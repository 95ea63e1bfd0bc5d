"""The township asks about a field, sees the answer, and closes the question or asks again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ledger_app.actions.handoff import questions
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog
from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import GREEN, new_township, take_package
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture
def child(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    return child


@pytest.fixture
def over(qtbot):
    """What a dialog stands over."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def answered(ledger, question, **values):
    """Let the school's answer come with its package."""
    with revise(ledger, "merge_package", "第 2 包") as revision:
        revision.update("question", question, {"answered_on": "2026-11-21", **values})


def test_a_question_is_asked_about_a_field(qtbot, over, township, child):
    dialog = AskDialog(started(township), [child], ("student", child, "phone"), over)
    dialog.show()
    assert "王小明" in dialog.who.text()
    assert "联系电话" in dialog.who.text()
    dialog.text.setPlainText("电话打不通，请核实")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (asked,) = questions.open_questions(township)
    assert (asked.asked, asked.field, asked.is_ours) == ("电话打不通，请核实", "phone", True)


def test_an_empty_question_is_not_asked(over, township, child):
    dialog = AskDialog(started(township), [child], parent=over)
    dialog.accept()
    assert "问题还是空的" in dialog.problem.text()
    assert questions.open_questions(township) == []
    dialog.reject()


def test_answered_ones_stand_first_with_what_was_said(qtbot, township, child):
    questions.ask(township, [child], "还在家吗？")
    (second,) = questions.ask(township, [child], "电话对吗？", field="phone")
    answered(township, second, answer="answered", reply="打过，是对的", answered_by="李敏")
    dialog = shown(qtbot, AskedDialog(started(township)))
    assert dialog.model.line(0).key == second
    assert "打过，是对的" in dialog.told.text()
    assert "1 处有答复" in dialog.said.text()


def test_an_answer_is_accepted_and_the_question_gone(qtbot, township, child):
    (asked,) = questions.ask(township, [child], "电话对吗？", field="phone")
    answered(township, asked, answer="refused", reply="户口簿上就是这样")
    dialog = shown(qtbot, AskedDialog(started(township)))
    qtbot.keyClick(dialog.table, Qt.Key.Key_1)
    assert dialog.model.rowCount() == 0
    assert questions.open_questions(township) == []


def test_asked_again_ends_the_question_before(qtbot, township, child):
    (asked,) = questions.ask(township, [child], "电话对吗？", field="phone")
    answered(township, asked, answer="refused", reply="不改")
    dialog = shown(qtbot, AskedDialog(started(township)))
    qtbot.keyClick(dialog.table, Qt.Key.Key_2)
    again = dialog.findChild(AskDialog)
    again.text.setPlainText("户口簿上是哪个号？")
    again.accept()
    (left,) = questions.open_questions(township)
    assert (left.asked, left.field) == ("户口簿上是哪个号？", "phone")


def test_asked_again_and_not_sent_leaves_the_question(qtbot, township, child):
    questions.ask(township, [child], "电话对吗？", field="phone")
    dialog = shown(qtbot, AskedDialog(started(township)))
    qtbot.keyClick(dialog.table, Qt.Key.Key_2)
    dialog.findChild(AskDialog).reject()
    assert len(questions.open_questions(township)) == 1
