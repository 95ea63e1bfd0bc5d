"""Dates as clerks write them, and the school year. Pure: today is always passed in."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of the 1900 system, for every serial after February 1900
SERIALS = range(20_000, 60_001)  # 1954-10-03 to 2064-04-08: what a serial in a roster can mean
LONGEST = 200  # characters of what may be a date, time and remarks about it included
FIRST_YEAR = 1900
YEARS_AHEAD = 50  # papers are valid for decades; later than that is a typing error
WEEKDAYS = "一二三四五六日"

_TIME = re.compile(
    r"(?:[T\s]+|(?<=日))(?:[上下]午)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\S*(?:\s*[AaPp]\.?[Mm]\.?)?\s*$"
)
_BORN = re.compile("^(?:出生于|生于)|(?:出生|生)?[;,]?$")
_APART = re.compile(r"(?<=[0-9])\s+(?=[0-9])")  # 2012 1 1 must not become the month 2012-11
_BREAK = r"[-./年、,_~]"
_FULL = re.compile(
    rf"([0-9]{{4}}){_BREAK}([0-9]{{1,2}})[-./月、,_~]([0-9]{{1,2}})[日号.]?"
    r"(?:\(?(?:星期|周|礼拜)[1-6日天]\)?)?"
)
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(rf"([0-9]{{4}}){_BREAK}([0-9]{{1,2}})(?:月份?|[-./])?")
_SIX = re.compile(r"([0-9]{4})([0-9]{2})")
_CHINESE_NUMBER = re.compile(r"[〇○零oO一二三四五六七八九十廿卅]+")
_DASHES = str.maketrans({"—": "-", "–": "-", "－": "-", "‐": "-", "‑": "-", "−": "-", "。": "."})
_DIGITS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "○零oO", "0"
)


def parse_date(raw: object, today: date) -> date | None:
    """Return the day a cell or a text means, or None when it is no full date.

    Takes dates, workbook serials (1900 system), 2012.3.5, 2012年3月5日, 20120305, Chinese
    numerals, with or without a time. Two-digit years and a month without a day are refused.
    """
    return _read_date(raw, today.year + YEARS_AHEAD)


def parse_month(raw: object) -> str | None:
    """Return "YYYY-MM" for a month or a full date, or None; the number 2012.1 may be October."""
    last_year = FIRST_YEAR + 200
    full = _read_date(raw, last_year)
    if full:
        return f"{full:%Y-%m}"
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return _numeric_month(raw)
    if not isinstance(raw, str):
        return None
    text = plain_date(raw)
    found = _MONTH.fullmatch(text) or _SIX.fullmatch(text)
    return _month_text(int(found[1]), int(found[2])) if found else None


def as_day(text: str | None) -> date | None:
    """Return the day of an ISO text; None for an empty or impossible one."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def school_year(on: date) -> int:
    """Return the year a school year began in: 2026 for 1 September 2026 to 31 August 2027."""
    return on.year if on.month >= 9 else on.year - 1


def expected_grade(birth: date, on: date) -> int:
    """Return the grade for the age: 1–9, 0 before school, 10 after it.

    A child enters in the September after turning 6 by 31 August (义务教育法 §11).
    """
    entry_year = birth.year + (6 if (birth.month, birth.day) <= (8, 31) else 7)
    return max(0, min(10, school_year(on) - entry_year + 1))


def age_on(birth: date, on: date) -> int:
    """Return the age in full years; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def chinese_date(on: date) -> str:
    """Return the date as it is printed: 2026年11月21日."""
    return f"{on.year}年{on.month}月{on.day}日"


def weekday(on: date) -> str:
    """Return 星期六."""
    return f"星期{WEEKDAYS[on.weekday()]}"


def add_months(on: date, months: int) -> date:
    """Return the same day `months` later (or earlier), or the last day of a shorter month."""
    year, month0 = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month0 + 1, min(on.day, monthrange(year, month0 + 1)[1]))


def _read_date(raw: object, last_year: int) -> date | None:
    if isinstance(raw, date):  # a datetime is one too
        return make_day(raw.year, raw.month, raw.day, last_year)
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return _numeric_date(raw, last_year)
    if not isinstance(raw, str):
        return None
    text = plain_date(raw)
    found = _FULL.fullmatch(text) or _EIGHT.fullmatch(text)
    if not found or ("廿" in raw and "日" not in raw):  # 三月廿三 is a day of the lunar calendar
        return None
    return make_day(int(found[1]), int(found[2]), int(found[3]), last_year)


def _numeric_date(raw: float, last_year: int) -> date | None:
    if SERIALS[0] <= raw <= SERIALS[-1]:
        return EXCEL_EPOCH + timedelta(days=int(raw))
    if 19_000_101 <= raw <= 99_991_231 and raw == int(raw):
        whole = int(raw)
        return make_day(whole // 10_000, whole // 100 % 100, whole % 100, last_year)
    return None


def _numeric_month(raw: float) -> str | None:
    if 190_001 <= raw <= 999_912 and raw == int(raw):
        return _month_text(*divmod(int(raw), 100))
    if not FIRST_YEAR <= raw < FIRST_YEAR + 200:
        return None
    year, _, month = f"{raw:.6f}".rstrip("0").partition(".")
    # 2012.1 stands for January or for 2012.10: only the writer knows.
    return None if month in ("", "1") or len(month) > 2 else _month_text(int(year), int(month))


def _month_text(year: int, month: int) -> str | None:
    if FIRST_YEAR <= year <= FIRST_YEAR + 200 and 1 <= month <= 12:
        return f"{year:04}-{month:02}"
    return None


def plain_date(text: str) -> str:
    """Return text in half-width without blanks or time of day, Chinese numerals as digits."""
    if len(text := text.strip()) > LONGEST:
        return ""  # a cell of thirty thousand blanks would take a minute
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    plain = _APART.sub("-", _TIME.sub("", plain).strip())
    plain = "".join(plain.split()).strip("'’‘`\u200b\ufeff").replace("\\", "-")
    plain = _BORN.sub("", plain)
    if plain.isascii() or len(plain) > 40:
        return plain
    return _CHINESE_NUMBER.sub(lambda found: _number(found[0]), plain)


def _number(chinese: str) -> str:
    """Return 二〇一二 as 2012 and 二十五 as 25; what is neither stays as it is."""
    if all(char in _DIGITS for char in chinese):
        return "".join(_DIGITS[char] for char in chinese)
    spelled = chinese.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = spelled.partition("十")
    if not ten or len(tens) > 1 or len(units) > 1 or not set(tens + units) <= _DIGITS.keys():
        return chinese
    return f"{_DIGITS.get(tens, '1')}{_DIGITS.get(units, '0')}"


def make_day(year: int, month: int, day: int, last_year: int = 9999) -> date | None:
    if not FIRST_YEAR <= year <= last_year:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
