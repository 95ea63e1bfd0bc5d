"""close and reopen in the shell."""

from __future__ import annotations

import pytest


@pytest.fixture
def child(shell, file):
    said = shell("add", file, "学生", "-", "姓名=王𬱖", "出生日期=2013-05-10", "--json")
    assert said.code == 0, said.err
    student = said.json["id"]
    assert shell("add", file, "dropout", student, "confirmed_on=2026-01-05").code == 0
    return student


def status(shell, file):
    return shell("find", file, "王", "--json").json[0]["status"]


def test_a_closing_says_what_it_lacks_and_is_made_good(shell, file, child):
    said = shell("close", file, child, "--reason", "转学", "--json")
    assert said.code == 0, said.err
    assert said.json["missing"] == ["销号佐证", "审批人", "转入学校"]
    assert (said.json["closed"], status(shell, file)) == (False, "待销号")
    due = shell("due", file, "--json").json
    (line,) = [each for each in due if each["rule"] == "to_be_closed"]
    assert (line["student"], line["state"]) == (child, "today")
    papers = ("--evidence", "在读证明", "--approver", "韦校长", "--to", "县二中")
    said = shell("close", file, "王𬱖", "--reason", "2", *papers)
    assert (said.code, said.out.strip()) == (0, "王𬱖已销号：学籍已转出并核实就读。")
    assert status(shell, file) == "已转学"
    said = shell("reopen", file, child)
    assert (said.code, "已撤销王𬱖" in said.out) == (0, True)
    assert status(shell, file) == "辍学"


def test_what_cannot_be_closed_is_refused_in_a_sentence(shell, file, child):
    said = shell("close", file, child, "--reason", "想销就销")
    assert (said.code, "想销就销" in said.err) == (1, True)
    said = shell("reopen", file, child)
    assert (said.code, "没有可以撤销的销号" in said.err) == (1, True)
