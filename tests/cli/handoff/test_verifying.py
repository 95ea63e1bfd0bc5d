"""From the shell: children whom a comparison left open are handed down to be looked at."""

from __future__ import annotations

import pytest

from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.travel.three_units import GREEN, add_child


@pytest.fixture
def township(three):
    """A comparison has left one child of a school open."""
    child = add_child(three.green, "王甲")
    three.up(three.green)
    answered = {"kind": "household-register", "name": "王甲", "student": child, "answer": "3",
                "answered_on": "2026-11-20", "source": "户籍名单.xlsx"}  # fmt: skip
    with revise(three.township, "edit", "比对答复") as revision:
        revision.insert("compared_child", answered)
    ledger_files.close(three.township)
    return three.township.path


def test_who_is_open_is_listed_until_its_school_is_asked(shell, township):
    (found,) = shell("verify", township, "--json").json
    assert (found["name"], found["unit"], found["source"]) == ("王甲", GREEN, "户籍名单.xlsx")
    done = shell("verify", township, "王甲", "--text", "核实在哪里就读", "--source", "户籍名单")
    assert (done.code, done.out) == (0, "")
    assert "1 人" in done.err
    assert "王甲" not in done.err  # no name among messages
    (question,) = shell("questions", township, "--json").json
    assert question["asked"] == "核实在哪里就读（名单：户籍名单）"


def test_a_child_without_a_question_is_refused(shell, township):
    refused = shell("verify", township, "王甲")
    assert (refused.code, "--text" in refused.err) == (1, True)
