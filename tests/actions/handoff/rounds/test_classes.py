"""Classes month by month: each is there once at both ends, whatever it is called by now."""

from __future__ import annotations

import pytest

from ledger_app.actions import undo_revision
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from tests.actions.handoff.rounds.carried import add_child, carried, told, waiting


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    add_child(found.school, "王一")
    yield found
    found.close()


def add_class(ledger, grade, number, teacher):
    own = settings.get(ledger, "own_school")
    row = {"school": own, "grade": grade, "class_no": number, "home_teacher": teacher}
    with revise(ledger, "edit", "班级") as revision:
        return revision.insert("school_class", row)


def change(ledger, record, **values):
    with revise(ledger, "edit", "班级") as revision:
        revision.update("school_class", record, values)


def classes(ledger):
    rows = ledger.rows("SELECT * FROM school_class WHERE deleted_at IS NULL")
    return sorted((row["grade"], row["class_no"] or "", row["home_teacher"]) for row in rows)


def rounds(units, count=1):
    for _ in range(count):
        units.up()
        units.down()


@pytest.mark.parametrize("numbers", [[None], ["1", "1"], [None, None]])
def test_a_class_that_only_its_id_tells_apart_is_not_there_twice_next_month(units, numbers):
    for number in numbers:
        add_class(units.school, "1", number, "李敏")
    before = classes(units.school)
    rounds(units, 3)
    assert classes(units.school) == classes(units.township) == before


def test_a_class_that_got_another_number_does_not_leave_its_old_name_behind(units):
    record = add_class(units.school, "3", "1", "李敏")
    rounds(units)
    change(units.school, record, grade="4", class_no="2")
    rounds(units, 2)
    assert classes(units.school) == classes(units.township) == [("4", "2", "李敏")]
    undo_revision.undo(units.school)  # the receipt
    undo_revision.undo(units.school)
    undo_revision.undo(units.school)
    assert classes(units.school) == [("3", "1", "李敏")]
    rounds(units, 2)
    assert classes(units.school) == classes(units.township) == [("3", "1", "李敏")]
    assert waiting(units.school) == waiting(units.township) == []


def test_classes_go_up_a_grade_year_by_year_and_the_first_grade_is_a_new_one(units):
    teachers = "甲乙丙丁戊己"
    records = [add_class(units.school, str(n + 1), "1", t) for n, t in enumerate(teachers)]
    rounds(units)
    for year in range(3):
        leaving = records.pop()
        with revise(units.school, "edit", "升级") as revision:
            revision.delete("school_class", [leaving], why="毕业")
            for grade, record in reversed(list(enumerate(records, 2))):
                revision.update("school_class", record, {"grade": str(grade)})
        records.insert(0, add_class(units.school, "1", "1", f"新{year}"))
        rounds(units, 2)
        assert len(classes(units.school)) == len(teachers)
        assert told(units.school) == told(units.township)
        assert waiting(units.school) == waiting(units.township) == []


def test_a_receipt_from_before_a_class_was_renamed_does_not_bring_the_old_name_back(units):
    record = add_class(units.school, "3", "1", "李敏")
    rounds(units)
    change(units.school, record, grade="4")
    units.down()
    assert classes(units.school) == [("4", "1", "李敏")]
