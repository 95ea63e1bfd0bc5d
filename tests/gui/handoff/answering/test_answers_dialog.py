"""A school answers questions and returned files by a key and a line; nothing is answered twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import edit_file, undo_revision
from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
from tests.actions.handoff.planted import bring_question, bring_verdict
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
Key = Qt.Key
OLD, NEW = "13800000000", "13900000001"


@pytest.fixture
def children(ledger):
    """王小明's telephone is asked about, 李雨涵's file was sent back."""
    told = {"grade": "3", "class_no": "2", "phone": OLD}
    ids = [
        edit_file.add_student(ledger, {"name": name, **told}).record_id
        for name in ("王小明", "李雨涵")
    ]
    about = {"table_name": "student", "record": ids[0], "field": "phone", "value": OLD}
    bring_question(ledger, ids[0], asked="电话打不通，对吗？", **about)
    bring_verdict(ledger, ids[1], reason="住址不全")
    return ids


@pytest.fixture
def dialog(qtbot, ledger, children):
    return shown(qtbot, ledger)


def shown(qtbot, ledger, students=None):
    dialog = AnswersDialog(started(ledger), None, students)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def at(dialog, name):
    for row in range(dialog.model.rowCount()):
        if dialog.model.line(row).texts[1] == name:
            dialog.table.go_to(row)


def state(dialog, name):
    lines = (dialog.model.line(row).texts for row in range(dialog.model.rowCount()))
    return next(texts[-1] for texts in lines if texts[1] == name)


def question(ledger):
    return ledger.rows("SELECT answer, reply, answered_on FROM question")[0]


def test_both_kinds_stand_in_one_list_with_who_asked_and_what_stood_there(dialog):
    assert dialog.open_count() == 2
    at(dialog, "王小明")
    assert "电话打不通，对吗？（王老师 2026-11-20）" in dialog.text.text()
    assert OLD in dialog.values.text()
    at(dialog, "李雨涵")
    assert "住址不全" in dialog.text.text()
    assert dialog.values.text() == ""


def test_a_correction_is_typed_and_answers_the_question_with_it(qtbot, ledger, children, dialog):
    at(dialog, "王小明")
    qtbot.keyClick(dialog.table, Key.Key_1)
    entry = dialog.typed.editor().entry()
    entry.setText(NEW)
    qtbot.keyClick(entry, Key.Key_Return)
    assert ledger.value("SELECT phone FROM student WHERE id = ?", [children[0]]) == NEW
    assert question(ledger) == {
        "answer": "accepted", "reply": None, "answered_on": "2026-11-21",
    }  # fmt: skip
    undo_revision.undo(ledger)
    assert ledger.value("SELECT phone FROM student WHERE id = ?", [children[0]]) == OLD
    assert question(ledger)["answer"] is None


def test_the_same_value_typed_again_is_no_correction(qtbot, ledger, dialog):
    at(dialog, "王小明")
    qtbot.keyClick(dialog.table, Key.Key_1)
    entry = dialog.typed.editor().entry()
    entry.setText(OLD)
    qtbot.keyClick(entry, Key.Key_Return)
    assert "和现在的一样" in dialog.said.text()
    assert question(ledger)["answer"] is None


def test_what_was_corrected_before_is_answered_by_the_key_alone(qtbot, ledger, children, dialog):
    edit_file.save_fields(ledger, "student", children[0], {"phone": NEW})
    dialog.read()
    at(dialog, "王小明")
    assert NEW in dialog.values.text()
    qtbot.keyClick(dialog.table, Key.Key_1)
    assert question(ledger)["answer"] == "accepted"


@pytest.mark.parametrize(("key", "code"), [(Key.Key_2, "answered"), (Key.Key_3, "refused")])
def test_an_explanation_or_a_refusal_asks_for_its_words(qtbot, ledger, dialog, key, code):
    at(dialog, "王小明")
    qtbot.keyClick(dialog.table, key)
    assert question(ledger)["answer"] is None
    assert dialog.reply.line.hasFocus()
    dialog.reply.line.setText("家长换了号，打过是对的")
    qtbot.keyClick(dialog.reply.line, Key.Key_Return)
    assert question(ledger)["answer"] == code
    assert question(ledger)["reply"] == "家长换了号，打过是对的"
    assert dialog.reply.text() == ""


def test_a_returned_file_is_answered_in_words(qtbot, ledger, dialog):
    at(dialog, "李雨涵")
    assert not dialog.buttons["accepted"].isVisible()
    dialog.reply.line.setText("门牌号还没有编")
    qtbot.keyClick(dialog.reply.line, Key.Key_Return)
    assert ledger.value("SELECT reply FROM verdict") == "门牌号还没有编"
    assert dialog.open_count() == 1


def test_an_empty_answer_is_refused_with_a_sentence(dialog):
    at(dialog, "李雨涵")
    dialog.answer_in_words()
    assert "答复还是空的" in dialog.said.text()
    assert dialog.open_count() == 2


def test_a_returned_file_that_was_mended_waits_for_the_next_package(ledger, children, dialog):
    edit_file.save_fields(ledger, "student", children[1], {"address": "青山村三组 12 号"})
    dialog.read()
    assert state(dialog, "李雨涵") == "已改动，等下一包"
    assert dialog.open_count() == 1


def test_the_file_is_opened_where_it_is_to_be_mended(ledger, children, dialog):
    wanted = []
    dialog.student_wanted.connect(lambda *told: wanted.append(told))
    at(dialog, "王小明")
    dialog.buttons["open"].click()
    assert wanted == [(children[0], "student", children[0], "phone")]
    assert not dialog.isVisible()


def test_words_typed_for_one_child_are_not_written_for_the_next(qtbot, dialog):
    at(dialog, "王小明")
    dialog.reply.line.setText("说的是王小明")
    at(dialog, "李雨涵")
    assert dialog.reply.text() == ""


def test_after_the_last_answer_the_dialog_can_be_closed_by_enter(qtbot, dialog):
    for name in ("李雨涵", "王小明"):
        at(dialog, name)
        dialog.reply.line.setText("核实过，没有错")
        qtbot.keyClick(dialog.reply.line, Key.Key_Return)
    assert dialog.open_count() == 0
    assert dialog.buttons["close"].hasFocus()


def test_only_the_children_asked_for_are_shown(qtbot, ledger, children):
    dialog = shown(qtbot, ledger, {children[1]})
    assert [dialog.model.line(row).texts[1] for row in range(dialog.model.rowCount())] == ["李雨涵"]


def test_an_empty_list_says_how_something_would_come_onto_it(qtbot, ledger):
    dialog = AnswersDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "收下回执以后" in dialog.said.text()
    assert not any(dialog.buttons[key].isVisible() for key in ("accepted", "reply", "open"))
    assert not dialog.reply.isVisible()
