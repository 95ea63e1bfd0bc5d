"""Of what time and place a column speaks: before or after a move, this term or the last, the
household register or where the child lives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ledger_app.catalogue.codes import fold


class Time(StrEnum):
    """Before or after what the list is about."""

    UNSAID = ""
    OLD = "old"
    NEW = "new"
    PLANNED = "planned"  # 拟就读: nobody is there yet


_MOVES = (
    "分流|转学|转入|转出|调整|撤并|撤点并校|合并|整合|并校|变更|搬迁|迁移|辍学|失学|流失|休学|劝返|升学|异动|"
    "安置|变动|划转|调班|分班|就读|转校|转班"
)
_PLANNED = re.compile(
    r"(?:拟|计划|预计|意向|志愿(?!者|服务)|申请(?!人)|希望(?!小学|学校|工程)|愿意)"
)
_OLD = re.compile(
    rf"(?:(?:{_MOVES})之?前|上个?学期|上个?学年|上一个?学期|上一个?学年|上期|去年|上年度?|以前|从前|之前|"
    r"此前|原来|原先|先前|曾经|曾|旧|原(?!因|籍|始|件))"
)
_NEW = re.compile(
    rf"(?:(?:{_MOVES})之?后|本学期|本学年|本期|今年|本年度?|现在|目前|当前|如今|现阶段|现(?!象|金|场|状)|新|"
    r"接收|接受|升入)"
)
_SCHOOL = "(?P<what>(?:就读)?学校(?:名称)?|校|小学|中学|年级|班级|班|年级班级|年班|单位)"
_PAIR_OLD = re.compile(f"(?:转出|流出|迁出|调出|输出|来源|生源|撤并|撤销|被撤并|并出){_SCHOOL}?")
_PAIR_NEW = re.compile(
    f"(?:转入|流入|迁入|调入|输入|去向|安置|保留|接收|并入|分入|迁往|转往){_SCHOOL}?"
)
_TERM = re.compile(
    r"(?P<year>20[0-9]{2})(?:-(?:20)?[0-9]{2})?(?:学年度?|年)?(?P<term>第?[一二12]学期|春季?|秋季?|上学?期|下学?期)?"
    r"(?:学期)?"
)
_LATER_TERMS = ("第二", "二", "2", "秋", "下")
_HUKOU = re.compile("户籍所在地?|户口所在地?|户口簿上?|户口本上?|户籍|户口")


class Told(NamedTuple):
    """What a text says of time and place, and the rest of it."""

    time: Time
    hukou: bool
    rest: str


def told_of(text: str) -> Told:
    """Return the time and place that a folded text begins with, and the rest."""
    time, hukou, rest = Time.UNSAID, False, text
    while rest:
        for pattern, found in ((_PLANNED, Time.PLANNED), (_OLD, Time.OLD), (_NEW, Time.NEW)):
            match = pattern.match(rest)
            if match:
                time, rest = found, rest[match.end() :].lstrip("的:-")
                break
        else:
            match = _HUKOU.match(rest)
            if not match:
                break
            hukou, rest = True, rest[match.end() :].lstrip("的:-")
    return Told(time, hukou, rest)


def with_terms(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the paths with groups that differ only in time called 本学期 and 上学期: 转出 | 转入,
    2025年秋 | 2026年春."""
    groups = {text for path in paths for text in path[:-1] if text}
    names = _terms(groups) | _pairs({path[-1] for path in paths if path}, groups)
    if not names:
        return list(paths)
    return [tuple(names.get(text, text) for text in path) for path in paths]


def _terms(groups: set[str]) -> dict[str, str]:
    dated = {text: found for text in groups if (found := _term(fold(text)))}
    newest = max(dated.values(), default=None)
    if len(set(dated.values())) < 2:
        return {}
    return {text: "本学期" if found == newest else "上学期" for text, found in dated.items()}


def _term(text: str) -> tuple[int, bool] | None:
    found = _TERM.fullmatch(text)
    if not found:
        return None
    return int(found["year"]), any(word in (found["term"] or "") for word in _LATER_TERMS)


def is_move(text: str) -> bool:
    """Tell whether a folded text names the school of a move: 转入学校, 转出学校."""
    return any((m := each.fullmatch(text)) and m["what"] for each in (_PAIR_OLD, _PAIR_NEW))


def _pairs(captions: set[str], groups: set[str]) -> dict[str, str]:
    """Return 转出学校 as 原学校 and 转入学校 as 现学校 where both are there: alone 转入 may be
    where the child came to or where it went."""
    old, new = (
        {
            text: prefix + (found["what"] or "")
            for text in captions | groups
            if (found := pattern.fullmatch(fold(text))) and (found["what"] or text in groups)
        }
        for prefix, pattern in (("原", _PAIR_OLD), ("现", _PAIR_NEW))
    )
    said = any(told_of(fold(text)).time is Time.OLD for text in captions | groups)
    return old | new if new and (old or said) else {}
