"""The button of a line of 今日 does what its words say, by every rule: there stands the cursor."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ledger_app import paths
from ledger_app.actions import edit_file
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES
from ledger_app.catalogue.tables.unlisted import UNLISTED
from ledger_app.domain.reminding.likely_work import likely_text
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.gui.form.field_editor import FieldEditor
from tests.gui.frame import IGNORED, wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
RULES = load_rules(paths.resources() / "rules")
# An answer to a list has a dialog of its own.
IN_FILE = {STUDENT.key, *(table.key for table in CHILD_TABLES)} - {UNLISTED.key}
# Which field a first value leaves for a person to fill; of other records the first open one.
KEPT_THERE = {"dropout": "suspected_on", "placement": "returned_on", "relocation": "notified_on"}


@pytest.fixture
def ids(children_file):
    """Return {name: id} of the children in the real window, not of the page alone."""
    return children_file[1]


def due(rule, child, record=""):
    said = dict.fromkeys(("due_on", "who", "action", "reason"), "一件事")
    return Reminder(
        **said, rule=rule.key, label=rule.label, student=child, name="王", state="today", days=0,
        opens=rule.opens, presets=rule.presets, record=record, fills=rule.fills,
    )  # fmt: skip


def field_with_keyboard():
    """Return the field that the cursor stands in, None outside a form."""
    here = QApplication.focusWidget()
    while here is not None and not isinstance(here, FieldEditor):
        here = here.parentWidget()
    return here


@pytest.mark.parametrize("opens", sorted({rule.opens for rule in RULES} & IN_FILE - {"contact"}))
def test_the_words_name_the_field_or_the_record_that_the_cursor_is_in(qtbot, window, ids, opens):
    window.pages.show_page("today")
    wait_free(qtbot, window)
    acting, child = window.pages.page("today").acting, ids["阿卜杜热西提·买买提江"]
    table = TABLES[opens]
    day = next((each.key for each in table.fields if each.kind == "date"), "")
    there = ""
    if table is not STUDENT:
        given = {KEPT_THERE.get(opens, day): "2026-11-02"}
        there = edit_file.add_record(window.session.ledger, opens, child, given).record_id
    for rule in (each for each in RULES if each.opens == opens):
        for record in {there, ""}:
            reminder = due(rule, child, record)
            words = likely_text(reminder)
            acting._do(reminder)
            wait_free(qtbot, window)
            assert pane(window).current_tab() == opens, rule.key
            found = field_with_keyboard()
            assert found is not None, rule.key
            if rule.fills:
                assert found.field.key == rule.fills, (rule.key, record)
                assert found.field.label in words, (rule.key, words)
            else:
                assert words in (table.work, f"填{table.label}"), (rule.key, words)
            kept = pane(window).tab(opens).kept_form()
            if table is not STUDENT:
                assert kept.is_draft() == (not record), rule.key
                if kept.is_draft():
                    pane(window).tab(opens).delete_chosen()


def test_a_contact_is_called_a_contact_and_asked_for_in_its_form(window, ids):
    for rule in (each for each in RULES if each.opens == "contact"):
        assert likely_text(due(rule, ids["王𬱖"])) == "登记联系"
        assert not rule.fills


def test_what_names_a_field_is_no_contact_and_of_a_record_of_the_file():
    for rule in (each for each in RULES if each.fills):
        assert rule.opens in IN_FILE - {"contact"}, rule.key
        assert TABLES[rule.opens].field(rule.fills).label


def test_what_no_record_answers_leads_to_the_file(qtbot, window, ids):
    window.pages.show_page("today")
    wait_free(qtbot, window)
    bare = next(each for each in RULES if not each.opens and each.trigger == "contradiction")
    reminder = due(bare, ids["王𬱖"])
    assert likely_text(reminder) == "打开档案"
    window.pages.page("today").acting._do(reminder)
    wait_free(qtbot, window)
    assert pane(window).student_id() == ids["王𬱖"]


def test_the_go_button_of_the_file_leads_to_the_same_field(qtbot, window, ids):
    asked = []
    pane(window).contact_wanted.connect(asked.append)
    for rule in (each for each in RULES if each.opens in ("dropout", "contact")):
        pane(window).open_reminder(due(rule, ids["王𬱖"]))
        wait_free(qtbot, window)
        if rule.opens == "contact":
            assert asked.pop()[0].rule == rule.key
        elif rule.fills:
            assert field_with_keyboard().field.key == rule.fills, rule.key
