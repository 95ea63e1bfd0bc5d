"""A text that is no date says why, and a date in any usual shape is read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger_app.domain.dates import parse_date, parse_month
from ledger_app.domain.mending.no_dates import why_no_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "written",
    [
        "2012 3 5",
        "2012  03  05",
        "2012\\3\\5",
        "2012/03/05 12:00 AM",
        "2012-03-05 上午8:30",
        "2012年3月5日出生",
        "出生于2012年3月5日",
        "2012-3-5生",
        "2012-03-05;",
        "二〇一二年三月五日",
        datetime(2012, 3, 5, 8, 30),
        40973.5,
    ],
)
def test_a_day_is_read_in_each_of_these_shapes(written):
    assert parse_date(written, TODAY) == date(2012, 3, 5)


def test_blanks_between_numbers_keep_them_apart():
    assert parse_date("2012 1 1", TODAY) == date(2012, 1, 1)
    assert parse_month("2012 1") == "2012-01"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2012年三月初五", "农历"),
        ("农历2012年3月5日", "农历"),
        ("2012.3.5(阴历)", "农历"),
        ("2012年三月廿三", "农历"),
        ("2012年腊月二十", "农历"),
        ("2012年3月", "只写到年月（2012-03）"),
        ("201203", "只写到年月（2012-03）"),
        ("2012", "只写到年"),
        ("3月5日", "没有写年份"),
        ("12.3.5", "只有两位"),
        ("5/3/2012", "哪个是月"),
        ("2012-2-30", "没有“2012-2-30”这一天"),
        ("20121301", "这一天"),
        ("40973", "可能是 2012-03-05"),
        ("40973.0", "可能是 2012-03-05"),
        ("民国101年3月5日", "公历"),
        ("好久以前", "看不出是哪一天"),
    ],
)
def test_what_is_no_day_says_why(written, why):
    assert parse_date(written, TODAY) is None
    assert why in why_no_date(written)
