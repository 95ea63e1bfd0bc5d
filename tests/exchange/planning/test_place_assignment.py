"""Whose list it is: a school's, a village's households', or one that only its villages tell."""

from __future__ import annotations

import pytest

from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.layout.child_lists import ChildList, read_lists
from ledger_app.exchange.planning.place_assignment import is_household_list, is_village_list
from ledger_app.exchange.reading.workbook import Worksheet
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, planned


def listed(*headings: str, title: str = "") -> ChildList:
    rows = [[title, *[""] * (len(headings) - 1)]] if title else []
    rows += [list(headings), ["王刚", *["x"] * (len(headings) - 1)]]
    (children,) = read_lists(Worksheet("Sheet1", [list(row) for row in rows])).lists
    return children


VILLAGE = ("姓名", "性别", "村名称")


@pytest.mark.parametrize(
    ("headings", "title", "household"),
    [
        (("姓名", "户主姓名", "户编号"), "", True),
        (("姓名", "户主姓名", "班级"), "", False),
        (("姓名", "户主姓名", "学籍号"), "", False),
        (("姓名", "户主姓名", "年级"), "", False),
        (("姓名", "户主姓名", "就读学校"), "", False),
        (("姓名", "户主姓名", "性别"), "三年级(2)班", False),
        (("姓名", "性别", "年级", "就读学校"), "石门村适龄儿童摸底表", True),
        (("姓名", "性别", "年级"), "石门小学摸底表", False),
        (("姓名", "性别", "出生日期"), "石门村户籍名册", True),
        (("姓名", "性别", "出生日期"), "", False),
        (VILLAGE, "", True),
    ],
)
def test_a_list_of_households(headings: tuple[str, ...], title: str, household: bool) -> None:
    assert is_household_list(listed(*headings, title=title)) is household


@pytest.mark.parametrize(
    ("headings", "title", "village"),
    [
        (VILLAGE, "", True),
        (VILLAGE, "学生名单", True),
        ((*VILLAGE, "年级"), "", False),
        ((*VILLAGE, "就读学校"), "", False),
        ((*VILLAGE, "户主姓名"), "", False),
        (VILLAGE, "石门小学", False),
        (VILLAGE, "三年级", False),
        (VILLAGE, "石门村摸底表", False),  # said by its title already
        (("姓名", "性别"), "", False),
    ],
)
def test_a_list_that_only_its_villages_tell(
    headings: tuple[str, ...], title: str, village: bool
) -> None:
    assert is_village_list(listed(*headings, title=title)) is village


def test_in_a_list_of_several_schools_a_blank_is_not_the_unit_s_own() -> None:
    head = ["姓名", "性别", "年级", "就读学校"]
    rows = [["甲一", "男", "3", "石门小学"], ["乙二", "女", "3", ""]]
    first, second = planned(book(head, *rows)).rows
    assert first.values["school"] != "unit"
    assert "school" not in second.values
    assert (second.problems[0].kind, second.problems[0].about) == (ProblemKind.MISSING, "school")
    own = [["甲一", "男", "3", UNIT["name"]], ["乙二", "女", "3", ""]]
    assert [row.values["school"] for row in planned(book(head, *own)).rows] == ["unit", "unit"]


@pytest.mark.parametrize(
    ("school", "grade", "fits"),
    [
        ("福利初级中学", "一年级", False),
        ("福利初级中学", "七年级", True),
        ("石门小学", "七年级", False),
        ("石门小学", "六年级", True),
        ("石门教学点", "八年级", False),
        ("福利学校", "一年级", True),
    ],
)
def test_a_grade_that_the_school_does_not_have_is_said(school: str, grade: str, fits: bool) -> None:
    plan = planned(book(["姓名", "性别", "年级", "就读学校"], ["甲一", "男", grade, school]))
    said = [p for p in plan.rows[0].problems if p.kind is ProblemKind.CHECK and p.about == "grade"]
    assert bool(said) is not fits


def test_a_year_of_entry_is_a_grade_where_the_school_tells_it() -> None:
    head = ["姓名", "性别", "年级班级", "就读学校"]
    rows = [["甲一", "男", "2024级2班", "石门小学"], ["乙二", "女", "2024级2班", "福利学校"]]
    first, second = planned(book(head, *rows), Existing(schools=[UNIT])).rows
    assert (first.values["grade"], first.values["class_no"]) == ("3", "2")
    assert "grade" not in second.values
    assert (second.problems[0].kind, second.problems[0].about) == (ProblemKind.LEFT_OUT, "grade")


