"""One child with files at two schools: offered by evidence, linked by a person, counted once."""

from __future__ import annotations

import pytest

from ledger_app.actions.merging import suspected_pairs
from ledger_app.actions.today.show_board import show_board
from ledger_app.actions.travel import not_arrived, two_schools
from ledger_app.actions.travel.not_arrived import Matter
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from tests.actions.travel.three_units import add_child, records, status

NUMBER = "529901201505010017"
EVIDENCE = "两校核对户口簿，身份证号相同"


def file_of(ledger, name, **values):
    student = add_child(ledger, name)
    with revise(ledger, "edit", name) as revision:
        revision.update("student", student, values)
    return student


@pytest.fixture
def twice(three):
    """The same ID number at both schools, all of it known at the township."""
    one = file_of(three.green, "王甲", id_no=NUMBER, birth_date="2015-05-01")
    other = file_of(three.union, "王甲", id_no=NUMBER, birth_date="2015-05-01")
    three.up(three.green)
    three.up(three.union)
    return one, other


def test_a_pair_is_offered_with_both_schools_and_what_speaks_for_it(three, twice):
    (pair,) = two_schools.candidates(three.township)
    assert {pair.pair.first, pair.pair.second} == set(twice)
    assert set(pair.units) == {"青山小学", "联合小学"}
    assert any("证件号" in each for each in pair.pair.agreeing)
    (line,) = [x for x in not_arrived.whereabouts(three.township) if x.matter is Matter.TWO_SCHOOLS]
    assert {line.from_phone, line.to_phone} == {"0000-1"}


def test_twins_are_no_pair(three):
    same = {"birth_date": "2015-05-01", "guardian_name": "王大山", "guardian_phone": "13800000001"}
    file_of(three.green, "王甲", id_no=NUMBER, **same)
    file_of(three.union, "王乙", id_no="529901201505010025", **same)
    three.up(three.green)
    three.up(three.union)
    assert two_schools.candidates(three.township) == []


def test_nothing_is_linked_without_a_person_and_evidence(three, twice):
    one, other = twice
    with pytest.raises(LedgerError, match="凭什么"):
        two_schools.link(three.township, other, one, " ")
    with pytest.raises(LedgerError, match="由乡镇认定"):
        two_schools.link(three.green, other, one, EVIDENCE)
    with pytest.raises(LedgerError, match="不同的档案"):
        two_schools.link(three.township, one, one, EVIDENCE)
    assert three.township.value("SELECT count(*) FROM passage") == 0


def test_linked_it_counts_once_and_both_histories_stay(three, twice):
    one, other = twice
    assert show_board(three.township).board.count == 2
    two_schools.link(three.township, other, one, EVIDENCE)
    assert show_board(three.township).board.count == 1
    assert two_schools.candidates(three.township) == []
    three.down(three.green)
    three.down(three.union)
    assert (show_board(three.green).board.count, show_board(three.union).board.count) == (0, 1)
    assert status(three.union, one) == status(three.green, one) == "30"
    assert status(three.union, other) == "1"
    assert [row["remark"] for row in records(three.union, one, "passage")] == [EVIDENCE]
    assert records(three.township, one, "roll_call")
    assert records(three.township, other, "roll_call")


def test_what_is_no_pair_is_said_once(three, twice):
    suspected_pairs.judge_pair(three.township, *twice, suspected_pairs.OTHER_CHILD)
    assert two_schools.candidates(three.township) == []
