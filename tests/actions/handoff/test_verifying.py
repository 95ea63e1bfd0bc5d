"""Lists to verify go down to the schools that keep the files, and their answers come up."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list
from ledger_app.actions.handoff import questions
from ledger_app.actions.handoff.verifying.hand_down import hand_down
from ledger_app.actions.handoff.verifying.left_open import to_verify
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from tests.actions.travel.three_units import GREEN, UNION, add_child


@pytest.fixture
def children(three):
    found = [add_child(three.green, "王甲"), add_child(three.union, "王乙")]
    three.up(three.green)
    three.up(three.union)
    return found


def lines(ledger, rule):
    return [each.reason for each in due_list.due(ledger) if each.rule == rule]


def test_each_school_is_asked_about_its_own_children_and_answers(three, children):
    own = add_child(three.township, "王丙")
    done = hand_down(
        three.township, [*children, own], "户籍在本村，核实是否在读", "户籍名单2026.xlsx"
    )
    assert (done.by_unit, done.own, done.count) == ({GREEN: 1, UNION: 1}, (own,), 2)
    three.down(three.green)
    three.down(three.union)
    for ledger in (three.green, three.union):
        (said,) = lines(ledger, "open_question")
        assert said.endswith("户籍在本村，核实是否在读（名单：户籍名单2026.xlsx）")
    (question,) = questions.open_questions(three.green)
    questions.answer(three.green, question.id, "answered", "在读，五(1)班")
    assert lines(three.green, "open_question") == []
    three.up(three.green)
    (said,) = lines(three.township, "answered_question")
    assert said.endswith("在读，五(1)班")
    assert lines(three.township, "open_question") == []  # they are asked, not we


def test_what_a_comparison_left_open_is_offered_until_somebody_has_asked(three, children):
    values = {"kind": "household-register", "name": "王甲", "student": children[0], "answer": "3",
              "answered_on": "2026-11-20", "source": "户籍名单2026.xlsx"}  # fmt: skip
    with revise(three.township, "edit", "比对答复") as revision:
        revision.insert("compared_child", values)
        revision.insert("compared_child", {**values, "student": children[1], "answer": "1"})
    (found,) = to_verify(three.township)
    assert (found.name, found.unit, found.answer) == ("王甲", GREEN, "外地就读(待核实)")
    hand_down(three.township, [found.student], "核实在哪里就读", found.source)
    assert to_verify(three.township) == []


def test_there_must_be_somebody_to_ask_and_something_to_say(three, children):
    with pytest.raises(LedgerError, match="问题还是空的"):
        hand_down(three.township, children, " ", "名单")
    own = add_child(three.township, "王丙")
    with pytest.raises(LedgerError, match="没有学校可以核查"):
        hand_down(three.township, [own], "核实")
