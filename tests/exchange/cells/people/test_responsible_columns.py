"""Who answers for a child, out of the columns of a list: stored whole, or named."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.catalogue.meanings import PairKind
from ledger_app.exchange.planning.plan import ImportPlan
from tests.exchange import samples
from tests.exchange.planning.test_plan import book, only, planned

NAME, UNIT, ROLE, PHONE, KIND = (
    *("helper_name", "helper_unit", "helper_role", "helper_phone", "pair_kind"),
)


def people(plan: ImportPlan) -> list[dict[str, Any]]:
    return [dict(each.values) for each in only(plan).members if each.table == "responsibility"]


def listed(head: list[str], *cells: str) -> ImportPlan:
    return planned(book(["姓名", "性别", *head], ["王小明", "男", *cells]))


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        (
            "帮扶责任人 职务 单位 联系电话",
            "李大海 副镇长 福利镇政府 13900000001",
            [{NAME: "李大海", ROLE: "副镇长", UNIT: "福利镇政府", PHONE: "13900000001"}],
        ),
        ("包保责任人及电话", "李大海13900000001", [{NAME: "李大海", PHONE: "13900000001"}]),
        ("包保责任人", "李大海（副镇长）", [{NAME: "李大海", ROLE: "副镇长"}]),
        (
            "县级包保领导 电话 村级包保责任人 电话 包保教师 电话",
            "赵县 13900000001 钱二 13900000002 孙三 13900000003",
            [
                {NAME: "赵县", PHONE: "13900000001", KIND: PairKind.COUNTY},
                {NAME: "钱二", PHONE: "13900000002", KIND: PairKind.VILLAGE},
                {NAME: "孙三", PHONE: "13900000003", KIND: PairKind.TEACHER},
            ],
        ),
        (
            "包保责任人 包保级别 包保责任人电话",
            "李大海 乡镇 13900000001",
            [{NAME: "李大海", PHONE: "13900000001", KIND: PairKind.TOWNSHIP}],
        ),
        (
            "挂钩干部 电话 挂钩干部 电话",
            "李大海 13900000001 钱二 13900000002",
            [{NAME: "李大海", PHONE: "13900000001"}, {NAME: "钱二", PHONE: "13900000002"}],
        ),
        (  # one man in two columns is one
            "帮扶责任人 帮扶责任人2 帮扶责任人2电话",
            "李大海 李大海 13900000001",
            [{NAME: "李大海", PHONE: "13900000001"}],
        ),
    ],
)
def test_who_answers_for_a_child_is_a_record_of_its_own(
    head: str, cells: str, expected: list[dict[str, Any]]
) -> None:
    plan = listed(head.split(), *cells.split())
    assert people(plan) == expected
    assert not any("没有导入" in problem.text for problem in plan.problems)
    assert "1390000000" not in str(dict(only(plan).values))


def test_the_levels_of_a_heading_in_three_rows_are_kept_apart() -> None:
    plan = planned(
        book(
            ["姓名", "性别", "包保责任人", "", "", "", "备注"],
            ["", "", "乡镇", "", "学校", "", ""],
            ["", "", "姓名", "电话", "姓名", "电话", ""],
            ["王小明", "男", "李大海", "13900000001", "周老三", "13900000002", "无"],
        )
    )
    assert people(plan) == [
        {NAME: "李大海", PHONE: "13900000001", KIND: PairKind.TOWNSHIP},
        {NAME: "周老三", PHONE: "13900000002", KIND: PairKind.SCHOOL},
    ]


@pytest.mark.parametrize("cell", ["张三、李四", "青山小学", "福利镇政府", "待定", "校长"])
def test_what_is_no_persons_name_answers_for_nobody_and_is_named(cell: str) -> None:
    plan = listed(["包保责任人", "包保责任人电话"], cell, "13900000009")
    assert people(plan) == []
    said = [problem.text for problem in plan.problems if problem.row == 2]
    assert any(cell in text for text in said)
    assert any("没有姓名，责任人电话没有导入" in text for text in said)


@pytest.mark.parametrize("cell", ["", "无", "/", "暂无"])
def test_nobody_is_nobody(cell: str) -> None:
    plan = listed(["包保责任人", "包保责任人电话"], cell, cell)
    assert (people(plan), [p.text for p in plan.problems if p.row == 2]) == ([], [])


def test_a_second_telephone_beside_the_name_is_named() -> None:
    plan = listed(["包保责任人", "包保责任人电话"], "李大海13900000001", "13900000002")
    assert people(plan) == [{NAME: "李大海", PHONE: "13900000002"}]
    assert any("13900000001" in problem.text for problem in plan.problems)


def test_a_row_that_goes_on_about_the_child_above_may_name_another() -> None:
    plan = planned(
        book(
            ["姓名", "身份证号", "包保责任人", "包保责任人电话"],
            ["王刚", samples.GANG, "李大海", "13900000001"],
            ["王刚", samples.GANG, "钱二", "13900000002"],
        )
    )
    first, second = plan.rows
    assert [each.values[NAME] for each in first.members] == ["李大海", "钱二"]
    assert second.reason.endswith("包保责任人钱二并入那一行")
