"""Before many children are changed at once, the dialog says for how many what will change."""

from __future__ import annotations

import pytest

from ledger_app.gui.form.foreseeing import IDLE
from ledger_app.gui.students.batch_edit import BatchEditDialog
from ledger_app.gui.students.many_records import ManyRecordsDialog
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(ledger, qtbot):
    fill(ledger)
    made = StudentsPage(started(ledger))
    qtbot.addWidget(made)
    made.resize(1220, 680)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.view.selectAll()
    return made


def typed(editor, text):
    editor.focus_editor()
    editor.put_typed(text)
    editor._typed()


def said(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._consequence.whole() != "", timeout=5000)
    return dialog._consequence.whole()


def test_a_mark_for_a_class_is_summed_before_it_is_set(page, ledger, qtbot):
    page.many.ask_batch()
    dialog = page.findChild(BatchEditDialog)
    dialog.choose_field("register_status")
    before = ledger.revision_count
    typed(dialog.editor(), "休学")
    assert said(dialog, qtbot).startswith("→ 4 人变为 休学；4 人进入休学缓学免学台账；")
    assert dialog._consequence.isVisible()
    assert ledger.revision_count == before
    dialog.choose_field("village_name")
    assert dialog._consequence.whole() == ""
    typed(dialog.editor(), "双丰村")
    qtbot.wait(IDLE + 60)
    assert dialog._consequence.whole() == ""


def test_a_record_for_many_is_summed_while_it_is_filled(page, ledger, qtbot):
    page.many.ask_records()
    dialog = page.findChild(ManyRecordsDialog)
    dialog.choose_table("leave")
    editor = dialog.form.editor("kind")
    typed(editor, "休学")
    assert editor.commit()
    typed(dialog.form.editor("from_on"), "2026-11-16")
    assert "人变为 休学" in said(dialog, qtbot)
    assert "人进入休学缓学免学台账" in said(dialog, qtbot)
    assert ledger.value("SELECT count(*) FROM leave") == 0


def test_a_dialog_that_is_closed_meanwhile_asks_no_more(page, qtbot):
    page.many.ask_batch()
    dialog = page.findChild(BatchEditDialog)
    dialog.choose_field("register_status")
    typed(dialog.editor(), "休学")
    dialog.reject()
    qtbot.wait(IDLE + 200)
