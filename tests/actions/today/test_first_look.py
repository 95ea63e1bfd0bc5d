"""A ledger of before says once how many children nobody has verified, and what to do about it."""

import shutil
from pathlib import Path

import pytest

from ledger_app.actions import edit_file, new_day
from ledger_app.actions.today import first_look
from ledger_app.store.safety import ledger_files
from tests.ledgers import open_again

RELEASED = Path(__file__).parents[2] / "data" / "ledger-0.3.0.ledger"


@pytest.fixture
def migrated(tmp_path):
    path = tmp_path / RELEASED.name
    shutil.copyfile(RELEASED, path)
    return open_again(path)


def test_it_is_said_at_the_first_opening_with_the_number_and_what_to_do(migrated):
    count = len(migrated.column("SELECT id FROM student WHERE deleted_at IS NULL"))
    note = new_day.begin_day(migrated).note
    unverified = migrated.value("SELECT count(*) FROM student_index WHERE standing = 'unverified'")
    assert 0 < unverified <= count
    assert note.message == f"{unverified} 人本学期还没有核实：导入本学期花名册，或登记报到。"
    assert "档案和记录都没有变" in note.hint


def test_it_is_said_once(migrated):
    assert new_day.begin_day(migrated).note is not None
    assert new_day.begin_day(migrated).note is None
    ledger_files.close(migrated)
    again = open_again(migrated.path)
    assert new_day.begin_day(again).note is None


def test_a_ledger_of_this_program_says_nothing(ledger):
    edit_file.add_student(ledger, {"name": "王𬱖"})
    new_day.refresh_lists(ledger)
    assert ledger.value("SELECT standing FROM student_index") == "unverified"
    assert first_look.take_note(ledger) is None
