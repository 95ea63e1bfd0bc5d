"""Options with a column each, one of them ticked: 男 | 女, 是 | 否."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.writing.failed_rows import write_failed_rows
from tests.exchange.planning.test_plan import book, only, planned
from tests.exchange.planning.test_real_lists import merged_book, said, values
from tests.exchange.samples import MEI, id_no

TICK = "√"
BOARDING: list[list[Any]] = [
    ["序号", "姓名", "性别", "", "是否寄宿", "", "身份证号"],
    ["", "", "男", "女", "是", "否", ""],
    [1, "王刚", TICK, "", TICK, "", ""],
    [2, "李梅", "", TICK, "", TICK, MEI],
    [3, "陈一", "√", "√", "", "", ""],
]
SPANS = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6))


@pytest.mark.parametrize("spans", [SPANS, ()])
def test_the_ticked_column_is_the_value(spans: tuple[Any, ...]) -> None:
    plan = planned(merged_book(BOARDING, *spans))
    assert values(plan, "sex") == ["1", "2", None]
    assert values(plan, "boards") == ["1", "0", None]
    assert "同时勾了" in said(plan)


@pytest.mark.parametrize(
    ("boy", "girl", "sex"),
    [
        (TICK, "", "1"),
        ("", "1", "2"),
        ("○", "", "1"),
        ("×", "√", "2"),
        ("", "×", None),
        ("男", "", "1"),
        ("", "", None),
    ],
)
def test_two_columns_without_a_heading_above_are_the_sex(
    boy: str, girl: str, sex: str | None
) -> None:
    row = only(planned(book(["姓名", "男", "女", "出生日期"], ["王刚", boy, girl, "2017-03-11"])))
    assert row.values.get("sex") == sex
    assert not row.problems


def test_a_count_is_no_tick() -> None:
    plan = planned(book(["姓名", "男", "女", "电话"], ["王刚", 20, 18, "13800000001"]))
    assert values(plan, "sex") == [None]
    assert "看不懂“20”" in said(plan)


def test_a_lone_column_of_boys_is_no_sex() -> None:
    plan = planned(book(["姓名", "性别", "电话"], ["", "男", "13800000001"], ["李梅", "女", ""]))
    assert plan.counts["rows"] == 2
    assert values(plan, "sex") == ["2"]


def test_rows_to_mend_keep_their_ticks(tmp_path: Path) -> None:
    wrong = id_no("20170311", 333)[:-1]
    rows = [["姓名", "男", "女", "身份证号"], ["王刚", "", TICK, wrong]]
    write_failed_rows(planned(book(*rows)), tmp_path / "mend.xlsx")
    assert only(planned(read_workbook(tmp_path / "mend.xlsx"))).values["sex"] == "2"
