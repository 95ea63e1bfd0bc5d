"""Dates as clerks write them, and the school year."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain import dates

TODAY = date(2026, 11, 21)  # a Saturday
FIFTH = date(2012, 3, 5)
days = st.dates(date(1955, 1, 1), date(2064, 1, 1))


@pytest.mark.parametrize(
    "raw",
    [
        FIFTH,
        datetime(2012, 3, 5, 8, 30),
        "2012.3.5",
        "2012.03.05",
        "2012-03-05",
        "2012-3-5",
        "2012/3/5",
        "2012/03/05 ",
        "2012年3月5日",
        "2012年03月05号",
        "20120305",
        20120305,
        20120305.0,
        "2012 年 3 月 5 日",
        "2012-03-05 00:00:00",
        "2012-3-5 10:30",
        "2012-03-05T08:00:00",
        "2012年3月5日10:30",
        "2012年3月5日 星期一",
        "２０１２．０３．０５",
        "２０１２－３－５",
        "2012—3—5",
        "2012。3。5",
        "'2012-03-05",
        "二〇一二年三月五日",
        "二○一二年三月五日",
        "二零一二年三月五日",
        40973,
        40973.0,
        40973.75,
    ],
)
def test_every_shape_in_use_is_read(raw):
    assert dates.parse_date(raw, TODAY) == FIFTH


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        " ",
        "无",
        True,
        "12.3.5",
        "12-03-05",
        120305,
        "2012",
        "2012.3",
        "2012年3月",
        "201203",
        2012.1,
        2012.0,
        "2012-02-30",
        "2012-13-01",
        "1812-03-05",
        "2812-03-05",
        20121305.0,
        5.29e17,
        float("nan"),
        float("inf"),
        "5/3/2012",
        [],
    ],
)
def test_what_is_no_full_date_is_not_made_one(raw):
    assert dates.parse_date(raw, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二六年十月十日", date(2026, 10, 10)),
        ("二〇二六年十一月二十五日", date(2026, 11, 25)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("二〇二六年一月廿一日", date(2026, 1, 21)),
        ("二〇二六年二月二十日", date(2026, 2, 20)),
    ],
)
def test_chinese_numerals(text, day):
    assert dates.parse_date(text, TODAY) == day


@given(days)
def test_a_day_comes_back_from_every_way_of_writing_it(day):
    for written in (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        dates.chinese_date(day),
        (day - dates.EXCEL_EPOCH).days,
        datetime(day.year, day.month, day.day),
    ):
        assert dates.parse_date(written, TODAY) == day
    assert dates.parse_month(day.isoformat()) == f"{day:%Y-%m}"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.text("0123456789年月日.-/ 一二十:T")))
def test_any_cell_gets_an_answer(raw):
    dates.parse_date(raw, TODAY)
    dates.parse_month(raw)


@pytest.mark.parametrize(
    "raw",
    ["2012.3", "2012.03", "2012-3", "2012/03", "2012年3月", "2012年3月份", "201203", 201203.0,
     2012.03, 2012.3, "２０１２年３月", "二〇一二年三月", FIFTH, "2012-03-05", 40973.0],
)  # fmt: skip
def test_months(raw):
    assert dates.parse_month(raw) == "2012-03"


@pytest.mark.parametrize(
    "raw", [2012.1, 2012, 2012.0, "2012", "2012.13", "201213", "12.3", None, True]
)
def test_what_may_be_another_month_or_none_is_refused(raw):
    assert dates.parse_month(raw) is None


def test_october_as_a_number_is_known_only_with_two_places():
    assert dates.parse_month("2012.10") == "2012-10"
    assert dates.parse_month(2012.11) == "2012-11"


def test_the_school_year_begins_on_1_september():
    assert dates.school_year(date(2026, 8, 31)) == 2025
    assert dates.school_year(date(2026, 9, 1)) == 2026


@pytest.mark.parametrize(
    ("birth", "on", "grade"),
    [
        (date(2020, 8, 31), date(2026, 9, 1), 1),
        (date(2020, 9, 1), date(2026, 9, 1), 0),
        (date(2020, 9, 1), date(2027, 9, 1), 1),
        (date(2020, 8, 31), date(2026, 8, 31), 0),
        (date(2012, 3, 5), TODAY, 9),
        (date(2011, 8, 31), TODAY, 10),
        (date(2026, 1, 1), TODAY, 0),
    ],
)
def test_grade_expected_from_the_age(birth, on, grade):
    assert dates.expected_grade(birth, on) == grade


def test_age_goes_up_on_the_birthday():
    assert dates.age_on(FIFTH, date(2026, 3, 4)) == 13
    assert dates.age_on(FIFTH, date(2026, 3, 5)) == 14
    assert dates.age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13


def test_months_later_stay_inside_the_month():
    assert dates.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert dates.add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert dates.add_months(date(2026, 3, 15), -3) == date(2025, 12, 15)
    assert dates.chinese_date(TODAY) == "2026年11月21日"
