"""What one kept field costs: statements, work of the database, fields drawn again."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.store.changes.revisions import revise
from tests.gui.frame import wait_free
from tests.gui.real_window import editor, half_type, pane

# Among them the sum of the list, the mark that tells an exchanged file, who else has the number,
# the lines that are due of the child, who lives in one house with it, and the township that stands
# in for a file's own.
MOST_STATEMENTS = 24
MANY = 20_000


@contextmanager
def traced(window):
    """Note the statements, and how many hundred steps the database takes for them."""
    statements, steps = [], []
    connection = window.session.ledger.db.conn
    connection.set_trace_callback(statements.append)
    connection.set_progress_handler(lambda: steps.append(1), 100)
    try:
        yield statements, steps
    finally:
        connection.set_trace_callback(None)
        connection.set_progress_handler(None, 0)


def save(qtbot, window, key, text, tab="student"):
    """Keep one field, let the window read what it reads afterwards; return the statements."""
    page = window.pages.page("students")
    qtbot.wait(100)
    qtbot.waitUntil(lambda: page.view.is_drawn() and not page.model._readying.isActive())
    typed = half_type(window, key, text, tab)
    with traced(window) as (statements, steps):
        assert typed.commit()
        qtbot.wait(100)
    assert any("UPDATE" in each for each in statements)
    return statements, len(steps)


def answer_many(window, student):
    """Let many reminders have been answered."""
    rows = [
        {"id": f"{no:032d}", "student_id": student, "rule": "promise", "due_on": "2026-01-05",
         "outcome": "done"}
        for no in range(MANY)
    ]  # fmt: skip
    with revise(window.session.ledger, "edit", "处理提醒") as revision:
        revision.insert_many("outcome", rows)


def test_keeping_a_field_takes_few_statements_and_reads_the_file_once(qtbot, window):
    window.pages.page("students").bar.box.setText("wang")  # the search texts are in memory
    wait_free(qtbot, window)
    statements, _ = save(qtbot, window, "remark", "搬到镇上")
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    for table in ("contact", "placement"):
        assert sum(f"FROM {table} " in each for each in statements) == 1
    assert sum("* FROM student WHERE deleted_at" in each for each in statements) == 1


def test_keeping_a_field_of_a_record_takes_few_statements_too(qtbot, window):
    pane(window).show_tab("dropout")
    statements, _ = save(qtbot, window, "dropout_detail", "外出打工", "dropout")
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)


def test_what_other_children_were_answered_does_not_slow_a_save(qtbot, window, ids):
    statements, steps = save(qtbot, window, "remark", "一")
    answer_many(window, ids["赵国庆"])
    wait_free(qtbot, window)
    then_statements, then_steps = save(qtbot, window, "remark", "二")
    assert len(then_statements) <= len(statements)
    assert then_steps <= 2 * steps


@pytest.fixture
def drawn(monkeypatch):
    """Return the keys of the fields whose value is set again."""
    keys, set_value = [], FieldEditor.set_value

    def noting(self, stored):
        keys.append(self.field.key)
        set_value(self, stored)

    monkeypatch.setattr(FieldEditor, "set_value", noting)
    return keys


def test_only_fields_that_changed_are_set_again(qtbot, window, drawn):
    typed = half_type(window, "birth_date", "2016-05-04")
    drawn.clear()
    assert typed.commit()
    qtbot.wait(100)
    assert set(drawn) <= {"birth_date", "updated_at", "updated_by"}
    assert editor(window, "birth_date").value() == "2016-05-04"


def test_a_field_that_was_changed_elsewhere_is_shown(qtbot, window, ids, drawn):
    editor(window, "phone")
    drawn.clear()
    with revise(window.session.ledger, "edit", "电话") as revision:
        revision.update("student", ids["王𬱖"], {"phone": "13800009999"})
    window.session.changed.emit(None)
    assert editor(window, "phone").value() == "13800009999"
    assert drawn == ["phone"]
