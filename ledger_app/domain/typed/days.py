"""Days as a person types them now: +7, 3天前, 下周一, 月底, 15. Pure: today is passed in.

Only the keyboard speaks like this. A workbook, a package or a script writes whole dates: what
下周一 meant on the day somebody wrote it, nobody can tell from the cell.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MINYEAR, date, timedelta
from enum import StrEnum
from functools import cache

from ledger_app.catalogue import TABLES, Field, Kind
from ledger_app.domain.dates import (
    FIRST_YEAR,
    YEARS_AHEAD,
    add_months,
    make_day,
    parse_date,
    plain_date,
    school_year,
    weekday,
)

NEAR_DAYS = 60
_MONTHS_LOOKED_AT = 2  # whoever types 31 means no day further off than this
_WORDS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0,
    "明天": 1, "明日": 1, "后天": 2, "后日": 2, "大后天": 3,
}  # fmt: skip
_OFFSET = re.compile(
    "([+-])?([0-9]{1,3}|两)(天|日|个?周|个?星期|个?礼拜|个月)?(?:(?:之|以)?([前后]))?"
)
_HALF_MONTH, _HALF_YEAR = "15天", "6个月"  # 半个月, 半年, as people count them
_YEAR_END = re.compile("([上下明去今本]?)年(?:年)?[底末]")
_WEEKDAY = re.compile("([上下]*|[本这])个?(?:周|星期|礼拜)([1-6日天])")
_OF_MONTH = re.compile("([上下]*|[本这当])个?月(?:份的?)?(?:([初底末])|([0-9]{1,2})[日号]?)")
_MONTH_END = re.compile("([0-9]{1,2})月(?:份)?([初底末])")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-./月、,]([0-9]{1,2})[日号]?")
_FOUR = re.compile(r"([0-9]{2})([0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})[日号]?")


class Leaning(StrEnum):
    """On which side of today the day of a field lies, where its short form does not say it."""

    AHEAD = "ahead"  # a promise, a plan
    BEHIND = "behind"  # what has happened
    NEAR = "near"  # either: the first day of a term, the last of a leave


def typed_date(text: str, today: date, leaning: Leaning = Leaning.NEAR) -> date | None:
    """Return the day typed at the keyboard, short forms included; None if it cannot be told.

    今天 昨天 大后天 · +7 7天 两周后 3天前 · 周五 下周一 上上周二 · 月底 下月初 下个月5号 12月底 ·
    9.1 11-18 1118: the one within 60 days, else the coming or the last one, else the one of this
    school year · 15 15日: the coming or the last 15th, else the 15th of this month.
    """
    plain = plain_date(text)
    for read in _READERS:
        found = read(plain, today, leaning)
        if found:
            return found if _is_possible(found, today) else None
    return None


def said_day(on: date, today: date) -> str:
    """Return a day as it is read back to whoever typed it: 12-04 星期五, 2027-01-03 星期日."""
    day = f"{on:%m-%d}" if on.year == today.year else on.isoformat()
    named = {-1: " 昨天", 0: " 今天", 1: " 明天"}.get((on - today).days, "")
    return f"{day} {weekday(on)}{named}"


def leaning_of(field: Field) -> Leaning:
    """Return on which side of today the days of a field lie; NEAR for one of no table."""
    return _leanings().get(id(field), Leaning.NEAR)


@cache
def _leanings() -> dict[int, Leaning]:
    """Return the leaning of each declared date. By identity: keys are those of several tables."""
    return {
        id(field): Leaning.AHEAD
        if field.key in table.ahead
        else Leaning.NEAR
        if field.key in table.planned
        else Leaning.BEHIND
        for table in TABLES.values()
        for field in table.fields
        if field.kind is Kind.DATE
    }


def _is_possible(on: date, today: date) -> bool:
    return FIRST_YEAR <= on.year <= today.year + YEARS_AHEAD


def _word(plain: str, today: date, leaning: Leaning) -> date | None:
    return today + timedelta(days=_WORDS[plain]) if plain in _WORDS else None


def _offset(plain: str, today: date, leaning: Leaning) -> date | None:
    half = plain.replace("半个月", _HALF_MONTH).replace("半年", _HALF_YEAR)
    found = _OFFSET.fullmatch(half)
    if not found:
        return None
    sign, number, unit, side = found.groups()
    # 7 and 7日 are days of the month; +7后 says two things.
    if (sign and side) or not (sign or side or unit not in (None, "日")) or not (sign or unit):
        return None
    count = 2 if number == "两" else int(number)
    back = sign == "-" or side == "前"
    if not (sign or side):
        back = leaning is Leaning.BEHIND
    count = -count if back else count
    if unit == "个月":
        return add_months(today, count)
    return today + timedelta(days=count * (1 if unit in (None, "天", "日") else 7))


def _weekday(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _WEEKDAY.fullmatch(plain)
    if not found:
        return None
    weeks = _steps(found[1])
    if weeks is None:
        return None
    monday = today - timedelta(days=today.weekday())
    wanted = 6 if found[2] in "日天" else int(found[2]) - 1
    on = monday + timedelta(days=wanted, weeks=weeks)
    if not found[1]:  # on a Friday, 周五 is today: it is read back, and 下周五 says the other
        on += timedelta(weeks=_turn(on, today, leaning))
    return on


def _of_month(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _OF_MONTH.fullmatch(plain)
    if not found:
        return None
    named, edge, day = found.groups()
    months = _steps(named)
    if months is None or not (named or edge):
        return None
    if named:
        return _in_month(today, months, edge, int(day or 0))
    on = _in_month(today, 0, edge, 0)
    return _in_month(today, _turn(on, today, leaning), edge, 0) if on else None


def _month_end(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _MONTH_END.fullmatch(plain)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    month, first = int(found[1]), found[2] == "初"
    return _fitting_year(
        lambda year: make_day(year, month, 1 if first else monthrange(year, month)[1]),
        today,
        leaning,
    )


def _year_end(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _YEAR_END.fullmatch(plain)
    if not found:
        return None
    on = date(today.year + {"下": 1, "明": 1, "上": -1, "去": -1}.get(found[1], 0), 12, 31)
    back = not found[1] and leaning is Leaning.BEHIND and on > today
    return on.replace(year=on.year - 1) if back else on


def _whole(plain: str, today: date, leaning: Leaning) -> date | None:
    return parse_date(plain, today)


def _month_day(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _MONTH_DAY.fullmatch(plain) or _FOUR.fullmatch(plain)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    return _fitting_year(lambda year: make_day(year, month, day), today, leaning)


def _day(plain: str, today: date, leaning: Leaning) -> date | None:
    found = _DAY.fullmatch(plain)
    if not found:
        return None
    step = {Leaning.AHEAD: 1, Leaning.BEHIND: -1, Leaning.NEAR: 0}[leaning]
    for months in range(_MONTHS_LOOKED_AT + 1 if step else 1):
        on = _in_month(today, months * step, "", int(found[1]))
        if on and not _turn(on, today, leaning):
            return on
    return None


_READERS: tuple[Callable[[str, date, Leaning], date | None], ...] = (
    _word,
    _offset,
    _weekday,
    _of_month,
    _month_end,
    _year_end,
    _whole,
    _month_day,
    _day,
)


def _steps(named: str) -> int | None:
    """Return how many weeks or months 下, 上上, 本 go; None for 上下, which is neither."""
    ahead, back = named.count("下"), named.count("上")
    return None if ahead and back else ahead - back


def _turn(on: date, today: date, leaning: Leaning) -> int:
    """Return 1 if the next such day is meant, -1 if the one before, 0 if this one will do."""
    if leaning is Leaning.AHEAD and on < today:
        return 1
    return -1 if leaning is Leaning.BEHIND and on > today else 0


def _in_month(today: date, months: int, edge: str, day: int) -> date | None:
    first = add_months(today.replace(day=1), months)
    if edge:
        day = 1 if edge == "初" else monthrange(first.year, first.month)[1]
    return make_day(first.year, first.month, day)


def _fitting_year(make: Callable[[int], date | None], today: date, leaning: Leaning) -> date | None:
    """Return the day of the year that is meant.

    One close to today wins on either side: a promise of three days ago is written down late, and a
    visit of tomorrow is a slip that the checks name. A year further off would pass unseen.
    """
    years = range(max(today.year - 2, MINYEAR), today.year + 3)
    days = [on for on in map(make, years) if on]
    if not days:
        return None
    nearest = min(days, key=lambda on: abs(on - today))
    if abs((nearest - today).days) <= NEAR_DAYS:
        return nearest
    if leaning is Leaning.NEAR:
        return next((on for on in days if school_year(on) == school_year(today)), None)
    return next((on for on in _outward(days, leaning) if not _turn(on, today, leaning)), None)


def _outward(days: list[date], leaning: Leaning) -> list[date]:
    return sorted(days, reverse=leaning is Leaning.BEHIND)
