"""How often is meant by 每周一次, 每月家访2次, 半月一次: read where it is plain, else asked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

TERM = "学期"


class HowOften(NamedTuple):
    """So many times in so many units (day, week … by their Chinese names); `visit`: at home."""

    times: int
    units: int
    unit: str
    visit: bool

    @property
    def days(self) -> int:
        """Return after how many days the next one is due, at least one; of a term about."""
        return max(1, self.units * _DAYS[self.unit] // self.times)


_DAYS = {"天": 1, "周": 7, "旬": 10, "半月": 15, "月": 30, "季度": 90, TERM: 140, "年": 365}
_UNITS = {
    "日": "天", "星期": "周", "礼拜": "周", "个星期": "周", "个礼拜": "周", "个月": "月",
    "季": "季度", "个季度": "季度", "个学期": TERM, "学年": "年", "半个月": "半月",
}  # fmt: skip
_UNIT = "个?星期|个?礼拜|个?学期|个?季度|半个?月|个?月|学年|天|日|周|旬|季|年"
_TIMES = re.compile(
    rf"(?:每隔?|隔)?(?:([1-9][0-9]?))?({_UNIT})([1-9][0-9]?)?(?:-[1-9][0-9]?)?(?:次|回|遍)?"
)
_TIMES_FIRST = re.compile(rf"([1-9][0-9]?)(?:次|回|遍)?(?:/|每)({_UNIT})")
_WEEKDAY = re.compile("(每(?:周|星期|礼拜))[一二三四五六日天](?![次回遍])")  # 每周三: weekly
_AT_HOME = re.compile("家访|入户|走访|上门")
# What may stand around the number without changing it.
_AROUND = re.compile(
    "家访|入户|走访|上门|电话|联系|沟通|谈话|谈心|回访|见面|微信|视频|通话|探访|"
    "至少|最少|不少于|不低于|以上|左右|大约|约|各|打|及|或|和|进行|开展|坚持|要|[(),。]"
)
_PARTS = re.compile("[,，;；、。]")
_DIGITS = {char: str(n) for n, char in enumerate("零一二三四五六七八九")} | {"两": "2", "〇": "0"}
_WORDS = {"天天": "每天", "日日": "每天", "双周": "每2周", "周周": "每周", "月月": "每月"}
_SKIPPING = frozenset({"天", "周"})  # 隔天, 隔周: every second one


@lru_cache(maxsize=1024)  # the same few texts stand in every file
def how_often(text: str) -> tuple[HowOften, ...]:
    """Return what is agreed by a text, () where that cannot be told with certainty.

    每周电话一次，每月家访2次 is two things; 经常, 不定期 and a bare number are nothing.
    """
    parts = [each for each in _PARTS.split(_plain(text)) if each]
    found = [_one(each) for each in parts]
    return tuple(each for each in found if each) if all(found) else ()


def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for word, meant in _WORDS.items():
        plain = plain.replace(word, meant)
    plain = _WEEKDAY.sub(r"\1", plain)
    plain = re.sub("十([一二三四五六七八九])", lambda found: f"1{_DIGITS[found[1]]}", plain)
    plain = plain.replace("十", "10")
    return "".join(_DIGITS.get(char, char) for char in plain)


def _one(text: str) -> HowOften | None:
    visit = bool(_AT_HOME.search(text))
    bare = _AROUND.sub("", text)
    if found := _TIMES_FIRST.fullmatch(bare):
        return HowOften(int(found[1]), 1, _unit(found[2]), visit)
    found = _TIMES.fullmatch(bare)
    if not found:
        return None
    says_times = bare.endswith(("次", "回", "遍"))
    # 每周3: on Wednesdays, or three times a week? 3月: in March?
    if (found[3] and not says_times) or not (says_times or bare.startswith(("每", "隔"))):
        return None
    unit, units = _unit(found[2]), int(found[1] or 1)
    if "隔" in bare:
        # 隔周 is every second week; 每隔3天, 隔月 nobody counts alike.
        if found[1] or unit not in _SKIPPING:
            return None
        units = 2
    return HowOften(int(found[3] or 1), units, unit, visit)


def _unit(text: str) -> str:
    return _UNITS.get(text, text)
