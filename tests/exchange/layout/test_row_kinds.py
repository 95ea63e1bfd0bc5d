"""Rows that are no children, told from children with little written of them."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.layout.row_kinds import Ignored, has_id, kind_of_row
from tests.exchange.samples import GANG

# Columns: running number, name, sex, identity number, address.
NAME, USED = 1, [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["", "", "", "", ""], Ignored.BLANK),
        (["", "  ", "", "", ""], Ignored.BLANK),
        ([3, "", "", "", ""], Ignored.BLANK),  # a running number filled in ahead
        (["合计", "", "", "", ""], Ignored.SUM),
        (["", "共3人", "", "", ""], Ignored.SUM),
        (["男生", 2, "女生", 1, ""], Ignored.SUM),
        (["校长：", "", "班主任：", "", ""], Ignored.SIGNATURE),
        (["填表人：李老师", "", "", "", "日期："], Ignored.SIGNATURE),
        (["", "2026年9月1日", "", "", ""], Ignored.SIGNATURE),
        (["2026年9月1日", "", "", "", ""], Ignored.SIGNATURE),
        (["备注：本表一式两份", "", "", "", ""], Ignored.NOTE),
        (["第1页", "", "", "", ""], Ignored.NOTE),
        (["", "以上情况属实。", "", "", ""], Ignored.NOTE),
        (["必填", "必填", "选填", "", ""], Ignored.NOTE),
        (["", "文本", "文本", "", ""], Ignored.NOTE),
        (["例：张三", "张三", "男", GANG, ""], Ignored.EXAMPLE),
        (["1", "2", "3", "4", "5"], Ignored.NUMBERING),
        (["甲", "1", "2", "3", "4"], Ignored.NUMBERING),
        (["甲", "乙", "丙", "1", "2"], Ignored.NUMBERING),
        (["A", "B", "C", "D", "E"], Ignored.NUMBERING),
        (["", "", "", "", "石门村"], Ignored.STRAY),
    ],
)
def test_rows_that_are_no_children(cells: list[Any], kind: Ignored) -> None:
    assert kind_of_row(cells, NAME, USED) is kind


@pytest.mark.parametrize(
    "cells",
    [
        [1, "王刚", "", "", ""],
        ["", "王刚", "", "", ""],
        [1, "", "男", "", "石门村"],  # without a name, with two things said
        [1, "", "", GANG, ""],
        ["合计", "王刚", "男", GANG, ""],  # a number outweighs the words
        ["负责人：李", "李梅", "女", GANG, ""],
        ["", "计数", "男", "", "石门村"],
        ["1", "2", "男", "", "石门村"],
        ["甲", "乙", "丙", "丁", "1", "2"],
    ],
)
def test_rows_that_are_or_may_be_children(cells: list[Any]) -> None:
    assert kind_of_row(cells, NAME, USED) is None


def test_an_identity_number_is_seen_however_it_is_written() -> None:
    assert has_id([GANG])
    assert has_id([f"身份证{GANG}"])
    assert has_id([5.2990120170311e17])
    assert not has_id(["13800000001", 13800000001, "王刚"])
