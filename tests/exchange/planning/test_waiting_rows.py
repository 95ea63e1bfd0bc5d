"""Hidden and struck-out rows wait for an answer; what a person said of a sheet counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ledger_app.exchange.layout.assignment import Assignment, SaidColumn, SheetAssignment
from ledger_app.exchange.planning.import_plan import ImportPlan, RowFate
from ledger_app.exchange.planning.listed_rows import NoList
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange.planning.test_plan import planned
from tests.exchange.samples import GANG

ROWS: list[list[Any]] = [
    ["三(1)班学生名单", "", ""],
    ["姓名", "性别", "年级"],
    ["王刚", "男", ""],
    ["李梅", "女", ""],
    ["陈一", "男", ""],
]
SHEET = Worksheet("名单", ROWS)


def plan_of(sheet: Worksheet, **said: Any) -> ImportPlan:
    assignment = Assignment({sheet.name: SheetAssignment(**said)})
    return planned(Workbook("a.xlsx", "", "xlsx", (sheet,)), assignment=assignment)


def created(plan: ImportPlan) -> list[str]:
    return [row.name for row in plan.rows if row.fate is RowFate.CREATED]


def said_of(plan: ImportPlan) -> str:
    return "\n".join(problem.text for problem in plan.problems)


WAITING = [
    (replace(SHEET, hidden_rows=frozenset({3})), "hidden", "有 1 行是隐藏的（李梅）"),
    (replace(SHEET, hidden_rows=frozenset({3}), filtered=True), "hidden", "被筛选掉了"),
    (replace(SHEET, struck=frozenset({3})), "struck", "画了删除线（李梅）"),
]


@pytest.mark.parametrize(("sheet", "_key", "words"), WAITING)
def test_a_row_that_is_hidden_or_struck_out_is_counted_named_and_asked(
    sheet: Worksheet, _key: str, words: str
) -> None:
    plan = plan_of(sheet)
    assert created(plan) == ["王刚", "陈一"]
    assert (plan.counts["rows"], plan.counts["skipped"]) == (3, 1)
    assert "没有导入" in plan.rows[1].reason
    assert words in said_of(plan)
    assert "是不是要导入" in said_of(plan)


@pytest.mark.parametrize(("sheet", "key", "words"), WAITING)
def test_what_was_answered_is_done_and_asked_no_more(
    sheet: Worksheet, key: str, words: str
) -> None:
    assert created(plan_of(sheet, **{key: True})) == ["王刚", "李梅", "陈一"]
    refused = plan_of(sheet, **{key: False})
    assert created(refused) == ["王刚", "陈一"]
    assert refused.rows[1].reason == "按您的选择没有读，没有导入"
    assert words not in said_of(plan_of(sheet, **{key: True})) + said_of(refused)


def test_a_hidden_sheet_waits_as_a_whole_and_its_children_are_named() -> None:
    plan = plan_of(replace(SHEET, hidden=True))
    assert created(plan) == []
    assert "工作表是隐藏的，里面有 3 人（王刚、李梅、陈一）没有导入" in said_of(plan)
    assert len(created(plan_of(replace(SHEET, hidden=True), hidden=True))) == 3


def test_a_row_left_out_by_a_person_is_listed_and_no_child() -> None:
    plan = plan_of(SHEET, left_out=frozenset({4}))
    assert created(plan) == ["王刚", "陈一"]
    assert ("按您的选择没有读", 4) in [(row.reason, row.row) for row in plan.ignored]


def test_the_heading_is_where_a_person_points() -> None:
    rows = [["学生", "是"], ["姓名", "性别"], ["甲乙", "女"], ["姓名", "性别"], ["王刚", "男"]]
    sheet = Worksheet("名单", rows)
    assert created(plan_of(sheet, heading_row=4)) == ["王刚"]
    assert plan_of(sheet, heading_row=5).counts["rows"] == 0  # nothing stands below it
    with pytest.raises(NoList, match="没有找到学生名单"):
        plan_of(sheet, heading_row=6)


def test_a_heading_that_names_nobody_makes_no_children_before_its_name_is_said() -> None:
    sheet = Worksheet("名单", [["娃娃", "属啥"], ["王刚", "马"], ["李梅", "羊"]])
    plan = plan_of(sheet, heading_row=1)
    assert created(plan) == []
    assert plan.counts["failed"] + plan.counts["skipped"] == plan.counts["rows"]
    said = (SaidColumn("A", "娃娃", "姓名"),)
    assert created(plan_of(sheet, heading_row=1, columns=said)) == ["王刚", "李梅"]


def test_school_grade_and_class_that_a_person_said_count_before_the_title() -> None:
    row = plan_of(SHEET, school="育才小学", grade="4", class_no="2").rows[0]
    assert (row.values["grade"], row.values["class_no"]) == ("4", "2")
    plan = plan_of(SHEET, school="育才小学")
    assert [school.name for school in plan.new_schools] == ["育才小学"]
    assert plan.rows[0].values["class_no"] == "1"
    # The class of another grade is none of this one.
    assert "class_no" not in plan_of(SHEET, grade="4").rows[0].values


def test_a_sheet_a_person_leaves_out_is_named() -> None:
    with pytest.raises(Exception, match="没有找到学生名单"):
        plan_of(SHEET, skipped=True)


def test_a_hidden_column_that_is_read_is_named() -> None:
    plan = plan_of(replace(SHEET, hidden_columns=frozenset({1})))
    assert plan.rows[0].values["sex"] == "1"
    assert "这些列是隐藏的，里面的内容也读了：B 列“性别”" in said_of(plan)
    assert "这些列是隐藏的" not in said_of(plan_of(SHEET))


def test_a_number_merged_over_several_children_is_said() -> None:
    rows = [["姓名", "身份证号"], ["王刚", GANG], ["王丽", ""], ["陈一", ""]]
    plan = plan_of(Worksheet("名单", rows, ((1, 1, 2, 1),)))
    assert [row.values.get("id_no") for row in plan.rows] == [GANG, None, None]
    (said,) = (each for each in plan.problems if "向下合并" in each.text)
    assert (said.row, said.letter, "第 3 行" in said.text) == (2, "B", True)
