"""Schools and classes: which can be deleted, and why others cannot."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, keep_places
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file


@pytest.fixture
def own(ledger):
    return ledger.value("SELECT id FROM school")


@pytest.fixture
def other(ledger):
    return edit_file.add_record(ledger, "school", None, {"name": "青山村小学"}).record_id


def schools(ledger):
    return [name for _, name in keep_places.school_choices(ledger)]


def test_the_units_own_school_stays_even_when_nobody_is_in_it(ledger, own):
    with pytest.raises(LedgerError, match="本单位自己的学校"):
        keep_places.delete_place(ledger, "school", own)
    assert schools(ledger) == ["福利镇中心小学"]


def test_another_school_goes_when_nobody_is_in_it(ledger, other):
    keep_places.delete_place(ledger, "school", other)
    assert schools(ledger) == ["福利镇中心小学"]


@pytest.mark.parametrize("table", ["student", "school_class"])
def test_a_school_with_children_or_classes_stays(ledger, other, table):
    if table == "student":
        edit_file.add_student(ledger, {"name": "王𬱖", "school": other})
    else:
        edit_file.add_record(ledger, table, None, {"school": other, "grade": "3"})
    said = "学生" if table == "student" else TABLES[table].label
    with pytest.raises(LedgerError, match=f"还有 1 个{said}"):
        keep_places.delete_place(ledger, "school", other)
    assert len(schools(ledger)) == 2


def test_the_teacher_of_a_deleted_class_is_nobody_s(ledger, other):
    given = {"school": other, "grade": "3", "class_no": "1"}
    child = edit_file.add_student(ledger, {"name": "王𬱖", **given}).record_id
    record = edit_file.add_record(
        ledger, "school_class", None, {**given, "home_teacher": "周老师"}
    ).record_id
    assert load_file(ledger, child).school_class["home_teacher"] == "周老师"
    keep_places.delete_place(ledger, "school_class", record)
    assert not load_file(ledger, child).school_class


def test_a_class_goes_while_children_are_in_its_school(ledger, other):
    edit_file.add_student(ledger, {"name": "王𬱖", "school": other, "grade": "3", "class_no": "1"})
    given = {"school": other, "grade": "3", "class_no": "1"}
    record = edit_file.add_record(ledger, "school_class", None, given).record_id
    assert [each["student_count"] for each in keep_places.classes(ledger)] == [1]
    keep_places.delete_place(ledger, "school_class", record)
    assert keep_places.classes(ledger) == []
