"""Columns that are understood and not kept say where their content belongs."""

from __future__ import annotations

from tests.exchange.planning.test_plan import book, only, planned


def test_who_answers_for_a_child_is_named_with_the_place_where_it_is_written_down() -> None:
    head = ["姓名", "性别", "帮扶责任人", "职务", "联系电话"]
    plan = planned(book(head, ["王小明", "男", "李镇长", "副镇长", "13999999999"]))
    assert "13999999999" not in str(dict(only(plan).values))
    said = {problem.column: problem.text for problem in plan.problems if problem.row == 0}
    assert {"帮扶责任人", "职务", "联系电话"} <= set(said)
    assert all("请在档案的“包保”里登记" in said[heading] for heading in head[2:])
