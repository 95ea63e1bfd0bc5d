"""Whose files a revision changed: the window shows these anew, and backs up what has moved."""

from __future__ import annotations

import pytest

from ledger_app.actions import change_rules, edit_file, undo_revision
from ledger_app.store.changes.revisions import revise


@pytest.fixture
def children(ledger):
    made = [edit_file.add_student(ledger, {"name": name}).record_id for name in ("甲一", "乙二")]
    ledger.take_changed()
    return made


def test_each_revision_counts_and_names_its_children_until_they_are_taken(ledger, children):
    first, second = children
    before = ledger.revision_count
    edit_file.save_fields(ledger, "student", first, {"phone": "13800000001"})
    edit_file.add_record(ledger, "contact", second, {"contacted_on": "2026-11-20"})
    assert ledger.revision_count == before + 2
    assert ledger.take_changed() == {first, second}
    assert ledger.take_changed() == frozenset()
    undo_revision.undo(ledger)
    assert ledger.take_changed() == {second}


def test_what_changes_nothing_does_not_count(ledger, children):
    before = ledger.revision_count
    edit_file.save_fields(ledger, "student", children[0], {"name": "甲一"})
    assert (ledger.revision_count, ledger.take_changed()) == (before, frozenset())


def test_a_school_or_a_rule_may_change_what_any_file_shows(ledger, children):
    school = ledger.value("SELECT id FROM school")
    edit_file.save_fields(ledger, "school", school, {"name": "青山小学"})
    edit_file.save_fields(ledger, "student", children[0], {"phone": "13800000001"})
    assert ledger.take_changed() is None
    with revise(ledger, "import", "名册") as revision:
        place = revision.insert("school", {"name": "石门村小学"})
        revision.insert("student", {"name": "丙三", "school": place})
    assert ledger.take_changed() is None
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=5)
    assert ledger.take_changed() is None
    assert ledger.take_changed() == frozenset()
