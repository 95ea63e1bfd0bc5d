"""A cell is read as its number format shows it, where that is less, or more, than its value."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger_app.exchange.reading.marks.cell_formats import PLAIN, as_shown, shown_by
from ledger_app.exchange.reading.workbook import Cell

DAY = date(2016, 2, 1)


@pytest.mark.parametrize(
    ("code", "cell", "shown"),
    [
        ('yyyy"年"m"月"', DAY, "2016-02"),
        ('yyyy"年"m"月";@', DAY, "2016-02"),
        ("[$-804]e年m月", DAY, "2016-02"),
        ('[DBNum1][$-804]yyyy"年"m"月"', DAY, "2016-02"),
        ("yyyy-mm", datetime(2016, 2, 1, 8, 30), "2016-02"),
        ("yyyy\\.mm", DAY, "2016-02"),
        ("mmm-yy", DAY, "2016-02"),
        ("yyyy", DAY, "2016"),
        ('yyyy"年"', DAY, "2016"),
        ("yyyy-mm-dd", DAY, DAY),
        ('yyyy"年"m"月"d"日"', DAY, DAY),
        ('m"月"d"日"', DAY, DAY),
        ("yyyy/m/d h:mm", DAY, DAY),
        ("[$-804]aaaa", DAY, DAY),
        ("General", DAY, DAY),
        ("G/通用格式", 7, 7),
        ("000", 7, "007"),
        ("00", 12, 12),
        ("0000", 871, "0871"),
        ("0", 7, 7),
        ("0.00", 3.1, "3.10"),
        ("0.00", 3.0, 3.0),
        ("0.00", 3.125, 3.125),
        ("0.00", 12_345.5, 12_345.5),
        ("#,##0", 7, 7),
        ("@", "7", "7"),
        ("00", True, True),
        ("000000000000000000", 5.29901201601011e17, 5.29901201601011e17),
        ("000", float("inf"), float("inf")),
        ('"G"000', 7, 7),
    ],
)
def test_a_cell_is_what_is_seen_of_it(code: str, cell: Cell, shown: Cell) -> None:
    found = as_shown(cell, shown_by(code))
    assert (found, type(found)) == (shown, type(shown))


def test_an_ordinary_format_costs_nothing() -> None:
    assert shown_by("General") is shown_by("@") is shown_by("0") is PLAIN
