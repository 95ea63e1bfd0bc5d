"""What is due is read from beside the rows of the lists: it is what the files say, at once."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ledger_app.actions import due_list, edit_file, new_day
from ledger_app.store.lists import student_index
from ledger_app.store.safety import check, ledger_files
from tests.ledgers import open_again

DATA = Path(__file__).parents[2] / "data"
OLD = sorted(path.name for path in DATA.glob("*.ledger"))
UNVERIFIED = "unverified"


@pytest.fixture
def school_class(ledger):
    """Return the class of a child that nobody has seen, with a teacher."""
    for name in ("福利镇中心学校", "金山学校"):
        edit_file.add_record(ledger, "school", None, {"name": name})
    place = {"school": "福利镇中心学校", "grade": "3", "class_no": "1"}
    made = edit_file.add_record(ledger, "school_class", None, {**place, "home_teacher": "王老师"})
    edit_file.add_student(ledger, {"name": "陈一", **place})
    return made.record_id


def asked(ledger) -> list[str]:
    """Return who is to look for the children that nobody has seen, today."""
    assert student_index.is_of_day(ledger, ledger.day())
    return [each.who for each in due_list.due(ledger) if each.rule == UNVERIFIED]


def test_a_teacher_who_follows_another_is_named_at_once(ledger, school_class):
    assert asked(ledger) == ["学籍管理员、班主任（王老师）"]
    edit_file.save_fields(ledger, "school_class", school_class, {"home_teacher": "刘老师"})
    assert asked(ledger) == ["学籍管理员、班主任（刘老师）"]


def test_the_teacher_of_a_class_that_is_another_one_now_is_not_asked(ledger, school_class):
    for values in ({"class_no": "2"}, {"class_no": "1", "school": "金山学校"}):
        edit_file.save_fields(ledger, "school_class", school_class, values)
        assert asked(ledger) == ["学籍管理员、班主任"]


def test_a_deleted_child_has_no_line(ledger, school_class):
    edit_file.delete_students(ledger, ledger.column("SELECT id FROM student"))
    assert asked(ledger) == []
    assert ledger.value("SELECT count(*) FROM student_due") == 0


def test_lines_hold_for_their_own_day_only(ledger, school_class):
    today, later = ledger.today(), ledger.today() + timedelta(days=9)
    (line,) = (each for each in due_list.due(ledger) if each.rule == UNVERIFIED)
    (then,) = (each for each in due_list.due(ledger, later) if each.rule == UNVERIFIED)
    assert (line.due_on, line.days + 9) == (then.due_on, then.days)
    ledger.clock.move(days=9)  # midnight has passed, nobody has looked yet
    assert due_list.due(ledger) == due_list.due(ledger, later)
    assert due_list.due(ledger, today) == due_list.due(ledger, today)
    assert new_day.refresh_lists(ledger)
    assert then in due_list.due(ledger)


def test_what_is_saved_after_midnight_is_no_line_of_yesterday(ledger):
    child = edit_file.add_student(ledger, {"name": "陈一"}).record_id
    yesterday = ledger.today()
    ledger.clock.move(days=1)
    planned = (yesterday + timedelta(days=8)).isoformat()  # in sight seven days before
    contact = {"contacted_on": yesterday.isoformat(), "next_on": planned}
    edit_file.add_record(ledger, "contact", child, contact)
    told = [
        [each.due_on for each in due_list.due(ledger, on) if each.due_on == planned]
        for on in (yesterday, ledger.today())
    ]
    assert told == [[], [planned]]


@pytest.mark.parametrize("altered", ["replace(lines, '王老师', '张老师')", "'[]'"])
def test_a_line_that_another_tool_altered_is_named(ledger, school_class, altered):
    assert check.problems(ledger) == []
    ledger.db.execute(f"UPDATE student_due SET lines = {altered}")
    assert [each.text for each in check.problems(ledger)] == ["名单与档案对不上：陈一（提醒）。"]


def test_a_line_of_nobody_is_found(ledger, school_class):
    ledger.db.execute("PRAGMA foreign_keys = OFF")
    ledger.db.execute("INSERT INTO student_due (no, lines) VALUES (900, '[]')")
    assert any("有提醒不属于任何档案" in each.text for each in check.problems(ledger))


@pytest.mark.parametrize("name", OLD)
def test_lists_of_an_older_program_are_whole_after_the_first_opening(tmp_path, name):
    path = shutil.copyfile(DATA / name, tmp_path / name)
    ledger = open_again(path)
    new_day.refresh_lists(ledger)
    assert [each.text for each in check.problems(ledger) if each.kind == "lists"] == []
    ledger_files.close(ledger)