def test_a_list_that_names_no_school_is_said_once_and_not_for_each_child() -> None:
    rows = [["甲一", "男", "3"], ["乙二", "女", "3"]]
    plan = planned(book(["姓名", "性别", "年级"], *rows), Existing(), unit_school=None)
    assert [list(row.problems) for row in plan.rows] == [[], []]
    (said,) = (p for p in plan.problems if p.about == "school")
    assert (said.kind, "2 人的就读学校没有填" in said.text) == (ProblemKind.MISSING, True)


SHIMEN = {"id": "sm", "name": "青山镇石门小学", "code": ""}


@pytest.mark.parametrize(
    "name", ["青山镇石门小学（教学点）", "石门完小", "青山镇石门小学已撤并", "广东"]
)
def test_a_school_nearly_known_or_none_at_all_is_asked_and_not_made(name: str) -> None:
    rows = [["甲一", "男", "3", name], ["乙二", "女", "3", "青山镇石门小学。"]]
    plan = planned(
        book(["姓名", "性别", "年级", "就读学校"], *rows), Existing(schools=[UNIT, SHIMEN])
    )
    first, second = plan.rows
    assert plan.new_schools == ()
    assert "school" not in first.values
    assert name in first.problems[0].text
    assert second.values["school"] == "sm"


@pytest.mark.parametrize("unit", ["unit", None])
def test_a_title_of_going_somewhere_puts_nobody_into_a_school(unit: str | None) -> None:
    rows = [["关于石门小学学生到清泉小学就读的名单"], ["姓名", "性别"], ["甲一", "男"]]
    plan = planned(book(*rows), Existing(schools=[UNIT, SHIMEN]), unit_school=unit)
    assert plan.new_schools == ()
    assert "school" not in plan.rows[0].values
    assert [p.about for p in plan.problems] == ["school"]


def test_the_class_of_another_year_is_not_stored_and_it_is_said() -> None:
    title = "福利镇中心小学2024-2025学年三年级(1)班学生名单"
    plan = planned(book([title], ["姓名", "性别"], ["甲一", "男"]))
    assert {"grade", "class_no"}.isdisjoint(plan.rows[0].values)
    assert plan.rows[0].values["school"] == "unit"
    assert any("2024-2025 学年的" in problem.text for problem in plan.problems)


def test_teacher_and_village_of_the_titles_go_to_the_children_below() -> None:
    rows = [["姓名", "性别"], ["三年级1班 班主任：周老师"], ["甲一", "男"], ["2班"], ["乙二", "女"]]
    first, second = planned(book(*rows)).rows
    assert (first.values["home_teacher"], first.values["class_no"]) == ("周老师", "1")
    assert (second.values["class_no"], "home_teacher" in second.values) == ("2", False)
    villages = [["姓名", "性别", "与户主关系"], ["清泉村3组", "", ""], ["甲一", "男", "子"]]
    (child,) = planned(book(*villages)).rows
    assert (child.values["village_name"], child.values["hamlet"]) == ("清泉村", "3组")


def test_a_township_is_told_which_schools_it_gets() -> None:
    rows = [["青山镇新村小学", "甲一", "男"], ["青山镇石门小学", "乙二", "女"]]
    plan = planned(
        book(["就读学校", "姓名", "性别"], *rows), Existing(schools=[SHIMEN]), unit_school=None
    )
    assert [school.name for school in plan.new_schools] == ["青山镇新村小学"]
    said = [problem.text for problem in plan.problems if problem.kind is ProblemKind.NEW_SCHOOL]
    assert said == ["台账里没有这 1 所学校，会新建：青山镇新村小学；写错的请改名单里的校名再导入。"]


def test_the_unit_that_reports_is_called_by_its_whole_name() -> None:
    rows = [["填报单位：青山镇新村小学（公章）"], ["姓名", "性别"], ["甲一", "男"]]
    plan = planned(book(*rows), Existing(schools=[SHIMEN]), unit_school=None)
    assert [school.name for school in plan.new_schools] == ["青山镇新村小学"]


def test_a_number_that_is_no_code_is_no_school() -> None:
    plan = planned(book(["姓名", "性别", "学校"], ["王刚", "男", "7"], ["李强", "男", "石门小学"]))
    assert [school.name for school in plan.new_schools] == ["石门小学"]
    (said,) = [each.text for each in plan.problems if each.row == 2]
    assert "“7”不是校名" in said
