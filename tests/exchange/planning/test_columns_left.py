"""Columns that are understood and not kept say why."""

from __future__ import annotations

from tests.exchange.planning.test_plan import book, only, planned


def test_an_officials_telephone_without_a_column_of_his_name_is_kept_by_nobody() -> None:
    head = ["姓名", "性别", "帮扶责任人职务", "帮扶责任人电话"]
    plan = planned(book(head, ["王小明", "男", "副镇长", "13999999999"]))
    assert "13999999999" not in str((dict(only(plan).values), only(plan).members))
    said = {problem.column: problem.text for problem in plan.problems if problem.row == 0}
    assert all("没有哪一列是他的姓名" in said[heading] for heading in head[2:])
