"""Times of day as clerks write them."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from ledger_app.domain.typed.times import parse_time, split_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8:40", "08:40"), ("8：40", "08:40"), ("08:40:12", "08:40"), ("0840", "08:40"),
        ("840", "08:40"), ("1540", "15:40"), (1540, "15:40"), (0.65, "15:36"), (0.5, "12:00"),
        ("8点40", "08:40"), ("8点40分", "08:40"), ("8时40分", "08:40"), ("8点", "08:00"),
        ("8点半", "08:30"), ("8点整", "08:00"), ("八点一刻", "08:15"), ("三点三刻", "03:45"),
        ("下午3点", "15:00"), ("下午三点半", "15:30"), ("下午 3:20", "15:20"), ("晚上8点", "20:00"),
        ("下午15:30", "15:30"), ("上午九点零五分", "09:05"), ("十点二十", "10:20"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"), ("凌晨1点", "01:00"), (time(9, 5), "09:05"),
        (datetime(2026, 11, 18, 15, 30), "15:30"), ("23:59", "23:59"), ("0:00", "00:00"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_said(typed, meant):
    assert parse_time(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "8", "08", "24:00", "8:60", "25点", "下午", "上午", "11-18", "2026-11-18", "8:40左右吧",
     "20261118", None, True, 1.5, -0.2, "9" * 100, "点半", "十点一百分"],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(typed):
    assert parse_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-18 15:30", ("2026-11-18", "15:30")), ("11-18 8:05", ("11-18", "08:05")),
        ("11月18日下午3点半", ("11月18日", "15:30")), ("今天 9点", ("今天", "09:00")),
        ("今天9点", ("今天", "09:00")), ("2026-11-18T15:30:00", ("2026-11-18", "15:30")),
        ("2026-11-18", ("2026-11-18", "")), ("1118", ("1118", "")),
        ("11-18 25:00", ("11-18", None)), ("今天", ("今天", "")),
    ],
)  # fmt: skip
def test_a_time_behind_a_day_is_found(typed, meant):
    assert split_time(typed) == meant
