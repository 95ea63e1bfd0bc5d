"""Whose a record is stays so, whatever is decided of it, and whichever ledger was restored."""

from __future__ import annotations

import pytest

from ledger_app.actions import back_up, edit_file
from ledger_app.actions.handoff.pack import pack
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.safety import backup, ledger_files
from tests.actions.handoff.paired import SCHOOL
from tests.actions.handoff.rounds.carried import add_child, carried, decide_all, take, told, waiting
from tests.ledgers import PASSWORD, open_again


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    yield found
    found.close()


def test_a_correction_that_a_school_accepts_leaves_the_file_its_own(units):
    child = add_child(units.school, "王一", phone="13100000001")
    mother = edit_file.add_record(units.school, "family_member", child, {"name": "母"}).record_id
    units.up()
    edit_file.save_fields(units.township, "student", child, {"phone": "13100000002"})
    edit_file.save_fields(units.township, "family_member", mother, {"name": "妈"})
    units.down()
    decide_all(units.school)
    assert keepers(units.school, [child]) == {child: SCHOOL}
    assert units.school.rows("SELECT * FROM origin WHERE record_id = ?", [mother]) == []


def test_a_restored_township_gets_back_what_it_had_corrected_meanwhile(units):
    first = add_child(units.school, "王一")
    units.up()
    units.down()
    kept = backup.make(units.township, "manual")
    second = add_child(units.school, "王二")
    units.up()
    edit_file.save_fields(units.township, "student", second, {"phone": "13100000007"})
    units.down()
    decide_all(units.school)
    units.up()
    path = units.township.path
    ledger_files.close(units.township)
    back_up.restore(path, kept.path, PASSWORD)
    units.township = open_again(path)
    units.down()
    units.up()
    assert waiting(units.township) == waiting(units.school) == []
    assert keepers(units.township) == {first: SCHOOL, second: SCHOOL}
    assert told(units.township) == told(units.school)


def test_a_restored_school_writes_its_package_beside_the_old_one_of_the_same_number(units):
    child = add_child(units.school, "王一")
    stick = units.stick()
    kept = backup.make(units.school, "manual")
    old = pack(units.school, stick)
    take(units.township, old.path)
    path = units.school.path
    ledger_files.close(units.school)
    back_up.restore(path, kept.path, PASSWORD)
    units.school = open_again(path)
    units.school.clock.move(days=1)
    edit_file.save_fields(units.school, "student", child, {"phone": "13100000005"})
    new = pack(units.school, stick)
    assert new.sequence == old.sequence
    assert new.path.name == "青山小学_台账_2026-11_第1包_1122120000.handoff"
    assert old.path.exists()
    take(units.township, new.path)
    assert units.township.value("SELECT phone FROM student") == "13100000005"
