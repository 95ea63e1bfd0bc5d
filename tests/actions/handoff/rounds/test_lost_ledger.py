"""A school's ledger is lost: a new one is paired, gets all back, and goes on without questions."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import pairing
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, new_unit
from tests.actions.handoff.rounds.carried import add_child, carried, told, waiting


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    children = [add_child(found.school, f"王{n}", phone="13100000000") for n in "甲乙丙"]
    found.up()
    found.lost = found.school
    (tmp_path / "新").mkdir()
    found.school = new_unit(tmp_path / "新", "青山小学", SCHOOL, "school")
    cards = {}
    for ledger in (found.school, found.township):
        card = tmp_path / "新" / f"{ledger.path.stem}.pair"
        cards[ledger.path] = (card, pairing.write_own_card(ledger, card))
    pairing.pair(found.school, *cards[found.township.path])
    pairing.replace(found.township, *cards[found.school.path], "电脑坏了")
    yield found, children
    found.close()
    ledger_files.close(found.lost)


def test_the_first_receipt_brings_all_back_and_what_is_edited_then_is_taken(units):
    found, children = units
    found.down()
    assert told(found.school) == told(found.township)
    edit_file.save_fields(found.school, "student", children[0], {"phone": "13100000001"})
    edit_file.delete_students(found.school, [children[1]], "重复建档")
    found.up()
    assert waiting(found.township) == []
    assert told(found.school) == told(found.township)


def test_what_the_township_put_right_between_two_receipts_is_asked_not_overwritten(units):
    found, children = units
    found.down()
    edit_file.save_fields(found.township, "student", children[0], {"phone": "13100000009"})
    found.down()
    assert [each[1:] for each in waiting(found.school)] == [("13100000000", "13100000009")]
    found.up()
    assert found.township.value("SELECT phone FROM student WHERE id = ?", [children[0]]) == (
        "13100000009"
    )
