"""The parts of a sentence with a number in them: 一周没联系, 12岁以上, 五(2)班, 2015年3月生."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ledger_app.domain.phrase.meaning import Chip, Meaning
from ledger_app.domain.phrase.numerals import NUMBER, number

_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_MORE = "(?:多|以上|以来|来|内|都|了)*"
_UNIT = "(?P<unit>天|日|周|星期|礼拜|月|年)"
_SPAN = rf"(?:超过|已经?|有|快)?(?P<half>半)?(?P<n>{NUMBER})?个?{_UNIT}{_MORE}"
_NOT = "(?:没有?|未)(?:人|再)?"
_CALL = "(?:联系|联络|通话|打过?电话)(?:上|过|到)*"
_SEE = "(?:见|看)(?:到|过|着)*(?:人|面|孩子|学生)?"
_G = "(?P<grade>[一二三四五六七八九1-9])"
_C = r"(?P<cls>[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_FROM, _TO = "(?P<from>[一二三四五六七八九1-9])", "(?P<to>[一二三四五六七八九1-9])"
_AGE = rf"(?P<n>{NUMBER})(?:周?岁)"
Maker = Callable[[re.Match[str]], tuple[Meaning, ...]]


def counted(text: str, at: int) -> Iterator[Chip]:
    """Yield what may begin at a place of a folded text, each with the words it takes."""
    for pattern, make in _patterns():
        found = pattern.match(text, at)
        if found and (meanings := make(found)):
            yield Chip(found[0], meanings)


def _days(found: re.Match[str]) -> int:
    """Return the days of a span, 0 where it is none: 半个月 is 15, 一年半 is not read."""
    unit = _DAYS[found["unit"]]
    if found["half"]:
        return 0 if found["n"] or unit < 7 else unit // 2
    count = number(found["n"]) if found["n"] else None
    return (count or 0) * unit if (count or 0) * unit < 10_000 else 0


def _since(key: str) -> Maker:
    def make(found: re.Match[str]) -> tuple[Meaning, ...]:
        days = _days(found)
        return (Meaning(key, str(days)),) if days else ()

    return make


def _due(found: re.Match[str]) -> tuple[Meaning, ...]:
    days = _days(found)
    return (Meaning("due", str(days)),) if days else ()


def _created(found: re.Match[str]) -> tuple[Meaning, ...]:
    named = {
        "今天": "today",
        "今日": "today",
        "本周": "week",
        "这周": "week",
        "本月": "month",
        "这个月": "month",
    }
    word = found["when"]
    value = named.get(word) or str(_days(found) or "")
    return (Meaning("created", value),) if value else ()


def _span_of_ages(found: re.Match[str]) -> tuple[Meaning, ...]:
    least, most = number(found["from"]), number(found["to"])
    if least is None or most is None or least > most:
        return ()
    return _ages(least, most)


def _age(found: re.Match[str]) -> tuple[Meaning, ...]:
    """Read 岁以上, 以下, 满 with the year itself, 超过, 不满 and the like without (民法典 1259)."""
    years = number(found["n"])
    if years is None:
        return ()
    before, after = found["before"] or "", found["after"] or ""
    if before in ("大于", "超过") or after == "多":
        return _ages(years + 1 if before else years, None)
    if before in ("小于", "不满", "不到", "未满"):
        return _ages(None, years - 1)
    if after in ("以上", "及以上", "起"):
        return _ages(years, None)
    if after in ("以下", "及以下", "以内"):
        return _ages(None, years)
    return _ages(years, None if before in ("满", "年满") else years)


def _ages(least: int | None, most: int | None) -> tuple[Meaning, ...]:
    parts = ("" if least is None else str(least), "" if most is None else str(most))
    return (Meaning("age", "-".join(parts)),)


def _born(found: re.Match[str]) -> tuple[Meaning, ...]:
    month = number(found["month"]) if found["month"] else 0
    if month is None or month > 12 or (found["month"] and not month):
        return ()
    return (Meaning("born", (found["year"] or "") + (f"-{month:02d}" if month else "")),)


def _class(found: re.Match[str]) -> tuple[Meaning, ...]:
    grade, cls = _grade(found), number(found["cls"])
    if not grade or not cls:
        return ()
    meaning = Meaning("class", f"{grade}/{cls}")
    # 12班 may be the second class of grade 1, or the twelfth of any.
    whole = number(found[0].removesuffix("班"))
    return (meaning, Meaning("class_no", str(whole))) if whole and whole < 40 else (meaning,)


def _grade(found: re.Match[str]) -> int:
    junior = found.groupdict().get("junior")
    value = number(junior or found["grade"]) or 0
    return value + 6 if junior else value


def _class_no(found: re.Match[str]) -> tuple[Meaning, ...]:
    cls = number(found["cls"])
    return (Meaning("class_no", str(cls)),) if cls else ()


def _grades(found: re.Match[str]) -> tuple[Meaning, ...]:
    first, last = number(found["from"]), number(found["to"])
    if not first or not last or first >= last:
        return ()
    between = range(first, last + 1) if found["through"] else (first, last)
    return tuple(Meaning("grade", str(each)) for each in between)


_PATTERNS: tuple[tuple[str, Maker], ...] = (
    (rf"(?:最近|近)?{_SPAN}{_NOT}{_CALL}", _since("not_contacted")),
    (rf"(?:最近|近)?{_SPAN}{_NOT}{_SEE}", _since("not_seen")),
    (rf"(?:最近|近|未来)?{_SPAN}(?:到期|要办)", _due),
    (
        rf"(?P<when>今[天日]|[本这]周|本月|这个月|(?:最近|近)?{_SPAN})(?:新建|新增|建档)(?:的|档案)*",
        _created,
    ),
    (rf"(?P<from>{NUMBER})岁?(?:-|~|到|至)(?P<to>{NUMBER})周?岁", _span_of_ages),
    (
        rf"(?P<before>大于|超过|小于|不满|不到|未满|满|年满)?{_AGE}(?P<after>及?以[上下]|以内|起|多)?",
        _age,
    ),
    (
        rf"(?P<year>(?:19|20)[0-9][0-9])年(?:(?P<month>{NUMBER})月份?)?(?:出生|生)(?:的)?",
        _born,
    ),
    (rf"(?P<year>)(?P<month>{NUMBER})月份?(?:出生|生)(?:的)?", _born),
    (rf"初(?P<junior>[一二三123])(?:年级)?\(?{_C}\)?班?", _class),
    (rf"{_G}(?:年级|年)?(?:\({_C}\)班?)", _class),
    (rf"{_G}(?:年级|年)?{_C}班", _class),
    (r"(?P<grade>[一二三四五六七八九])(?P<cls>[0-9]{1,2})(?![0-9岁年月天日周个])", _class),
    (rf"\(?{_C}\)?班", _class_no),
    (rf"{_FROM}(?P<through>-|~|到|至)?[,和及]?{_TO}年级", _grades),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """Compile them at the first sentence: a start without one need not wait for it."""
    return tuple((re.compile(pattern), make) for pattern, make in _PATTERNS)
