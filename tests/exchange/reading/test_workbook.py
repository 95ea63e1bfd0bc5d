"""Cells and columns by the names that people know them by."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger_app.exchange.reading.workbook import Cell, cell_text, column_letter


@pytest.mark.parametrize(
    ("at", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_workbook(at: int, name: str) -> None:
    assert column_letter(at) == name


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 三 ", " 三 "),
        (True, "是"),
        (False, "否"),
        (3.0, "3"),
        (2.5, "2.5"),
        (13800000001, "13800000001"),
        (date(2012, 3, 5), "2012-03-05"),
        (datetime(2012, 3, 5, 8, 30), "2012-03-05 08:30"),
    ],
)
def test_a_cell_is_shown_as_a_clerk_reads_it(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
