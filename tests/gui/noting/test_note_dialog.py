"""A note on a field: one key, a sentence, Enter; it stands under the field and explains it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.noting.note_dialog import NoteDialog
from tests.gui.frame import unlock, wait_free
from tests.gui.real_window import editor, pane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WHY = "户口簿上就是这样"


def marks(window, key, tab="student"):
    return editor(window, key, tab).marks.texts()


def at_field(window, key, tab="student"):
    found = editor(window, key, tab)
    found.focus_editor()
    return found


def dialog():
    return next(
        each for each in QApplication.topLevelWidgets()
        if isinstance(each, NoteDialog) and each.isVisible()
    )  # fmt: skip


def test_a_note_is_written_by_keys_alone_and_stands_under_its_field(window, qtbot):
    at_field(window, "ethnic")
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+N").write(WHY).press("Enter")
    wait_free(qtbot, window)
    signs, line, tip = marks(window, "ethnic")
    assert (signs, line) == ("✎", f"✎ {WHY}")
    assert tip.startswith(f"{WHY}（张老师 2026-")
    assert keys.pressed == 2
    assert editor(window, "ethnic").entry().hasFocus()


def test_it_is_changed_taken_away_and_comes_back_by_undo(window, qtbot):
    at_field(window, "ethnic")
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+N").write(WHY).press("Enter")
    keys.press("Ctrl+Alt+N")
    assert dialog().text.toPlainText() == WHY
    keys.write("问过了").press("Enter")
    assert marks(window, "ethnic")[1] == "✎ 问过了"
    keys.press("Ctrl+Alt+N")
    assert dialog().remove.isVisible()
    keys.press("Del", "Enter")
    wait_free(qtbot, window)
    assert marks(window, "ethnic") == ("", "", "")
    keys.press("Ctrl+Z")
    wait_free(qtbot, window)
    assert marks(window, "ethnic")[1] == "✎ 问过了"


def test_a_note_that_the_lock_came_over_is_there_again_with_its_box(window, qtbot):
    at_field(window, "ethnic")
    keys = CountedKeys(window)
    keys.press("Ctrl+Alt+N").write(WHY)
    window.leaving.lock()
    qtbot.waitUntil(window.screens.shows_unlock)
    unlock(qtbot, window)
    wait_free(qtbot, window)
    assert marks(window, "ethnic") == ("", "", "")
    at_field(window, "ethnic")
    keys.press("Ctrl+Alt+N")
    assert dialog().text.toPlainText() == WHY
    keys.press("Esc")  # 不存: it is given up
    at_field(window, "ethnic")
    keys.press("Ctrl+Alt+N")
    assert dialog().text.toPlainText() == ""


def test_what_is_half_typed_in_the_field_stays(window, qtbot):
    found = at_field(window, "remark")
    keys = CountedKeys(window)
    keys.write("写到一半")
    keys.press("Ctrl+Alt+N").write(WHY).press("Enter")
    wait_free(qtbot, window)
    assert "写到一半" in (found.typed_text(), found.value())
    assert marks(window, "remark")[1] == f"✎ {WHY}"


def test_another_child_and_another_record_have_no_mark_of_it(window, ids, qtbot):
    at_field(window, "ethnic")
    CountedKeys(window).press("Ctrl+Alt+N").write(WHY).press("Enter")
    pane(window)._current.be(2, ids["李梓涵"], "")
    pane(window).draw()
    assert marks(window, "ethnic") == ("", "", "")
    record = edit_file.add_record(
        window.session.ledger, "contact", ids["李梓涵"], {"contacted_on": "2026-11-20"}
    )
    pane(window).reload()
    pane(window).open_record("contact", record.record_id, "contacted_on")
    CountedKeys(window).press("Ctrl+Alt+N").write("家长说的日子").press("Enter")
    wait_free(qtbot, window)
    assert marks(window, "contacted_on", "contact")[1] == "✎ 家长说的日子"
    pane(window).tab("contact").choose(
        next(
            row["id"] for row in pane(window).opened().file.of("contact")
            if row["id"] != record.record_id
        )
    )  # fmt: skip
    assert marks(window, "contacted_on", "contact") == ("", "", "")


def test_away_from_a_field_it_is_said_where_to_go(window, qtbot):
    said = []
    pane(window).told.connect(said.append)
    window.pages.page("students").view.setFocus()
    CountedKeys(window).press("Ctrl+Alt+N")
    assert any("先把光标放到" in each for each in said)
