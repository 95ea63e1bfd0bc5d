"""Lists beside each other: each child keeps its own columns, and nobody is missing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ledger_app.exchange.layout.child_lists import Around, read_lists
from ledger_app.exchange.reading.workbook import Cell
from tests.exchange.layout.sheets import YEAR, as_text, sheet


def children(*rows: Sequence[Cell]) -> list[dict[str, Cell]]:
    """Return the rows of all lists of a sheet as what is kept of each."""
    return [
        {
            as_text(column): row[column.index]
            for column in each.heading.columns
            if column.meaning.counts and row[column.index] != ""
        }
        for each in read_lists(sheet(*rows), around=Around(year=YEAR)).lists
        for row in each.rows
    ]


@pytest.mark.parametrize("gap", [[], [""]])
def test_halves_with_captions_in_other_words(gap: list[str]) -> None:
    found = children(
        ["序号", "姓名", "性别", "电话", *gap, "序号", "学生姓名", "性别", "联系电话"],
        [1, "王小明", "男", "1", *gap, 3, "刘佳怡", "女", "3"],
        [2, "李雨涵", "女", "2", *gap, "", "", "", ""],
    )
    assert [(each["姓名"], each["联系电话"]) for each in found] == [
        *(("王小明", "1"), ("李雨涵", "2"), ("刘佳怡", "3")),
    ]


def test_lists_with_other_columns_keep_their_own() -> None:
    found = children(
        ["三(1)班", "", "", "", "四(2)班", "", ""],
        ["姓名", "性别", "电话", "", "姓名", "电话", "住址"],
        ["王小明", "男", "1", "", "杨梓萱", "2", "清泉村"],
    )
    assert found == [
        {"姓名": "王小明", "性别": "男", "联系电话": "1"},
        {"姓名": "杨梓萱", "联系电话": "2", "现住址": "清泉村"},
    ]


def test_three_lists_beside_each_other() -> None:
    head = ["学号", "姓名", "", "学号", "姓名", "", "学号", "姓名"]
    found = children(head, ["1", "王小明", "", "2", "李雨涵", "", "3", "张子轩"])
    assert [each["姓名"] for each in found] == ["王小明", "李雨涵", "张子轩"]


def test_a_parents_name_begins_no_list() -> None:
    found = children(
        ["姓名", "性别", "家长", "姓名", "电话"], ["王小明", "男", "父", "王建国", "1"]
    )
    assert [each["姓名"] for each in found] == ["王小明"]
    assert "联系电话" not in found[0]


def test_teachers_beside_the_children_are_no_pupils() -> None:
    found = children(
        ["姓名", "性别", "", "姓名", "职称", "电话"], ["王小明", "男", "", "周老师", "一级", "1"]
    )
    assert found == [{"姓名": "王小明", "性别": "男"}]
