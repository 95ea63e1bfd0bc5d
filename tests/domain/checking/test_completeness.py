"""How complete a file is: what the checks ask of this child, and nothing else."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import CHILD_TABLES, STUDENT
from ledger_app.domain.checking.checks import check_file, check_row
from ledger_app.domain.checking.completeness import COMPLETE, NOT_CONCERNED, PARTS, parts_of
from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.student_file import StudentFile
from tests.children import children
from tests.days import the_day

ON = the_day("2026-11-21")


def child(**values):
    empty = dict.fromkeys((field.key for field in STUDENT.fields), None)
    return {**empty, "id": "s1", "name": "王小明", **values}


def part(file, key):
    return {each.key: each for each in parts_of(file, ON)}[key]


def test_what_is_filled_leaves_what_is_lacking():
    before = part(StudentFile(child()), "基本")
    after = part(StudentFile(child(ethnic="1")), "基本")
    assert (after.filled, after.needed) == (before.filled + 1, before.needed)
    assert "ethnic" in {each.field for each in before.lacking} - {
        each.field for each in after.lacking
    }
    assert before.said == f"{before.filled}/{before.needed}"


def test_a_record_is_asked_for_what_the_checks_ask_of_it():
    empty = dict.fromkeys((field.key for field in CHILD_TABLES[0].fields), None)
    row = {**empty, "id": "f1", "name": "王刚"}
    found = part(StudentFile(child(), {"family_member": [row]}), "family_member")
    wanted = [
        each.field
        for each in check_row(CHILD_TABLES[0], row, ON, child())
        if each.severity is not Severity.NOTE and row.get(each.field) in (None, "")
    ]
    assert sorted(each.field for each in found.lacking) == sorted(set(wanted))
    assert all(each.record == "f1" for each in found.lacking)


def test_a_record_that_should_be_there_is_one_lack():
    assert part(StudentFile(child()), "family_member").said == "0/1"


def test_a_table_that_nobody_asks_for_does_not_concern_the_child():
    assert part(StudentFile(child()), "home_teaching").said == NOT_CONCERNED


def test_records_that_tell_by_being_there_have_no_column():
    assert "harm" not in PARTS


@pytest.mark.parametrize("seed", range(3))
def test_a_number_here_is_a_problem_of_the_form_and_the_other_way_round(seed):
    for number, each in enumerate(children(40, seed)):
        row = child(**each.student)
        file = StudentFile(row)
        lacking = {
            spot.field for one in parts_of(file, ON) for spot in one.lacking
            if spot.table == "student"
        }  # fmt: skip
        asked = {
            problem.field
            for problem in (*check_row(STUDENT, row, ON), *check_file(file, ON))
            if problem.severity is not Severity.NOTE
        }
        keys = {field.key for field in STUDENT.fields}
        assert lacking == {key for key in asked & keys if row[key] in (None, "")}, number


def test_a_part_without_a_lack_is_complete():
    lacking = part(StudentFile(child()), "联系与住址").lacking
    full = part(StudentFile(child(**{spot.field: "青山村" for spot in lacking})), "联系与住址")
    assert (full.said, full.filled, full.lacking) == (COMPLETE, len(lacking), ())
