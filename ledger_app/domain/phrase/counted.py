"""The parts of a sentence with a number in them: 一周没联系, 12岁以上, 五(2)班, 2015年3月生."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from ledger_app.domain.dates import add_months
from ledger_app.domain.phrase.meaning import Chip, Meaning
from ledger_app.domain.phrase.numerals import NUMBER, number

_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
_MORE = "(?:多|以上|以来|来|内|都|了)*"
_CALLED = {"今天": "today", "今日": "today", "本周": "week", "这周": "week",
    "本月": "month", "这个月": "month"}  # fmt: skip
_UNIT = "(?P<unit>天|日|周|星期|礼拜|月|年)"
_SPAN = rf"(?:超过|已经?|有|快)?(?P<half>半)?(?P<n>{NUMBER})?个?{_UNIT}{_MORE}"
_NOT = "(?:没有?|未)(?:人|再)?"
_DONE = "(?:上|过|到|了)*"
_TALK, _CALL = f"(?:联系|联络){_DONE}", f"(?:通话|打{_DONE}电话){_DONE}"
_VISIT = f"(?:(?:入户)?(?:家访|走访)|入户|上{_DONE}门){_DONE}"
_SEE = "(?:见|看)(?:到|过|着)*(?:人|面|孩子|学生)?"
_LATELY_WORDS = ("最近", "近")
_LATELY = r"(?:(?P<when>今[天日]|[本这]周|本月|这个月)|(?:最近|近)?{0})内?(?:有人?|曾)?"
_G = "(?P<grade>[一二三四五六七八九1-9])"
_C = r"(?P<cls>[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_FROM, _TO = "(?P<from>[一二三四五六七八九1-9])", "(?P<to>[一二三四五六七八九1-9])"
_AGE = rf"(?P<n>{NUMBER})(?:周?岁)"
_TILL = "(?:[-~—–―]+|到|至)"
_A_CLASS = r"\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)?"
_BETWEEN = r"(?:班[,和及与]?|[,和及与]|(?<=\))(?=\())"
_DOINGS = ((_TALK, "contacted"), (_CALL, "called"), (_VISIT, "visited"), (_SEE, "seen"))
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


def _within(key: str) -> Maker:
    """本周联系过, 近7天家访过, 7天内见过; 7天联系 may be how often."""

    def make(found: re.Match[str]) -> tuple[Meaning, ...]:
        if found["when"]:
            return (Meaning(key, _CALLED[found["when"]]),)
        days = _days(found) if found[0].startswith(_LATELY_WORDS) or "内" in found[0] else 0
        return (Meaning(key, str(days)),) if days else ()

    return make


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


def _born_between(found: re.Match[str]) -> tuple[Meaning, ...]:
    """2012到2014年出生, 2012年9月1日以后出生: 以前, 以后, 起 with the day itself, 前, 后 not."""
    first, last = _first_and_last(found, ""), _first_and_last(found, "2")
    if not first or not last:
        return ()
    between: tuple[date | None, date | None]
    if not found["way"]:
        between = (first[0], last[1])
    elif found["way"] in ("以前", "及以前"):
        between = (None, first[1])
    elif found["way"] in ("前", "之前"):
        between = (None, first[0] - timedelta(days=1))
    else:
        exactly = found["way"] in ("后", "之后")
        between = (first[1] + timedelta(days=1) if exactly else first[0], None)
    return (Meaning("born_between", "/".join(f"{each or ''}" for each in between)),)


def _first_and_last(found: re.Match[str], which: str) -> tuple[date, date] | None:
    """Return the days that 2012年, 2012年9月 or a date are; those of another date where none is."""
    parts = found.groupdict()
    year, month, day = (parts.get(f"{each}{which}") for each in ("year", "month", "day"))
    if which and not year:
        return _first_and_last(found, "")
    try:
        first = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first
    return first, add_months(first, 1 if month else 12) - timedelta(days=1)


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


def _classes(found: re.Match[str]) -> tuple[Meaning, ...]:
    """五年级1、2班, 五(1)(2)班: either of them."""
    numbers = [number(each) for each in _ONE_CLASS.findall(found["several"])]
    if len(numbers) < 2 or not all(numbers):
        return ()
    return tuple(Meaning("class", f"{_grade(found)}/{each}") for each in numbers)


def _class_no(found: re.Match[str]) -> tuple[Meaning, ...]:
    cls = number(found["cls"])
    return (Meaning("class_no", str(cls)),) if cls else ()


def _grades(found: re.Match[str]) -> tuple[Meaning, ...]:
    first, last = number(found["from"]), number(found["to"])
    if not first or not last or first >= last:
        return ()
    return _of_grades(range(first, last + 1))


def _listed_grades(found: re.Match[str]) -> tuple[Meaning, ...]:
    """三四年级, 四、五、六年级: each of them, from the lowest up."""
    grades = [number(each) or 0 for each in re.findall("[一二三四五六七八九1-9]", found["list"])]
    return _of_grades(grades) if grades == sorted(set(grades)) else ()


def _grades_from(found: re.Match[str]) -> tuple[Meaning, ...]:
    """五年级以上, 三年级及以下: with the grade itself (民法典 1259), as far as 义务教育 goes."""
    grade = _grade(found)
    return _of_grades(range(grade, 10) if found["way"] == "上" else range(1, grade + 1))


def _of_grades(grades: Iterable[int]) -> tuple[Meaning, ...]:
    return tuple(Meaning("grade", str(each)) for each in grades)


_BORN = "(?:出生|生日?|过生日)的?"
_ON = (
    "(?P<year{0}>(?:19|20)[0-9][0-9])年?"
    "(?:(?P<month{0}>[0-9]{{1,2}})月(?:(?P<day{0}>[0-9]{{1,2}})[日号])?)?"
)
_ONE_CLASS = re.compile("[0-9]{1,2}|[一二三四五六七八九十]{1,3}")
_PATTERNS: tuple[tuple[str, Maker], ...] = (
    *((rf"(?:最近|近)?{_SPAN}{_NOT}{what}", _since(f"not_{key}")) for what, key in _DOINGS),
    *((_LATELY.format(_SPAN) + what, _within(key)) for what, key in _DOINGS),
    (rf"(?:最近|近|未来)?{_SPAN}(?:到期|要办)", _due),
    (
        _LATELY.format(_SPAN) + "(?:新建|新增|建档)(?:的|档案)*",
        _within("created"),
    ),
    (rf"(?P<from>{NUMBER})(?:周?岁)?{_TILL}(?P<to>{NUMBER})周?岁", _span_of_ages),
    (
        rf"(?P<before>大于|超过|小于|不满|不到|未满|满|年满)?{_AGE}(?P<after>及?以[上下]|以内|起|多)?",
        _age,
    ),
    (
        rf"(?P<year>(?:19|20)[0-9][0-9])年(?:(?P<month>{NUMBER})月份?)?{_BORN}",
        _born,
    ),
    (rf"生于(?P<year>(?:19|20)[0-9][0-9])年(?:(?P<month>{NUMBER})月份?)?", _born),
    (rf"(?P<year>)(?P<month>{NUMBER})月份?{_BORN}", _born),
    (rf"{_ON.format('')}(?P<way>及?以[前后]|之?[前后]|起){_BORN}", _born_between),
    (rf"{_ON.format('')}{_TILL}{_ON.format('2')}(?P<way>){_BORN}", _born_between),
    (rf"初(?P<junior>[一二三123])(?:年级)?\(?{_C}\)?班?", _class),
    (rf"{_G}(?:年级|年)?(?:\({_C}\)班?)", _class),
    (rf"{_G}(?:年级|年)?{_C}班", _class),
    (r"(?P<grade>[一二三四五六七八九])(?P<cls>[0-9]{1,2})(?![0-9岁年月天日周个])", _class),
    (rf"\(?{_C}\)?班", _class_no),
    (
        rf"(?:初(?P<junior>[一二三123])|{_G})(?:年级?|(?=[(]))(?P<several>(?:{_A_CLASS}{_BETWEEN})+{_A_CLASS})班?",
        _classes,
    ),
    (rf"{_FROM}(?:年级)?{_TILL}{_TO}年级", _grades),
    (
        r"(?P<list>[一二三四五六七八九1-9](?:[,和及与]?[一二三四五六七八九1-9]){1,8})年级",
        _listed_grades,
    ),
    (rf"(?:初(?P<junior>[一二三123])(?:年级)?|{_G}年级)及?以(?P<way>[上下])", _grades_from),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """Compile them at the first sentence: a start without one need not wait for it."""
    return tuple((re.compile(pattern), make) for pattern, make in _PATTERNS)


_pieces = (pattern for pattern, _ in _PATTERNS)


def load_piece() -> bool:
    """Compile one pattern more, which Python remembers; return whether all are at hand."""
    pattern = next(_pieces, None)
    if pattern is not None:
        re.compile(pattern)
        return False
    _patterns()
    return True
