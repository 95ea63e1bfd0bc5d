"""File numbers: one after the other for each school and year, none given twice."""

from __future__ import annotations

from ledger_app.actions import edit_file, undo_revision
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import revise


def numbers(ledger):
    return ledger.column("SELECT file_no FROM student ORDER BY no")


def load(ledger, count):
    with revise(ledger, "import", "名册") as revision:
        children = [{"id": f"{count}-{n}", "name": "王小明"} for n in range(count)]
        revision.insert_many("student", file_numbers.opened(revision, children))


def test_children_loaded_together_and_one_by_one_have_numbers_of_their_own(ledger):
    load(ledger, 2)
    load(ledger, 3)
    edit_file.add_student(ledger, {"name": "李小红"})
    edit_file.add_student(ledger, {"name": "赵小刚"})
    assert numbers(ledger) == [f"0000-2026-{number:04d}" for number in range(1, 8)]


def test_a_number_that_was_given_is_not_given_again_after_an_undo(ledger):
    load(ledger, 2)
    undo_revision.undo(ledger)
    edit_file.add_student(ledger, {"name": "李小红"})
    assert numbers(ledger)[-1] == "0000-2026-0003"


def test_each_year_of_enrolment_and_school_counts_for_itself(ledger):
    for given in ({"enrol_ym": "2025-09"}, {"school": "福利镇中心小学"}, {"enrol_ym": "2025-09"}):
        edit_file.add_student(ledger, {"name": "王小明", **given})
    assert numbers(ledger) == ["0000-2025-0001", "0001-2026-0001", "0000-2025-0002"]
