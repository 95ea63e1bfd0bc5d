"""Why something was deleted is kept: in the history, for the next package, and through an undo."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.domain.errors import LedgerError


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王小明", "grade": "3"}).record_id


def whys(ledger):
    return dict(ledger.db.execute("SELECT record_id, why FROM tombstone").fetchall())


def deletions(ledger, child):
    return [each for each in show_student.changes(ledger, child) if each["op"] == "delete"]


def test_the_reason_stands_in_the_history_and_at_the_tombstone(ledger, child):
    contact = edit_file.add_record(ledger, "contact", child, {"content": "家访"}).record_id
    edit_file.delete_record(ledger, "contact", contact, "  登记到别的\n孩子了 ")
    assert whys(ledger) == {contact: "登记到别的 孩子了"}
    (change,) = deletions(ledger, child)
    assert change["why"] == "登记到别的 孩子了"
    assert (change["old"], change["new"], change["old_text"]) == (None, None, "")


def test_a_file_is_deleted_for_a_reason_too_and_a_redo_keeps_it(ledger, child):
    edit_file.delete_students(ledger, [child], "重复建档")
    undo_revision.undo(ledger)
    undo_revision.redo(ledger)
    assert whys(ledger) == {child: "重复建档"}


def test_numbers_in_a_reason_are_masked_until_they_are_shown(ledger, child):
    contact = edit_file.add_record(ledger, "contact", child, {"content": "家访"}).record_id
    edit_file.delete_record(ledger, "contact", contact, "电话是13800001234的孩子")
    (change,) = deletions(ledger, child)
    assert "13800001234" not in show_student.hidden_change(change)["why"]


def test_what_is_deleted_is_not_deleted_again_and_a_long_reason_is_refused(ledger, child):
    contact = edit_file.add_record(ledger, "contact", child, {"content": "家访"}).record_id
    with pytest.raises(LedgerError, match="原因太长"):
        edit_file.delete_record(ledger, "contact", contact, "长" * 201)
    edit_file.delete_record(ledger, "contact", contact)
    with pytest.raises(LedgerError, match="已经删除过"):
        edit_file.delete_record(ledger, "contact", contact, "又来")
    assert whys(ledger) == {contact: ""}


def test_what_only_the_program_writes_is_not_deleted_by_hand(ledger, child):
    with pytest.raises(LedgerError, match="不能这样删除"):
        edit_file.delete_record(ledger, "verdict", child)
