"""Where a child was on a past day, from changes written by hand."""

from __future__ import annotations

import pytest

from ledger_app.domain.standing.past_place import place_on
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

NAMES = {"s1": "青山教学点", "s2": "福利镇中心小学", "s3": "石门小学"}
STUDENT = {
    "school": "s2",
    "grade": "4",
    "class_no": "2",
    "home_teacher": "周老师",
    "teacher_phone": "13800000002",
}
MOVE = {"origin_school": "青山教学点", "receiving_school": "福利镇中心小学"}


def change(day, field, old):
    return {"day": day, "field": field, "old": old}


def school_on(day, changes, student=STUDENT, **records):
    file = StudentFile(student, records)
    return place_on(file, changes, NAMES, the_day(day))["school"]


CHANGES = [
    change("2026-03-02", "class_no", "1"),
    change("2026-09-01", "grade", "3"),
    change("2026-09-01", "home_teacher", "吴老师"),
    change("2026-09-10", "school", "s1"),
    change("2026-09-10", "class_no", "3"),
]


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2025-09-01", ("s1", "3", "1", "吴老师")),  # before the first change: as the file was made
        ("2026-03-01", ("s1", "3", "1", "吴老师")),
        ("2026-03-02", ("s1", "3", "3", "吴老师")),  # what was changed on the day counts that day
        ("2026-08-31", ("s1", "3", "3", "吴老师")),
        ("2026-09-01", ("s1", "4", "3", "周老师")),
        ("2026-09-09", ("s1", "4", "3", "周老师")),
        ("2026-09-10", ("s2", "4", "2", "周老师")),
        ("2026-11-20", ("s2", "4", "2", "周老师")),
    ],
)
def test_a_place_is_what_stood_before_the_first_change_after_the_day(day, place):
    found = place_on(StudentFile(STUDENT), CHANGES, NAMES, the_day(day))
    assert (found["school"], found["grade"], found["class_no"], found["home_teacher"]) == place


def test_two_changes_on_one_day_count_as_the_last():
    changes = [change("2026-09-01", "class_no", "1"), change("2026-09-01", "class_no", "9")]
    found = [
        place_on(StudentFile(STUDENT), changes, NAMES, the_day(f"2026-09-0{day}"))["class_no"]
        for day in (1, 2)
    ]
    before = place_on(StudentFile(STUDENT), changes, NAMES, the_day("2026-08-31"))["class_no"]
    assert (before, *found) == ("1", "2", "2")


def test_an_empty_place_shows_the_earliest_that_is_known():
    changes = [change("2026-09-10", "school", None), change("2026-10-10", "school", "s1")]
    assert school_on("2026-09-01", changes) == "s1"
    assert school_on("2026-10-09", changes) == "s1"
    assert school_on("2026-10-10", changes) == "s2"


def test_an_empty_teacher_stays_empty_so_that_the_class_may_answer():
    changes = [change("2026-09-10", "home_teacher", None)]
    found = place_on(StudentFile(STUDENT), changes, NAMES, the_day("2026-09-01"))
    assert found["home_teacher"] is None


def test_marks_without_a_day_are_those_the_ledger_had_even_where_a_move_decides_the_place():
    student = {**STUDENT, "register_status": "1", "in_school_status": None}
    changes = [
        change("2026-10-10", "register_status", "5"),
        change("2026-11-10", "register_status", "6"),
        change("2026-11-10", "in_school_status", "2"),
    ]
    seen = [
        place_on(StudentFile(student), changes, NAMES, the_day(day))
        for day in ("2026-10-09", "2026-10-10", "2026-11-09", "2026-11-10")
    ]
    assert [each["register_status"] for each in seen] == ["5", "6", "6", "1"]
    assert [each["in_school_status"] for each in seen] == ["2", "2", "2", None]
    marked = [change("2026-09-10", "register_status", None), *LATE]
    file = StudentFile(student, {"relocation": [{**MOVE, "moved_on": "2026-09-01"}]})
    found = place_on(file, marked, NAMES, the_day("2026-09-05"))
    assert (found["school"], found["register_status"]) == ("s2", None)


LATE = [change("2026-09-20", "school", "s1"), change("2026-09-20", "class_no", "1")]


def test_a_dated_move_the_ledger_was_told_of_late_decides():
    moved = {**MOVE, "moved_on": "2026-09-01"}
    assert school_on("2026-08-31", LATE, relocation=[moved]) == "s1"
    assert school_on("2026-09-01", LATE, relocation=[moved]) == "s2"
    file = StudentFile(STUDENT, {"relocation": [moved]})
    assert place_on(file, LATE, NAMES, the_day("2026-09-05"))["class_no"] == "2"


def test_a_dated_move_the_ledger_was_told_of_early_decides():
    early, moved = [change("2026-07-10", "school", "s1")], {**MOVE, "moved_on": "2026-09-01"}
    assert school_on("2026-07-09", early, relocation=[moved]) == "s1"
    assert school_on("2026-08-31", early, relocation=[moved]) == "s1"
    assert school_on("2026-09-01", early, relocation=[moved]) == "s2"


def test_a_return_to_another_school_told_of_late_decides():
    back = {"returned_on": "2026-09-05", "return_school": "福利镇中心小学"}
    assert school_on("2026-09-04", LATE, placement=[back]) == "s1"
    assert school_on("2026-09-05", LATE, placement=[back]) == "s2"


def test_a_coming_return_to_the_same_school_takes_nobody_away_from_it():
    moved_in = [change("2026-03-01", "school", "s1")]
    back = {"returned_on": "2026-10-01", "return_school": "福利镇中心小学"}
    assert school_on("2026-06-01", moved_in, placement=[back]) == "s2"


def test_what_the_ledger_was_told_after_a_move_stands():
    changes = [change("2026-09-05", "school", "s1"), change("2026-10-10", "school", "s3")]
    moved = {**MOVE, "moved_on": "2026-09-01"}
    assert school_on("2026-09-20", changes, relocation=[moved]) == "s3"


def test_a_move_to_a_school_the_ledger_never_knew_changes_nothing():
    away = {**MOVE, "receiving_school": "外县小学", "moved_on": "2026-09-01"}
    assert school_on("2026-09-05", LATE, relocation=[away]) == "s1"


@pytest.mark.parametrize(
    ("left", "place"),
    [
        ("三年级1班", ("s1", "3", "1")),
        ("三年级（1）班", ("s1", "3", "1")),
        ("3年级", ("s1", "3", None)),  # a village school without classes
        ("复式班", ("s1", "4", None)),
        (None, ("s1", "4", None)),
    ],
)
def test_a_ledger_younger_than_the_move_takes_the_place_from_its_record(left, place):
    moved = {**MOVE, "moved_on": "2026-09-01", "origin_grade_class": left}
    file = StudentFile(STUDENT, {"relocation": [moved]})
    found = place_on(file, [], NAMES, the_day("2026-08-31"))
    assert (found["school"], found["grade"], found["class_no"]) == place
    assert found["home_teacher"] is None
    after = place_on(file, [], NAMES, the_day("2026-09-01"))
    assert (after["school"], after["class_no"], after["home_teacher"]) == ("s2", "2", "周老师")


def test_a_move_from_a_school_the_ledger_never_knew_changes_nothing():
    moved = {**MOVE, "origin_school": "外县小学", "moved_on": "2026-09-01"}
    assert school_on("2026-08-31", [], relocation=[moved]) == "s2"
