"""各自保留的地方: what was decided for one's own side, as long as the other has it otherwise."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import conflicts, receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children

CHILD = "a1" * 16


@pytest.fixture
def units(tmp_path):
    """Return a school that has refused a correction of a grade, and its township."""
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, CHILD)
    stick = tmp_path / "U盘"
    stick.mkdir()
    up(school, township, stick)
    edit_file.save_fields(township, "student", CHILD, {"grade": "5"})
    down(school, township, stick)
    decide(school, conflicts.OURS, "孩子就在三年级")
    yield school, township, stick
    for ledger in (school, township):
        ledger_files.close(ledger)


def up(school, township, stick):
    receive.accept(township, receive.look(township, pack(school, stick).path))


def down(school, township, stick):
    receive.accept(school, receive.look(school, make_receipt(township, SCHOOL, stick).path))


def decide(ledger, answer, reason):
    (line,) = conflicts.open_conflicts(ledger)
    conflicts.decide(ledger, [line.id], answer, reason)


def standing(ledger):
    found = conflicts.standing_differences(ledger)
    return [(each.label, each.ours, each.theirs, each.is_final) for each in found]


def test_what_was_refused_waits_for_the_other_side_and_stands_once_both_keep_their_own(units):
    school, township, _ = units
    assert standing(school) == [("年级", "三年级", "五年级", False)]
    up(*units)
    decide(township, conflicts.OURS, "学籍系统里是五年级")
    assert standing(township) == [("年级", "五年级", "三年级", True)]
    down(*units)
    assert standing(school) == [("年级", "三年级", "五年级", True)]


def test_what_the_other_side_has_taken_stands_no_longer(units):
    school, township, _ = units
    up(*units)
    decide(township, conflicts.THEIRS, "学校核实过")
    assert standing(township) == []
    down(*units)
    assert standing(school) == []


def test_what_one_side_changes_to_the_others_value_later_is_gone_from_both(units):
    school, township, _ = units
    up(*units)
    decide(township, conflicts.OURS, "学籍系统里是五年级")
    down(*units)
    edit_file.save_fields(school, "student", CHILD, {"grade": "5"})
    assert standing(school) == []
    up(*units)
    assert standing(township) == []


def test_a_later_decision_counts_not_the_first(units):
    school, township, _ = units
    up(*units)
    decide(township, conflicts.OURS, "学籍系统里是五年级")
    edit_file.save_fields(township, "student", CHILD, {"grade": "6"})
    down(*units)
    decide(school, conflicts.THEIRS, "查过了")
    assert standing(school) == []
    edit_file.save_fields(school, "student", CHILD, {"grade": "3"})
    assert standing(school) == []
