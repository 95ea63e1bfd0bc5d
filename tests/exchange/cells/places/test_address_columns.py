"""Addresses in several columns come out as one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger_app.exchange.cells.places.address_columns import joined
from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.reading.read_workbook import read_workbook
from tests.exchange.existing import Existing
from tests.exchange.samples import xlsx

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["贵州省", "黔中市", "青山县", "石门村1组"], "贵州省黔中市青山县石门村1组"),
        (["贵州省", "", "贵州省青山县石门村"], "贵州省青山县石门村"),
        (["", "石门村", ""], "石门村"),
        ([], ""),
    ],
)
def test_parts_are_joined_and_nothing_stands_twice(parts: list[str], whole: str) -> None:
    assert joined(parts) == whole


def test_the_registers_address_and_the_home_are_kept_apart(tmp_path: Path) -> None:
    rows = [
        ["姓名", "性别", "户籍地址", "", "", "家庭住址", "", ""],
        ["", "", "县", "村", "组", "乡镇", "村", "组"],
        ["王小明", "男", "青山县", "石门村", 3, "青山镇", "清泉村", "一组"],
        ["李雨涵", "女", "", "", "", "", "清泉村", ""],
    ]
    spans = ["A1:A2", "B1:B2", "C1:E1", "F1:H1"]
    book = read_workbook(xlsx(tmp_path / "a.xlsx", {"名单": rows}, {"名单": spans}))
    first, second = plan_import(book, Existing(), today=TODAY).rows
    assert first.values["hukou_address"] == "青山县石门村3组"
    assert (first.values["village_name"], first.values["hamlet"]) == ("清泉村", "一组")
    assert first.values["township_name"] == "青山镇"
    assert "address" not in first.values
    assert "hukou_address" not in second.values
    assert second.values["village_name"] == "清泉村"


def test_a_whole_address_beside_its_parts_is_said_where_they_differ(tmp_path: Path) -> None:
    rows = [
        ["姓名", "户籍地址", "户籍县", "户籍村"],
        ["王小明", "青山县石门村", "青山县", "石门村"],
        ["李雨涵", "青山县石门村", "青山县", "清泉村"],
    ]
    plan = plan_import(
        read_workbook(xlsx(tmp_path / "a.xlsx", {"名单": rows})), Existing(), today=TODAY
    )
    assert {row.values["hukou_address"] for row in plan.rows} == {"青山县石门村"}
    assert [bool(row.problems) for row in plan.rows] == [False, True]
