"""A file that the township divides: the school whose it is hears of both children."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.merging import split_file
from ledger_app.store.handoff.keepers import keepers
from tests.actions.handoff.paired import SCHOOL
from tests.actions.handoff.rounds.carried import add_child, carried, decide_all, told, waiting


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    yield found
    found.close()


def test_the_second_file_is_the_schools_too_and_reaches_it_with_its_records(units):
    child = add_child(units.school, "王一")
    mother = edit_file.add_record(units.school, "family_member", child, {"name": "母"}).record_id
    units.up()
    done = split_file.split(units.township, child, {"name": "王二"}, records=[mother])
    assert keepers(units.township, [done.new]) == {done.new: SCHOOL}
    units.down()
    assert units.school.value("SELECT name FROM student WHERE id = ?", [done.new]) == "王二"
    decide_all(units.school)
    units.up()
    assert told(units.school) == told(units.township)
    undo_revision.undo(units.township, done.revision_no)
    units.down()
    decide_all(units.school)
    units.up()
    decide_all(units.township)
    units.down()
    assert waiting(units.school) == waiting(units.township) == []
    assert told(units.school) == told(units.township)
