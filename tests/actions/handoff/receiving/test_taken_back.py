"""A merge that was undone leaves nothing behind that would have to be decided later."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.handoff import conflicts, receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children

FIRST, SECOND = "a1" * 16, "b2" * 16


@pytest.fixture
def units(tmp_path):
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, FIRST, SECOND)
    edit_file.add_record(school, "contact", FIRST, {"place": "家里"})
    (tmp_path / "U盘").mkdir()
    yield school, township, tmp_path / "U盘"
    for ledger in (school, township):
        ledger_files.close(ledger)


def take(ledger: Ledger, path):
    incoming = receive.look(ledger, path)
    return receive.accept(ledger, incoming, incoming.number_to_type)


def living(ledger: Ledger) -> dict:
    rows = ledger.rows("SELECT id, remark FROM student WHERE deleted_at IS NULL")
    return {row["id"]: row["remark"] for row in rows}


def test_what_an_undone_merge_had_brought_comes_again_without_a_question(units):
    school, township, stick = units
    take(township, pack(school, stick).path)
    undo_revision.undo(township)
    assert living(township) == {}
    edit_file.save_fields(school, "student", FIRST, {"remark": "改过"})
    done = take(township, pack(school, stick).path)
    assert (done.conflicts, conflicts.open_conflicts(township)) == (0, [])
    assert living(township) == {FIRST: "改过", SECOND: None}
    assert township.value("SELECT place FROM contact WHERE deleted_at IS NULL") == "家里"
    undo_revision.undo(township)
    assert living(township) == {}
    assert take(township, pack(school, stick).path).conflicts == 0, "and so the second time"
    assert living(township) == {FIRST: "改过", SECOND: None}


def test_what_an_undone_merge_had_brought_is_not_told_below_as_deleted(units):
    school, township, stick = units
    take(township, pack(school, stick).path)
    undo_revision.undo(township)
    done = take(school, make_receipt(township, SCHOOL, stick).path)
    assert (done.deleted, done.conflicts) == (0, 0)
    assert set(living(school)) == {FIRST, SECOND}


def test_what_a_person_deleted_stays_deleted_though_a_later_merge_is_undone(units):
    school, township, stick = units
    take(township, pack(school, stick).path)
    edit_file.delete_students(township, [SECOND], "重复建档")
    edit_file.save_fields(school, "student", FIRST, {"remark": "改过"})
    take(township, pack(school, stick).path)
    undo_revision.undo(township)
    done = take(school, make_receipt(township, SCHOOL, stick).path)
    assert done.conflicts == 1, "the school is asked whether the file goes"


def test_whether_a_record_stays_is_not_answered_by_typing_something_else(units):
    school, township, stick = units
    take(township, pack(school, stick).path)
    edit_file.delete_students(township, [SECOND], "重复建档")
    take(school, make_receipt(township, SCHOOL, stick).path)
    (line,) = conflicts.open_conflicts(school)
    assert line.field == ""
    with pytest.raises(LedgerError, match="这一处不能另填"):
        conflicts.decide(school, [line.id], "value", "核实过", "王五")


def test_that_the_last_file_was_deleted_goes_up(units):
    school, township, stick = units
    take(township, pack(school, stick).path)
    edit_file.delete_students(school, [FIRST, SECOND], "建错了")
    take(township, pack(school, stick).path)
    assert living(township) == {}
