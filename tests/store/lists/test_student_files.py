"""Files read back as of a past day."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.store.lists import student_files
from tests.days import the_day


def make(ledger, name, **values):
    return edit_file.add_student(
        ledger, {"name": name, "grade": "3", "class_no": "1", **values}
    ).record_id


@pytest.fixture
def moved(ledger):
    """Return a child of whom the ledger was told ten days after its making that it moved."""
    edit_file.add_record(ledger, "school", None, {"name": "青山教学点"})
    child = make(ledger, "李石头", school="青山教学点")
    ledger.clock.move(days=10)
    new = {"school": "福利镇中心小学", "class_no": "2"}
    edit_file.save_fields(ledger, "student", child, new)
    ledger.clock.move(days=10)
    return child


def place(file):
    return file.school.get("name"), file.student["class_no"]


def test_a_child_stands_where_the_ledger_knew_it_on_the_day(ledger, moved):
    today = ledger.day()
    seen = [
        place(student_files.load_file(ledger, moved, placed_on=the_day(today.later(-days))))
        for days in (0, 10, 11, 400)
    ]
    new, old = ("福利镇中心小学", "2"), ("青山教学点", "1")
    assert seen == [new, new, old, old]
    assert place(student_files.load_file(ledger, moved)) == new


def test_an_undone_change_never_was_before_its_day(ledger, moved):
    day = the_day(ledger.day().later(-5))
    undo_revision.undo(ledger)
    assert place(student_files.load_file(ledger, moved)) == ("青山教学点", "1")
    then = student_files.load_file(ledger, moved, placed_on=day)
    assert place(then) == ("福利镇中心小学", "2")  # as the ledger knew it then


def test_a_move_older_than_the_ledger_is_known_from_its_record(ledger):
    edit_file.add_record(ledger, "school", None, {"name": "青山教学点"})
    child = make(ledger, "李石头", school="福利镇中心小学")
    edit_file.add_record(
        ledger, "relocation", child,
        {"origin_school": "青山教学点", "origin_grade_class": "2年级",
         "receiving_school": "福利镇中心小学", "moved_on": "2026-09-01"},
    )  # fmt: skip
    then = student_files.load_file(ledger, child, placed_on=the_day("2026-08-31"))
    assert (then.school["name"], then.student["grade"]) == ("青山教学点", "2")
    since = student_files.load_file(ledger, child, placed_on=the_day("2026-09-01"))
    assert (since.school["name"], since.student["grade"]) == ("福利镇中心小学", "3")


def test_a_township_is_put_back_without_a_query_a_child(ledger, moved, monkeypatch):
    for number in range(30):
        child = make(ledger, f"学生{number}", school="青山教学点")
        edit_file.save_fields(ledger, "student", child, {"class_no": "2"})
    asked = []
    rows = type(ledger).rows
    monkeypatch.setattr(
        type(ledger),
        "rows",
        lambda self, sql, *more: asked.append(sql) or rows(self, sql, *more),
    )
    day = the_day(ledger.day().later(-15))
    files = list(student_files.load_files(ledger, placed_on=day))
    assert len(files) == 31
    assert {place(file) for file in files} == {("青山教学点", "1")}
    assert sum("FROM change" in sql for sql in asked) == 4  # of files, schools, classes, named


@pytest.fixture
def followed(ledger):
    """Return three children: contacts in no order, one of them deleted, and one child deleted."""
    ids = [make(ledger, name) for name in ("甲一", "乙二", "丙三")]
    for number, student in enumerate(ids):
        for day in ("2026-11-20", "2026-10-05", "2026-11-01"):
            given = {"contacted_on": day, "content": f"{number}"}
            last = edit_file.add_record(ledger, "contact", student, given).record_id
        edit_file.delete_record(ledger, "contact", last)
    edit_file.delete_students(ledger, ids[2:])
    return ids


@pytest.mark.parametrize("at_once", [False, True])
def test_what_is_read_of_a_whole_township_is_what_is_read_of_a_few(
    ledger, followed, at_once, monkeypatch
):
    if at_once:  # as in a ledger of more children than that
        monkeypatch.setattr(student_files, "_MOST_BY_PORTION", 1)
    reads = {"student": ("name",), "contact": ("contacted_on", "content")}
    seen = [
        (
            file.student["name"],
            [tuple(row[key] for key in reads["contact"]) for row in file.of("contact")],
        )
        for file in student_files.load_files(ledger, followed, reads=reads)
    ]
    assert seen == [
        ("甲一", [("2026-10-05", "0"), ("2026-11-20", "0")]),
        ("乙二", [("2026-10-05", "1"), ("2026-11-20", "1")]),
    ]


def test_a_school_that_was_deleted_keeps_its_name_in_files_and_lists(ledger):
    school = edit_file.add_record(ledger, "school", None, {"name": "青山教学点"}).record_id
    child = make(ledger, "李石头", school="青山教学点")
    edit_file.delete_record(ledger, "school", school)
    (file,) = student_files.load_files(ledger, [child])
    assert file.school["name"] == student_files.load_file(ledger, child).school["name"]
    assert ledger.value("SELECT school_name FROM student_index") == "青山教学点"
