"""Times of day as clerks write them: 8:40, 8点半, 下午3点20, 1540. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

LONGEST = 40  # characters of what may be a time, a day before it included
_MINUTES_A_DAY = 24 * 60
NO_TIME = "的时间看不明白，请写成 11-18 15:30 或 11-18 下午3点半。"
_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚"
_LATE = frozenset({"下午", "傍晚", "晚上", "夜里", "晚"})
_CLOCK = re.compile(
    rf"({_PART})?([0-9]{{1,2}})(?:[:时点]([0-9]{{1,2}})?分?(?::[0-9]{{2}})?|点?(半|一刻|三刻))"
)
_NAMED = re.compile(rf"({_PART})?([0-9]{{1,2}})[点时](半|一刻|三刻|整|钟)")
_PLAIN = re.compile(r"([0-9]{1,2})([0-9]{2})")
_SHARES = {"半": 30, "一刻": 15, "三刻": 45}
_AFTER_A_DAY = re.compile(rf"(?:[T\s]+|(?<=[日号天]))((?:{_PART})?\s*[0-9]{{1,2}}[:时点].*)$")
_DIGITS = {char: str(n) for n, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十]+(?=[点时分]|$)")


def parse_time(raw: object) -> str | None:
    """Return "HH:MM" for a cell or a text that means a time of day, or None.

    Takes times, parts of a day as a spreadsheet keeps them (0.65), 8:40, 8点40分, 8点半, 下午3点,
    1540. 24:00 and a plain number of one or two digits are no time.
    """
    if isinstance(raw, datetime | time):
        return f"{raw:%H:%M}"
    if isinstance(raw, timedelta):
        return _from_minutes(raw.total_seconds() / 60)
    if isinstance(raw, float) and 0 < raw < 1:
        return _from_minutes(raw * _MINUTES_A_DAY)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    text = _plain(str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw))
    if found := _NAMED.fullmatch(text):
        return _make(found[1], int(found[2]), _SHARES.get(found[3], 0))
    if found := _CLOCK.fullmatch(text):
        return _make(found[1], int(found[2]), int(found[3] or 0))
    found = _PLAIN.fullmatch(text)
    return _make(None, int(found[1]), int(found[2])) if found else None


def split_time(text: str) -> tuple[str, str | None]:
    """Return day and "HH:MM" of one text: 11-18 15:30, 今天 9点; the time is "" where none stands.

    It is None for one that cannot be: 11-18 25:00.
    """
    text = text.strip()
    found = _AFTER_A_DAY.search(text) if len(text) <= LONGEST else None
    return (text[: found.start()], parse_time(found[1])) if found else (text, "")


def _plain(text: str) -> str:
    """Return text in half-width without blanks, Chinese numerals as digits."""
    if len(text := text.strip()) > LONGEST:
        return ""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = plain.replace("时候", "").replace("點", "点")
    head = re.sub("(?:一|三)刻$|点(?:半|整|钟)$", lambda found: found[0].translate(_KEPT), plain)
    return _CHINESE.sub(lambda found: _number(found[0]), head).translate(_BACK)


_KEPT = str.maketrans({"一": "\ue001", "三": "\ue003"})
_BACK = str.maketrans({"\ue001": "一", "\ue003": "三"})


def _number(chinese: str) -> str:
    """Return 十五 as 15, 二十 as 20, 零五 as 05."""
    if "十" not in chinese:
        return "".join(_DIGITS[char] for char in chinese)
    tens, _, units = chinese.partition("十")
    return f"{_DIGITS.get(tens, '1')}{_DIGITS.get(units, '0')}"


def _make(part: str | None, hour: int, minute: int) -> str | None:
    if (part in _LATE and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _from_minutes(minutes: float) -> str | None:
    whole = round(minutes)
    return _make(None, *divmod(whole, 60)) if 0 <= whole < _MINUTES_A_DAY else None
