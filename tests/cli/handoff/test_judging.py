"""From the shell: the overview, and verdicts one by one or all of a unit."""

from __future__ import annotations

from tests.actions.handoff.planted import GREEN, UNITED


def test_the_overview_says_the_last_package_its_age_and_the_gap(shell, township):
    said = shell("handoff", township)
    green = next(line for line in said.out.splitlines() if "青山小学" in line)
    assert "第 7 包" in green
    assert "第 6 包缺" in green
    assert "待审核 2" in green
    assert "联合小学\t还没有移交过" in said.out
    found = shell("handoff", township, "--json").json
    assert {each["code"] for each in found["units"]} == {GREEN, UNITED}
    assert found["own"]["sequence"] == 0


def test_a_file_is_accepted_or_returned_by_name_and_listed_no_more(shell, township):
    said = shell("verdict", township, "--json")
    assert [each["name"] for each in said.json["to_judge"]] == ["王小明", "李梓涵"]
    said = shell("verdict", township, "王小明", "returned", "--reason", "请核实电话")
    assert said.code == 0
    assert "已审核 1 份" in said.err
    found = shell("verdict", township, "--json").json["to_judge"]
    assert [(each["name"], each["sequence"]) for each in found] == [("李梓涵", 7)]


def test_all_of_a_unit_are_accepted_at_once(shell, township):
    assert shell("verdict", township, "accepted", "--unit", GREEN).code == 0
    assert shell("verdict", township, "--json").json["to_judge"] == []


def test_a_returned_file_without_a_reason_is_refused_and_a_slip_is_usage(shell, township):
    said = shell("verdict", township, "王小明", "returned")
    assert (said.code, "退回要写原因" in said.err) == (1, True)
    assert shell("verdict", township, "王小明", "fine").code == 2
    assert shell("verdict", township, "accepted").code == 2
    assert len(shell("verdict", township, "--json").json["to_judge"]) == 2


def test_no_name_stands_on_standard_error(shell, township, school):
    for file in (township, school):
        for command in ("handoff", "verdict", "questions"):
            said = shell(command, file)
            assert said.code == 0
            assert not any(name in said.err for name in ("王小明", "李梓涵", "赵涛", "138"))


def test_a_file_that_was_not_returned_has_nothing_to_answer(shell, township):
    said = shell("verdict", township, "王小明", "--reply", "好")
    assert (said.code, "没有退回待办" in said.err) == (1, True)
    assert shell("verdict", township, "--reply", "好").code == 2
