"""Days as they are typed: short, relative, on the side of today where a field has its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind
from ledger_app.domain.typed.days import Leaning, leaning_of, said_day, typed_date

TODAY = date(2026, 11, 21)  # a Saturday
AHEAD, BEHIND, NEAR = Leaning.AHEAD, Leaning.BEHIND, Leaning.NEAR
days = st.dates(date(1955, 1, 1), date(2064, 1, 1))


def nov(day):
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", TODAY),
        ("昨天", nov(20)),
        ("前天", nov(19)),
        ("大前天", nov(18)),
        ("明天", nov(22)),
        ("后天", nov(23)),
        ("大后天", nov(24)),
        ("+7", nov(28)),
        ("＋７", nov(28)),
        ("+7天", nov(28)),
        ("7天后", nov(28)),
        ("7 天以后", nov(28)),
        ("七天之后", nov(28)),
        ("７日后", nov(28)),
        ("两天后", nov(23)),
        ("-3", nov(18)),
        ("－３", nov(18)),
        ("—3", nov(18)),
        ("3天前", nov(18)),
        ("三天前", nov(18)),
        ("一周后", nov(28)),
        ("半个月后", date(2026, 12, 6)),
        ("半个月前", nov(6)),
        ("半年后", date(2027, 5, 21)),
        ("年底", date(2026, 12, 31)),
        ("今年年底", date(2026, 12, 31)),
        ("明年底", date(2027, 12, 31)),
        ("去年底", date(2025, 12, 31)),
        ("2周前", nov(7)),
        ("两个星期后", date(2026, 12, 5)),
        ("一个月后", date(2026, 12, 21)),
        ("+0", TODAY),
        ("本周五", nov(20)),
        ("这周日", nov(22)),
        ("下周一", nov(23)),
        ("下周星期一", None),
        ("下星期天", nov(29)),
        ("下个礼拜三", nov(25)),
        ("下下周三", date(2026, 12, 2)),
        ("上周二", nov(10)),
        ("上上周二", nov(3)),
        ("上下周二", None),
        ("月底", nov(30)),
        ("月初", nov(1)),
        ("下月初", date(2026, 12, 1)),
        ("上月底", date(2026, 10, 31)),
        ("下月5号", date(2026, 12, 5)),
        ("下个月五号", date(2026, 12, 5)),
        ("上个月31日", date(2026, 10, 31)),
        ("下下个月31", date(2027, 1, 31)),
        ("下月31号", date(2026, 12, 31)),
        ("本月31号", None),
        ("12月底", date(2026, 12, 31)),
        ("11-18", nov(18)),
        ("11.18", nov(18)),
        ("11/18", nov(18)),
        ("1118", nov(18)),
        ("11月18日", nov(18)),
        ("十一月十八日", nov(18)),
        ("１１－１８", nov(18)),
        ("9-1", date(2026, 9, 1)),
        ("9.1", date(2026, 9, 1)),
        ("3-5", date(2027, 3, 5)),
        ("0115", date(2027, 1, 15)),
        ("5", nov(5)),
        ("5号", nov(5)),
        ("十五", nov(15)),
        ("20261118", nov(18)),
        ("2026.11.18", nov(18)),
        ("31", None),
        ("2-30", None),
        ("13-1", None),
        ("118", None),
        ("", None),
        ("下周", None),
        ("周末", None),
        ("周五前", None),
        ("+7后", None),
        ("-3天前", None),
        ("3月后", None),
        ("13月底", None),
        ("+999个月", None),
        ("+", None),
        ("天", None),
        ("两", None),
    ],
)
def test_short_forms_at_the_keyboard(typed, day):
    assert typed_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "ahead", "behind"),
    [
        ("15", date(2026, 12, 15), nov(15)),
        ("15日", date(2026, 12, 15), nov(15)),
        ("25号", nov(25), date(2026, 10, 25)),
        ("21", TODAY, TODAY),
        ("31", date(2026, 12, 31), date(2026, 10, 31)),
        ("7天", nov(28), nov(14)),
        ("两周", date(2026, 12, 5), nov(7)),
        ("周五", nov(27), nov(20)),
        ("星期六", TODAY, TODAY),
        ("周日", nov(22), nov(15)),
        ("月底", nov(30), date(2026, 10, 31)),
        ("月初", date(2026, 12, 1), nov(1)),
        ("9.1", date(2027, 9, 1), date(2026, 9, 1)),
        ("3-5", date(2027, 3, 5), date(2026, 3, 5)),
        ("6月底", date(2027, 6, 30), date(2026, 6, 30)),
        # Two months either way: the promise of last week is entered late, a slip is seen.
        ("11-18", nov(18), nov(18)),
        ("11-24", nov(24), nov(24)),
        # What says its side itself is taken at its word.
        ("+7", nov(28), nov(28)),
        ("3天前", nov(18), nov(18)),
        ("下周一", nov(23), nov(23)),
        ("上周二", nov(10), nov(10)),
        ("本周五", nov(20), nov(20)),
    ],
)
def test_a_promise_lies_ahead_and_a_call_lies_behind(typed, ahead, behind):
    assert typed_date(typed, TODAY, AHEAD) == ahead
    assert typed_date(typed, TODAY, BEHIND) == behind


def test_just_after_the_holidays_a_day_in_august_is_the_one_just_past():
    assert typed_date("8-30", date(2026, 9, 2)) == date(2026, 8, 30)
    assert typed_date("9-1", date(2027, 8, 25)) == date(2027, 9, 1)
    assert typed_date("9-10", date(2027, 6, 20)) == date(2026, 9, 10)
    assert typed_date("1-3", date(2026, 12, 30)) == date(2027, 1, 3)
    assert typed_date("2-29", date(2028, 2, 20)) == date(2028, 2, 29)


WORDS = [
    *(
        "今天",
        "昨天",
        "后天",
        "大后天",
        "+7",
        "-3",
        "7天",
        "两周",
        "3天前",
        "周一",
        "星期五",
        "周日",
    ),
    *("下周一", "上周二", "月底", "月初", "下月初", "上月底", "1月底"),
    *("下下周三", "15", "31", "9.1", "2-29", "12-31"),
]


@given(days, st.sampled_from(WORDS), st.sampled_from(Leaning))
def test_on_every_day_the_short_form_lies_on_the_side_of_the_field(today, typed, leaning):
    found = typed_date(typed, today, leaning)
    said_its_side = typed[0] in "今昨前后大+-上下" or typed.endswith("前")
    if found is None:
        assert typed in ("31", "2-29")  # not every month, not every year has it
    elif not said_its_side and "." not in typed and "-" not in typed and "1月" not in typed:
        assert leaning is not AHEAD or found >= today
        assert leaning is not BEHIND or found <= today
        assert abs((found - today).days) <= 62
    elif not said_its_side:
        assert abs((found - today).days) <= 60 or leaning is not AHEAD or found > today
        assert abs((found - today).days) <= 60 or leaning is not BEHIND or found < today


@given(days, st.integers(0, 999))
def test_plus_and_minus_count_days(today, count):
    assert typed_date(f"+{count}", today) == today + timedelta(days=count)
    assert typed_date(f"{count}天前", today, AHEAD) == today - timedelta(days=count)


@given(days, st.integers(0, 6), st.sampled_from(Leaning))
def test_every_weekday_is_that_weekday(today, wanted, leaning):
    name = "一二三四五六日"[wanted]
    bare = typed_date(f"周{name}", today, leaning)
    following = typed_date(f"下周{name}", today, leaning)
    assert bare.weekday() == following.weekday() == wanted
    assert abs((bare - today).days) <= 6
    assert 0 < (following - today).days <= 13


@given(days, days, st.sampled_from(Leaning))
def test_a_whole_date_is_itself_on_every_day(today, on, leaning):
    if on.year <= today.year + 50:
        assert typed_date(on.isoformat(), today, leaning) == on
        assert typed_date(f"{on:%Y%m%d}", today, leaning) == on


@given(st.text("0123456789+-－＋天日周星期上下本月底初号前后个两一五十.年今明", max_size=9), days)
def test_anything_typed_gets_an_answer(typed, today):
    for leaning in Leaning:
        found = typed_date(typed, today, leaning)
        assert found is None or 1900 <= found.year <= today.year + 50


def test_each_date_field_leans_where_its_table_says():
    contact = TABLES["contact"]
    assert leaning_of(contact.field("promised_on")) is AHEAD
    assert leaning_of(contact.field("next_on")) is AHEAD
    assert leaning_of(contact.field("contacted_on")) is BEHIND
    assert leaning_of(STUDENT.field("birth_date")) is BEHIND
    assert leaning_of(TABLES["outcome"].field("postponed_to")) is AHEAD
    assert leaning_of(TABLES["leave"].field("to_on")) is NEAR
    assert leaning_of(TABLES["calendar_day"].field("from_on")) is NEAR
    assert leaning_of(Field(key="as_of", label="截至", kind=Kind.DATE)) is NEAR


def test_what_lies_ahead_may_lie_ahead():
    for table in TABLES.values():
        assert table.ahead <= table.planned, table.key


def test_a_day_is_read_back_with_its_weekday():
    assert said_day(date(2026, 12, 4), TODAY) == "12-04 星期五"
    assert said_day(date(2027, 1, 3), TODAY) == "2027-01-03 星期日"
    assert said_day(TODAY, TODAY) == "11-21 星期六 今天"
    assert said_day(nov(20), TODAY) == "11-20 星期五 昨天"
    assert said_day(nov(22), TODAY) == "11-22 星期日 明天"
