"""Differences of two ledgers are decided by a key each; what the other asked for is not refused
without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions.handoff import conflicts
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog
from tests.gui.children import fill, started
from tests.gui.frame import IGNORED
from tests.gui.handoff.deciding.differences import difference

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
Key = Qt.Key


@pytest.fixture
def decided(ledger, monkeypatch):
    """Three differences that wait; what was decided of them is kept here."""
    ids = fill(ledger)
    lines = [
        difference(ids["王𬱖"], "王𬱖", 1),
        difference(ids["李梓涵"], "李梓涵", 2, kind="correction", note="派出所回函"),
        difference(ids["单小雨"], "单小雨", 3, is_harmless=True, label="现住址"),
    ]
    written = []

    def decide(ledger, chosen, answer, reason="", value=None):
        if reason == "不行":
            raise LedgerError("台账只能看。", "请先另存。")
        written.append((list(chosen), answer, reason, value))
        return len(chosen)

    monkeypatch.setattr(conflicts, "open_conflicts", lambda ledger: lines)
    monkeypatch.setattr(conflicts, "decide", decide)
    return written


@pytest.fixture
def dialog(qtbot, ledger, decided):
    dialog = DifferencesDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_with_nothing_to_decide_the_list_has_the_room(qtbot, ledger, monkeypatch):
    monkeypatch.setattr(conflicts, "open_conflicts", lambda ledger: [])
    dialog = DifferencesDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.table.height() > dialog.height() // 2


def press(qtbot, dialog, *keys):
    for key in keys:
        qtbot.keyClick(dialog.table, key)


def test_both_values_stand_beside_each_other_with_who_and_when_and_the_story(dialog):
    sides = dialog.facing.sides
    assert sides["ours"].value.text() == "13800002001"
    assert sides["ours"].by.text() == "张老师 11-20 09:31"
    assert sides["theirs"].value.text() == "13900003001"
    assert sides["theirs"].by.text() == "李老师 11-19 16:02"
    assert "13800001000" in dialog.facing.base.text()
    told = [dialog.story.model.line(row).texts for row in range(dialog.story.model.rowCount())]
    assert any("2026-11-18" in texts for texts in told)  # suspected since then


def test_a_digit_decides_and_goes_on_to_the_next(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_1, Key.Key_2)
    assert decided == [(["d1"], "ours", "", None), (["d2"], "theirs", "", None)]
    assert dialog.table.currentIndex().row() == 2
    assert "还有 1 处没有定" in dialog.said.text()


def test_an_arrow_only_chooses_and_enter_writes(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_Left, Key.Key_Right)
    assert decided == []
    assert dialog.facing.sides["theirs"].property("role") == "chosen"
    press(qtbot, dialog, Key.Key_Return)
    assert decided == [(["d1"], "theirs", "", None)]


def test_enter_without_a_choice_writes_nothing_and_says_so(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_Return)
    assert decided == []
    assert "先按 ← 或 →" in dialog.said.text()
    assert dialog.isVisible()


def test_a_correction_is_not_refused_without_a_reason(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_Down, Key.Key_1)
    assert decided == []
    assert dialog.reason.line.hasFocus()
    dialog.reason.line.setText(" 电话问过  家长 ")
    qtbot.keyClick(dialog.reason.line, Key.Key_Return)
    assert decided == [(["d2"], "ours", "电话问过 家长", None)]
    assert dialog.reason.text() == ""
    assert "派出所回函" not in dialog.facing.note.text()  # of the next one


def test_a_third_value_is_typed_into_its_field(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_3)
    entry = dialog.typed.editor().entry()
    entry.setText("13700004444")
    qtbot.keyClick(entry, Key.Key_Return)
    assert decided == [(["d1"], "value", "", "13700004444")]
    assert not dialog.typed.isVisible()


def test_a_value_being_typed_is_of_the_row_it_was_asked_for(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_3)
    dialog.table.go_to(1)
    assert not dialog.typed.isVisible()
    assert decided == []


def test_several_are_decided_together(qtbot, dialog, decided):
    dialog.table.selectAll()
    press(qtbot, dialog, Key.Key_2)
    assert decided == [(["d1", "d2", "d3"], "theirs", "", None)]
    assert dialog.buttons["close"].hasFocus()


def test_the_harmless_are_taken_by_one_key(qtbot, dialog, decided):
    assert "1 处" in dialog.buttons["harmless"].text()
    dialog.take_harmless()
    assert decided == [(["d3"], "theirs", "", None)]
    assert not dialog.buttons["harmless"].isVisible()
    assert dialog.open_count() == 2


def test_what_is_decided_is_not_decided_again_here(qtbot, dialog, decided):
    press(qtbot, dialog, Key.Key_1)
    dialog.table.go_to(0)
    press(qtbot, dialog, Key.Key_2)
    assert len(decided) == 1
    assert not dialog.buttons["ours"].isEnabled()


def test_what_cannot_be_written_is_said_and_stays_open(qtbot, dialog, decided):
    dialog.reason.line.setText("不行")
    press(qtbot, dialog, Key.Key_1)
    assert "台账只能看" in dialog.said.text()
    assert dialog.open_count() == 3


def test_the_file_is_opened_at_the_field(qtbot, dialog):
    wanted = []
    dialog.student_wanted.connect(lambda *told: wanted.append(told))
    dialog.buttons["open"].click()
    assert wanted[0][1:] == ("student", wanted[0][0], "phone")
    assert not dialog.isVisible()


def test_of_a_record_of_the_unit_there_is_no_file_to_open(qtbot, ledger, decided, monkeypatch):
    (one, *_) = conflicts.open_conflicts(ledger)
    lines = [replace(one, student="", name="福利镇中心小学", table="school", field="phone")]
    monkeypatch.setattr(conflicts, "open_conflicts", lambda ledger: lines)
    dialog = DifferencesDialog(started(ledger))
    qtbot.addWidget(dialog)
    assert not dialog.buttons["open"].isEnabled()
    assert dialog.story.model.rowCount() == 0


def test_a_reason_typed_for_one_difference_is_not_written_for_the_next(dialog):
    dialog.reason.line.setText("说的是第一处")
    dialog.table.go_to(1)
    assert dialog.reason.text() == ""


def test_an_empty_list_says_how_something_would_come_onto_it(ledger, qtbot):
    dialog = DifferencesDialog(started(ledger))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "收下包或回执以后" in dialog.said.text()
    assert not dialog.facing.isVisible()
    assert not dialog.reason.isVisible()
    assert dialog.buttons["close"].isVisible()
