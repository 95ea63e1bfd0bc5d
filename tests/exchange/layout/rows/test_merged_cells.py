"""Cells merged downwards hold for all rows they cover, names and numbers excepted."""

from __future__ import annotations

from typing import Any

from ledger_app.exchange.layout.child_lists import read_lists
from ledger_app.exchange.reading.workbook import Range, Worksheet
from tests.exchange.samples import GANG

HEAD = ["班级", "姓名", "身份证号", "家长", "电话", "备注"]


def rows_of(rows: list[list[Any]], *merged: Range) -> list[list[Any]]:
    sheet = Worksheet("名单", [HEAD, *rows], merged)
    return [row for children in read_lists(sheet).lists for row in children.rows]


def test_guardian_telephone_and_remark_hold_for_every_sibling() -> None:
    rows = [["三(1)班", "王刚", "", "王大山", "13800000001", "留守"], ["", "王丽", "", "", "", ""]]
    down = [(1, column, 2, column) for column in (0, 3, 4, 5)]
    _first, second = rows_of(rows, *down)
    assert second == ["三(1)班", "王丽", "", "王大山", "13800000001", "留守"]


def test_a_number_merged_over_two_children_is_the_first_ones() -> None:
    rows = [["", "王刚", GANG, "", "", ""], ["", "王丽", "", "王大山", "", ""]]
    assert rows_of(rows, (1, 2, 2, 2))[1][2] == ""


def test_a_block_merged_over_rows_and_columns_holds_in_its_first_column() -> None:
    rows = [["", "王刚", "", "王大山", "", ""], ["", "王丽", "", "", "", "是"]]
    assert rows_of(rows, (1, 3, 2, 4))[1][3] == "王大山"


def test_a_blank_row_into_which_only_merged_cells_reach_is_no_child() -> None:
    rows = [["三(1)班", "王刚", "", "王大山", "13800000001", ""], ["", "", "", "", "", ""]]
    assert len(rows_of(rows, (1, 0, 2, 0), (1, 3, 2, 3), (1, 4, 2, 4))) == 1
    # The name merged as well: nothing goes on about the child there.
    sheet = Worksheet("名单", [HEAD, *rows], tuple((1, at, 2, at) for at in range(6)))
    (children,) = read_lists(sheet).lists
    assert (len(children.rows), children.more) == (1, [])
