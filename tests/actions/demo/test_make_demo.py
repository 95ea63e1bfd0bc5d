"""The demo: the same seed and day give the same content; everybody in it is invented."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import due_list, find_students, undo_revision
from ledger_app.actions.demo import demo_stories, make_demo
from ledger_app.catalogue import TABLES, Kind
from ledger_app.domain import identity
from ledger_app.domain.checking import checks
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import check, ledger_files
from tests.ledgers import PASSWORD, Clock

STAGES = {"在校", "疑似辍学", "辍学", "劝返中", "依法控辍", "失联", "已复学", "巩固跟踪", "已销号",
          "已转学", "未核实", "待销号", "休学", "缓学", "免学", "送教上门", "在外就读(已核实)",
          "在外就读(待核实)", "专门学校", "转出中", "出国(境)"}  # fmt: skip
RARE = ("王𬱖", "李𰻝", "阿卜杜热西提·买买提江", "郑䶮", "单于菲", "仇芃")
SUMMER = datetime(2026, 8, 15, 9, 0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    ledger = make(tmp_path_factory.mktemp("demo"))
    yield ledger
    ledger_files.close(ledger)


def make(folder, **given):
    given = {"clock": Clock(), **given}
    return make_demo.make_demo(folder / "演示.ledger", PASSWORD, **given)


def rows_of(ledger):
    """Return all rows of all tables but what is random in every file: the first school's id."""
    own = ledger.value("SELECT id FROM school ORDER BY no LIMIT 1")
    return {
        table: [
            {key: "own" if value == own else value for key, value in row.items()}
            for row in ledger.rows(f"SELECT * FROM {table} ORDER BY no")
        ]
        for table in TABLES
    }


def test_the_same_seed_and_day_give_the_same_content(demo, tmp_path):
    again = make(tmp_path)
    assert rows_of(again) == rows_of(demo)
    ledger_files.close(again)


def test_another_seed_gives_other_children(demo, tmp_path):
    other = make(tmp_path, seed=2)
    names = "SELECT name FROM student ORDER BY no"
    assert other.column(names) != demo.column(names)
    ledger_files.close(other)


def test_a_township_of_six_schools_and_928_children(demo):
    assert demo.value("SELECT count(*) FROM student") == 928
    kinds = demo.column("SELECT kind FROM school ORDER BY kind")
    assert len(kinds) == 6
    closing = demo.rows("SELECT * FROM school WHERE status = '2'")
    assert len(closing) == 1
    moved = demo.column("SELECT student_id FROM relocation")
    came = demo.column("SELECT id FROM student WHERE prev_school = ?", [closing[0]["name"]])
    assert sorted(moved) == sorted(came)
    assert len(moved) > 50
    assert check.problems(demo) == []


def test_a_large_township_is_invented_in_portions_and_is_whole(tmp_path, monkeypatch):
    held, tell = [], demo_stories.tell

    def noting(town):
        held.append(len(town.records["student"]))
        tell(town)

    monkeypatch.setattr(demo_stories, "tell", noting)
    monkeypatch.setattr(make_demo, "_IN_MEMORY", 400)
    ledger = make(tmp_path, kind="township", students=2400)
    assert len(held) == 5
    assert max(held) < 1400
    assert sum(held) == 2400 == ledger.value("SELECT count(*) FROM student_index")
    filled = ledger.column("SELECT DISTINCT school FROM student")
    assert len(filled) == ledger.value("SELECT count(*) FROM school")
    assert ledger.value("SELECT count(*) FROM dropout") > 20
    assert check.problems(ledger) == []
    ledger_files.close(ledger)


@pytest.mark.parametrize("at", [Clock().at, SUMMER], ids=["autumn", "summer"])
def test_every_stage_is_there_and_somebody_is_to_be_called(tmp_path, at):
    ledger = make(tmp_path, clock=Clock(at))
    stages = ledger.column("SELECT DISTINCT status FROM student_index")
    assert {find_students.status_name(code) for code in stages} >= STAGES
    due = due_list.due(ledger)
    assert {reminder.state for reminder in due} >= {"overdue", "soon"}
    rules = {reminder.rule for reminder in due}
    assert len(rules) > 20
    assert rules >= {"not_listed", "to_be_closed", "same_house"}
    ledger_files.close(ledger)


def test_rare_names_can_be_found(demo):
    for name in RARE:
        (row,) = find_students.find(demo, name)
        assert row["name"] == name
    assert find_students.find(demo, "qiupeng")[0]["name"] == "仇芃"


def test_every_id_number_is_valid_and_of_the_unassigned_region(demo):
    numbers = demo.column("SELECT id_no FROM student")
    assert len(set(numbers)) == 928
    assert all(each.startswith("529901") and identity.is_valid_id(each) for each in numbers)
    for table in TABLES.values():
        for field in table.fields:
            if field.kind is Kind.ID_NUMBER:
                others = demo.column(f"SELECT {field.key} FROM {table.key}")
                assert all(each is None or each.startswith("529901") for each in others)


def test_no_file_has_an_error(demo):
    on = demo.day()
    errors = [
        (file.student["name"], problem.text)
        for file in load_files(demo)
        for problem in checks.check_file(file, on)
        if str(problem.severity) == "error"
    ]
    assert errors == []


def test_nothing_lies_in_the_future(demo):
    """Except what was promised or agreed upon."""
    agreed = {"promised_on", "solve_by_on", "to_on", "due_on"}
    today = demo.today().isoformat()
    for table in TABLES.values():
        for field in table.fields:
            if field.kind is Kind.DATE and field.key not in agreed:
                latest = demo.value(f"SELECT max({field.key}) FROM {table.key}")
                assert latest is None or latest <= today, (table.key, field.key)


@pytest.mark.parametrize("students", [1, 7, 41])
def test_small_ones_work_too(tmp_path, students):
    ledger = make(tmp_path, students=students)
    assert ledger.value("SELECT count(*) FROM student_index") == students
    assert check.problems(ledger) == []
    ledger_files.close(ledger)


@pytest.mark.parametrize("students", [0, -3, 200_001])
def test_odd_sizes_are_refused_and_leave_no_file(tmp_path, students):
    with pytest.raises(LedgerError):
        make(tmp_path, students=students)
    assert list(tmp_path.iterdir()) == []


def test_it_is_one_revision(demo):
    assert demo.column("SELECT kind FROM revision ORDER BY no") == ["setup", "demo"]


def test_it_can_be_undone(tmp_path):
    ledger = make(tmp_path, students=20)
    undo_revision.undo(ledger)
    assert find_students.find(ledger, "") == []
    ledger_files.close(ledger)
