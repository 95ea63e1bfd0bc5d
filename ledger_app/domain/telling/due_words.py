"""How near a due day is, and how days are said: the same in every list, reminder and head."""

from __future__ import annotations

from datetime import date, timedelta

from ledger_app.domain.calendar import FIRST, SECOND
from ledger_app.domain.dates import weekday
from ledger_app.domain.day import Day

OVERDUE, TODAY, SOON, LATER = "overdue", "today", "soon", "later"
SOON_DAYS = 7  # what lies further ahead is later
HOLIDAYS = {FIRST: "寒假", SECOND: "暑假"}  # after which term
UNDATED = "日期不详"
_MONTH = len("2026-09")


def due_state(due_on: str, day: Day) -> str:
    """Return overdue, today or soon: what is shown before its day counts as soon."""
    if due_on < day.text:
        return OVERDUE
    return TODAY if due_on == day.text else SOON


def due_group(days_over: int) -> str:
    """Return overdue, today, soon, or later: more than SOON_DAYS ahead."""
    if days_over > 0:
        return OVERDUE
    return TODAY if days_over == 0 else SOON if days_over >= -SOON_DAYS else LATER


def due_text(due_on: str, day: Day) -> str:
    """Return 超 3 天, 今天, or the day: 11-24."""
    days = day.days_since(due_on)
    if days > 0:
        return f"超 {days} 天"
    return "今天" if days == 0 else short_day(due_on, day)


def window_text(due_on: str, early_days: int, day: Day) -> str:
    """Return from when on it counts, "" for the day itself: （11-22 起办就算，最晚 11-24）."""
    if not early_days or due_on < day.text:
        return ""
    early = (date.fromisoformat(due_on) - timedelta(days=early_days)).isoformat()
    return f"（{short_day(early, day)} 起办就算，最晚 {short_day(due_on, day)}）"


def short_day(text: str | None, day: Day) -> str:
    """Return an ISO day as 11-24, with the year if it is another one; "" for none."""
    if not text:
        return ""
    return text[5:] if text[:4] == day.text[:4] else text


def said_day(text: str, day: Day) -> str:
    """Return a day as a sentence says it: 11-18, 2025-11-18, 9 月 for a month, 日期不详."""
    if len(text) != _MONTH:
        return short_day(text, day) or UNDATED
    month = f"{int(text[5:])} 月"
    return month if text[:4] == day.text[:4] else f"{text[:4]} 年 {month}"


def said_since(text: str, day: Day) -> str:
    """Return since when, as a sentence says it: 11-18 起, 9 月起, 日期不详起."""
    said = said_day(text, day)
    return f"{said} 起" if said[-1].isdigit() else f"{said}起"


def said_month(text: str) -> str:
    """Return the month of an ISO day as papers say it: 2026年10月."""
    return f"{text[:4]}年{int(text[5:7])}月"


def day_line(day: Day) -> str:
    """Return 11月21日 星期六 · 第一学期第12周 · 非上课日, or 2月3日 星期三 · 寒假.

    Weeks are counted where the first day of the term is known: see SchoolCalendar. A year whose
    holidays nobody has recorded is counted from Monday to Friday, and said to be: 校历未录.
    """
    on, term = day.date, day.calendar.term_of(day.date)
    parts = [f"{on.month}月{on.day}日 {weekday(on)}"]
    if on > term.ends:
        parts.append(HOLIDAYS[term.half])
    else:
        week = f"第{day.week}周" if day.week else ""
        parts.append(f"第{'二' if term.half == SECOND else '一'}学期{week}")
        parts += [] if day.is_school_day else ["非上课日"]
    parts += [] if day.calendar.is_known(on.year) else ["校历未录"]
    return " · ".join(parts)
