"""Titles between the rows of a list, and rows that only look like one."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.class_names import ClassName
from ledger_app.exchange.layout.headings import find_heading
from ledger_app.exchange.layout.inner_titles import title_between
from ledger_app.exchange.layout.sheet_titles import Context
from ledger_app.exchange.reading.workbook import Worksheet

HEADING = find_heading(
    Worksheet("名单", [["学号", "姓名", "性别", "班级"], ["1", "王刚", "男", ""]])
)
ABOVE = Context("石门小学", "", ClassName("3", "1"))


def said(*cells: str) -> Context | None:
    assert HEADING is not None
    return title_between([*cells, *[""] * (4 - len(cells))], HEADING, 1, ABOVE)


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (("三年级(2)班",), ("3", "2")),
        (("四（1）班", "", "班主任：李老师"), ("4", "1")),
        (("班级：三(2)班", "", "班主任：李老师", "人数：40"), ("3", "2")),
        (("班级", "三(2)班", "班主任", "李老师"), ("3", "2")),
        (("三年级2班", "班主任", "李老师"), ("3", "2")),
        (("三年级2班", "班主任：周敏"), ("3", "2")),
        (("石门小学三年级2班花名册", "班主任：周敏"), ("3", "2")),
        (("2班",), ("3", "2")),  # of the grade above
        (("班级：2班",), ("3", "2")),
    ],
)
def test_a_title_row_names_the_class_of_the_rows_below(
    cells: tuple[str, ...], named: tuple[str, str]
) -> None:
    context = said(*cells)
    assert context is not None
    assert (context.class_name.grade, context.class_name.class_no) == named
    assert context.school == "石门小学"


def test_a_title_row_names_another_school() -> None:
    context = said("福利镇育才小学")
    assert context is not None
    assert (context.school, context.class_name) == ("福利镇育才小学", ClassName())


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "王刚", "男", "三(2)班"),
        ("1", "", "", "三(2)班"),  # a nameless child of that class
        ("班级",),
        ("班级", "", "", ""),
        ("班级情况：三(2)班较好", "共40人"),
        ("年级组长：李老师",),
        ("合计", "40"),
        ("",),
    ],
)
def test_other_rows_are_no_titles(cells: tuple[str, ...]) -> None:
    assert said(*cells) is None


@pytest.mark.parametrize("count", [2, 30.0])
def test_a_title_may_say_how_many_they_are(count: float) -> None:
    assert HEADING is not None
    context = title_between(["一年级1班", "人数", count, ""], HEADING, 1, ABOVE)
    assert context is not None
    assert context.class_name == ClassName("1", "1")


def test_a_group_of_a_class_is_no_hamlet_and_one_of_a_village_is() -> None:
    context = said("第三组")
    assert context is not None
    assert (context.hamlet, context.class_name) == ("", ClassName("3", "1"))
    assert HEADING is not None
    village = title_between(["清泉村", "", "", ""], HEADING, 1, Context())
    assert village is not None
    group = title_between(["三组", "", "", ""], HEADING, 1, village)
    assert group is not None
    assert (group.village, group.hamlet) == ("清泉村", "三组")
