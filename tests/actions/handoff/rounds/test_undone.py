"""Undo and redo at both ends, while packages go to and fro."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from tests.actions.handoff.rounds.carried import add_child, carried, told, waiting


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    yield found
    found.close()


def phone(ledger, child):
    return ledger.value("SELECT phone FROM student WHERE id = ?", [child])


def test_what_was_undone_before_a_package_can_be_done_again_after_it(units):
    child = add_child(units.school, "王一", phone="13100000001")
    units.up()
    edit_file.save_fields(units.school, "student", child, {"phone": "13100000002"})
    units.up()
    undo_revision.undo(units.school)
    units.up()
    assert phone(units.township, child) == "13100000001"
    undo_revision.redo(units.school)
    units.up()
    assert phone(units.township, child) == phone(units.school, child) == "13100000002"


def test_an_undone_merge_that_is_done_again_is_not_merged_twice(units):
    child = add_child(units.school, "王一", phone="13100000001")
    units.up()
    edit_file.save_fields(units.school, "student", child, {"phone": "13100000002"})
    units.up()
    undo_revision.undo(units.township)
    undo_revision.redo(units.township)
    units.down()
    units.up()
    assert told(units.school) == told(units.township)
    assert waiting(units.school) == waiting(units.township) == []
