"""What a revision writes beside the records: times that are told, tombstones, where it was made."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, open_ledger, undo_revision
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import check

TOLD = {"created_at": "2026-03-01 08:00:00", "updated_at": "2026-04-02 09:30:00"}
CHILD = {"id": "c" * 32, "name": "王小明", "file_no": "0005-2025-0041"}
MOTHER = {"id": "f" * 32, "student_id": CHILD["id"], "name": "李梅"}


def tombstones(ledger):
    rows = ledger.rows("SELECT * FROM tombstone")
    return {row.pop("record_id"): row for row in rows}


@pytest.fixture
def received(ledger):
    """A child that was begun in another ledger, with its mother."""
    with revise(ledger, "merge_package", "收包") as revision:
        revision.insert_many("student", [{**CHILD, **TOLD, "updated_by": "李敏"}])
        revision.insert_many("family_member", [{**MOTHER, **TOLD}])
    return ledger


def test_a_record_that_was_written_elsewhere_keeps_its_times_and_its_author(received):
    file = load_file(received, CHILD["id"])
    for row in (file.student, *file.of("family_member")):
        assert {key: row[key] for key in TOLD} == TOLD
    assert file.student["updated_by"] == "李敏"
    assert check.problems(received) == []


def test_nothing_is_added_to_a_record_that_is_written_as_it_is(received):
    student = load_file(received, CHILD["id"]).student
    assert student["file_no"] == "0005-2025-0041"
    assert [student[key] for key in ("file_status", "opened_on", "opened_by")] == [None] * 3


def test_of_records_written_together_each_may_have_its_times_or_none(ledger):
    with revise(ledger, "merge_package", "收包") as revision:
        revision.insert_many("student", [{**CHILD, **TOLD}, {"id": "d" * 32, "name": "赵刚"}])
        revision.update("student", CHILD["id"], {"phone": "13800000001"})
    rows = ledger.rows("SELECT created_at, updated_at FROM student ORDER BY no")
    now = ledger.now()
    assert [row["created_at"] for row in rows] == [TOLD["created_at"], now]
    assert [row["updated_at"] for row in rows] == [now, now]  # the first was changed here
    assert check.problems(ledger) == []


def test_a_told_time_that_is_altered_afterwards_is_found(received):
    received.db.execute("UPDATE student SET created_at = '2026-03-02 08:00:00'")
    assert [each.kind for each in check.problems(received)] == ["row_changed"]


def test_numbers_of_files_from_elsewhere_are_not_given_again(received):
    with revise(received, "merge_package", "收包") as revision:
        file_numbers.follow_told(revision, [CHILD, {"file_no": "手编7号"}, {"file_no": None}])
        [begun] = file_numbers.opened(revision, [{"name": "赵刚", "enrol_ym": "2025-09"}])
        assert begun["file_no"] == "0000-2025-0001"
        revision.update("school", received.value("SELECT id FROM school"), {"code": "299990005"})
    school = received.value("SELECT id FROM school")
    with revise(received, "edit", "建档") as revision:
        child = {"name": "赵刚", "enrol_ym": "2025-09", "school": school}
        [begun] = file_numbers.opened(revision, [child])
        revision.insert("student", begun)
    assert begun["file_no"] == "0005-2025-0042"
    assert check.problems(received) == []


def test_what_is_deleted_leaves_a_tombstone_with_who_when_and_why(ledger):
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    contact = edit_file.add_record(ledger, "contact", student, {"content": "家访"}).record_id
    with revise(ledger, "edit", "删除") as revision:
        revision.delete("contact", [contact], "重复登记")
    assert tombstones(ledger) == {
        contact: {
            "table_name": "contact", "student_id": student, "at": ledger.now(),
            "author": ledger.author, "why": "重复登记",
        }
    }  # fmt: skip


def test_a_deletion_that_is_told_keeps_who_and_when(received):
    with revise(received, "merge_package", "收包") as revision:
        revision.delete("student", [CHILD["id"]], "建错了", "2026-05-01 10:00:00", "李敏")
    stone = tombstones(received)[CHILD["id"]]
    assert (stone["at"], stone["author"], stone["why"]) == ("2026-05-01 10:00:00", "李敏", "建错了")
    assert check.problems(received) == []


def test_an_undo_takes_the_tombstone_away_and_a_redo_puts_it_back_with_its_reason(ledger):
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    with revise(ledger, "edit", "删除档案") as revision:
        revision.delete("student", [student], "建错了")
    undo_revision.undo(ledger)
    assert tombstones(ledger) == {}
    undo_revision.redo(ledger)
    assert tombstones(ledger)[student]["why"] == "建错了"
    assert check.problems(ledger) == []


def test_a_file_whose_making_was_undone_says_so_on_its_tombstone(ledger):
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    undo_revision.undo(ledger)
    assert tombstones(ledger)[student]["why"] == "撤销：建档：王小明"


def test_a_revision_says_which_ledger_which_copy_and_which_one_there(ledger):
    assert open_ledger.take_place(ledger) == ""  # as whoever opens it does
    edit_file.add_student(ledger, {"name": "王小明"})
    with pytest.raises(RuntimeError), revise(ledger, "edit", "半途"):
        raise RuntimeError
    with revise(ledger, "edit", "什么也没改"):
        pass
    edit_file.add_student(ledger, {"name": "赵刚"})
    own = (settings.get(ledger, "ledger_id"), settings.get(ledger, "incarnation"))
    assert all(own)
    rows = ledger.rows("SELECT no, origin, incarnation, number FROM revision ORDER BY no")[1:]
    assert [(row["origin"], row["incarnation"]) for row in rows] == [own] * len(rows)
    assert [row["number"] for row in rows] == [row["no"] for row in rows]


def test_a_revision_that_was_made_elsewhere_says_where(ledger):
    with revise(ledger, "merge_package", "收包", ("学校台账", "第二份", 77)) as revision:
        revision.insert("student", CHILD)
    row = ledger.rows("SELECT * FROM revision ORDER BY no DESC LIMIT 1")[0]
    assert (row["origin"], row["incarnation"], row["number"]) == ("学校台账", "第二份", 77)
    assert check.problems(ledger) == []


@pytest.mark.parametrize("column", ["origin", "incarnation", "number"])
@pytest.mark.parametrize("value", [None, 7])
def test_where_a_revision_was_made_cannot_be_altered_unnoticed(ledger, column, value):
    edit_file.add_student(ledger, {"name": "王小明"})
    ledger.db.execute(f"UPDATE revision SET {column} = ? WHERE no = 2", [value])
    assert [each.kind for each in check.problems(ledger)] == ["log_altered"]
