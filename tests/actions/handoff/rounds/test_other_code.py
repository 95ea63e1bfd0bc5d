"""A school's code was wrong and is put right: it stays one school, whose files stay its own."""

from __future__ import annotations

import pytest

from ledger_app.actions import back_up, edit_file, keep_settings
from ledger_app.actions.handoff import pairing, receive
from ledger_app.actions.handoff.overview import overview
from ledger_app.actions.handoff.pack import pack
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.rounds.carried import add_child, carried, take, told, waiting
from tests.ledgers import PASSWORD, open_again

NEW = "2152000099"


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    own = settings.get(found.school, "own_school")
    with revise(found.school, "edit", "班级") as revision:
        row = {"school": own, "grade": "3", "class_no": "1", "home_teacher": "李敏"}
        revision.insert("school_class", row)
    found.child = add_child(found.school, "王一", phone="13100000001")
    found.up()
    found.down()
    yield found
    found.close()


def schools(ledger):
    return ledger.column("SELECT code FROM school WHERE deleted_at IS NULL")


def test_the_school_of_another_code_is_the_same_school_after_a_number_was_typed(units):
    keep_settings.keep(units.school, {"unit_code": NEW})
    edit_file.save_fields(units.school, "student", units.child, {"phone": "13100000002"})
    packed = pack(units.school, units.stick())
    looked = receive.look(units.township, packed.path)
    assert ["单位代码" in each.text for each in looked.guards] == [True]
    received = receive.accept(units.township, looked, looked.number_to_type)
    assert (received.created, received.updated, received.deleted) == (0, 1, 0)
    assert schools(units.township) == schools(units.school) == [NEW]
    assert keepers(units.township) == {units.child: NEW}
    assert [(each.code, each.sequence) for each in overview(units.township)] == [(NEW, 2)]
    edit_file.save_fields(units.township, "student", units.child, {"former_name": "王小"})
    units.down(NEW)
    assert [each[0] for each in waiting(units.school)] == ["曾用名"]
    assert schools(units.school) == [NEW]
    units.up()
    assert waiting(units.township) == []


def test_a_receipt_and_a_package_from_before_the_change_are_read_with_the_new_code(units):
    before = pack(units.school, units.stick())
    keep_settings.keep(units.school, {"unit_code": NEW})
    units.down()
    assert schools(units.school) == [NEW]
    assert keepers(units.school) == {units.child: NEW}
    take(units.township, pack(units.school, units.stick()).path)
    assert not receive.look(units.township, before.path).can_be_taken
    assert told(units.township) == told(units.school)


def test_a_new_card_brings_the_new_code_too(units, tmp_path):
    keep_settings.keep(units.school, {"unit_code": NEW})
    card = tmp_path / "新卡.pair"
    pairing.pair(units.township, card, pairing.write_own_card(units.school, card))
    assert units.up().incoming.guards == ()
    assert schools(units.township) == [NEW]
    assert told(units.township) == told(units.school)


def test_the_own_code_is_changed_in_the_settings_only(units):
    own = settings.get(units.school, "own_school")
    with pytest.raises(LedgerError, match="标识码"):
        edit_file.save_fields(units.school, "school", own, {"code": NEW})


def test_what_was_renamed_in_the_ledger_is_as_its_audit_trail_says(units):
    keep_settings.keep(units.school, {"unit_code": NEW})
    units.up()
    path = units.township.path
    ledger_files.close(units.township)
    assert [each.text for each in back_up.check_file(path, PASSWORD)] == []
    units.township = open_again(path)
