"""What one entry changes for many children is summed, and is what it is for each of them."""

from __future__ import annotations

from ledger_app.actions import edit_file
from ledger_app.actions.foreseeing.many import same_for_many, summed, what_if_many
from tests.ledgers import report_in

LEAVE = {"kind": "1", "from_on": "2026-11-16", "to_on": "2027-01-15"}


def class_of(ledger, count=6):
    ids = [
        edit_file.add_student(ledger, {"name": f"王{n}"}).record_id for n in "甲乙丙丁戊己"[:count]
    ]
    report_in(ledger, *ids[1:])
    return ids


def statuses(ledger, ids):
    return [ledger.value("SELECT status FROM student_index WHERE id = ?", [each]) for each in ids]


def test_the_sum_says_for_how_many_what_changes(ledger):
    ids = class_of(ledger)
    found = what_if_many(ledger, ids, "leave", LEAVE)
    assert summed(found).whole.startswith("→ 6 人变为 休学；6 人进入休学缓学免学台账；")
    edit_file.add_record_for_many(ledger, ids, "leave", LEAVE)
    assert statuses(ledger, ids) == [each.after.code for each in found]


def test_marks_of_a_batch_get_their_day_as_they_do_when_kept(ledger):
    ids = class_of(ledger)
    given = {"in_school_status": "2", "absent_kind": "3"}
    found = what_if_many(ledger, ids, "student", given)
    edit_file.set_for_many(ledger, ids, given)
    assert statuses(ledger, ids) == [each.after.code for each in found]


def test_of_what_changes_nothing_nobody_is_asked(ledger):
    many = same_for_many(ledger, class_of(ledger), "student", {"village_name": "青山村"})
    assert many.is_over
    assert summed(many.found).whole == summed([]).line == ""


def test_it_is_asked_in_portions(ledger):
    many = same_for_many(ledger, class_of(ledger), "leave", LEAVE)
    many.go_on(ledger)
    assert not many.is_over
    many.go_on(ledger)
    assert many.is_over
    assert len(many.found) == 6
