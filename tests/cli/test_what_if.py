"""`--what-if` says what an entry would change, in the window's words, and writes nothing."""

from __future__ import annotations

import pytest

SUSPECTED = ("is_suspected=1", "suspected_on=2026-01-05", "last_attended=2026-01-02")
NOTHING = "现状、台账和提醒都不变。"


@pytest.fixture
def child(shell, file):
    said = shell("add", file, "学生", "-", "姓名=王𬱖", "出生日期=2013-05-10", "--json")
    assert said.code == 0, said.err
    return said.json["id"]


def status(shell, file):
    return shell("find", file, "王", "--json").json[0]["status"]


def test_a_new_record_is_asked_about_and_then_does_what_was_said(shell, file, child):
    said = shell("add", file, "dropout", "王𬱖", *SUSPECTED, "--what-if")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("→ 未核实 变为 疑似辍学（未核实 → 个案中）；个案开始；")
    assert "进入疑似辍学台账" in said.out
    assert status(shell, file) == "未核实"
    assert not shell("show", file, child, "--json").json["records"].get("dropout")
    assert shell("add", file, "dropout", "王𬱖", *SUSPECTED).code == 0
    assert status(shell, file) == "疑似辍学"


def test_a_script_is_told_each_part_by_itself(shell, file, child):
    said = shell("add", file, "dropout", child, *SUSPECTED, "--what-if", "--json").json
    assert said["status"]["name"] == "疑似辍学"
    assert ("suspected_ledger", 0, 1) in [
        (each["key"], each["before"], each["after"]) for each in said["ledgers"]
    ]
    assert "suspected_3" in [each["rule"] for each in said["due"] if not each["before"]]
    assert said["corrected"] == []


def test_fields_of_the_child_are_asked_about_too(shell, file, child):
    said = shell("set", file, "王𬱖", "学籍状态=辍学(已标注)", "--what-if")
    assert (said.code, "变为 辍学" in said.out) == (0, True)
    said = shell("set", file, "王𬱖", "phone=13800000001", "--what-if")
    assert (said.code, said.out.strip()) == (0, NOTHING)
    assert shell("show", file, "王𬱖", "--json").json.get("phone") in (None, "")
    nothing = shell("set", file, "王𬱖", "phone=13800000001", "--what-if", "--json").json
    assert (nothing["said"], nothing["status"], nothing["due"]) == ("", None, [])


def test_for_several_children_it_is_summed(shell, file, child):
    other = shell("add", file, "学生", "-", "姓名=王梓涵", "--json").json["id"]
    leave = ("leave", f"{child},{other}", "kind=1", "from_on=2026-01-05", "--what-if")
    said = shell("add", file, *leave)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("→ 2 人")
    told = shell("add", file, *leave, "--json").json
    assert [each["student"] for each in told["students"]] == [child, other]


def test_what_cannot_be_kept_or_has_nothing_to_compare_is_a_sentence(shell, file, child):
    said = shell("add", file, "dropout", child, "suspected_on=去年冬天", "--what-if")
    assert (said.code, "去年冬天" in said.err) == (1, True)
    said = shell("add", file, "student", "-", "姓名=王小雨", "--what-if")
    assert (said.code, "请去掉 --what-if" in said.err) == (1, True)
