"""How near a due day is, and how days are said."""

from __future__ import annotations

import pytest

from ledger_app.domain.telling.due_words import (
    day_line,
    due_group,
    due_state,
    due_text,
    said_day,
    said_since,
    short_day,
)
from tests.days import the_day

TODAY = the_day("2026-11-21")


@pytest.mark.parametrize(
    ("due_on", "state", "group", "text"),
    [
        ("2025-11-21", "overdue", "overdue", "超 365 天"),
        ("2026-11-20", "overdue", "overdue", "超 1 天"),
        ("2026-11-21", "today", "today", "今天"),
        ("2026-11-22", "soon", "soon", "11-22"),
        ("2026-11-28", "soon", "soon", "11-28"),
        ("2026-11-29", "soon", "later", "11-29"),
        ("2027-01-05", "soon", "later", "2027-01-05"),
    ],
)
def test_how_near_a_day_is(due_on, state, group, text):
    assert due_state(due_on, TODAY) == state
    assert due_group(TODAY.days_since(due_on)) == group
    assert due_text(due_on, TODAY) == text


def test_a_day_is_short_in_its_own_year():
    assert [short_day(day, TODAY) for day in ("2026-02-03", "2025-12-31", "", None)] == [
        "02-03", "2025-12-31", "", ""
    ]  # fmt: skip
    assert [said_day(day, TODAY) for day in ("2026-09", "2025-09", "2026-02-03", "")] == [
        "9 月", "2025 年 9 月", "02-03", "日期不详"
    ]  # fmt: skip


def test_since_a_month_stands_close_to_its_word_since_a_day_apart():
    assert [said_since(day, TODAY) for day in ("2026-09", "2025-09", "2026-02-03")] == [
        "9 月起", "2025 年 9 月起", "02-03 起"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-11-21", "11月21日 星期六 · 第一学期第12周 · 非上课日"),
        ("2026-09-01", "9月1日 星期二 · 第一学期第1周"),
        ("2026-09-07", "9月7日 星期一 · 第一学期第2周"),
        ("2027-03-10", "3月10日 星期三 · 第二学期"),
        ("2027-08-02", "8月2日 星期一 · 暑假"),
    ],
)
def test_the_line_of_a_day_knows_term_week_and_school_day(day, text):
    assert day_line(the_day(day)) == text
