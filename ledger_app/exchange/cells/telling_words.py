"""Words of a list that tell of more than their own column: 智力三级 is kind and level of a
disability, 转出 under 在籍在校情况 a mark of the register, 在校 under 学籍状态 says it is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.meanings import AbsentKind, Presence, RegisterStatus, StudentSource
from ledger_app.exchange.reading.workbook import Cell

Told = Mapping[str, str]  # codes by key of the student's fields
_NOTHING: Told = {}

_HERE = frozenset(
    {"在校", "在读", "在校就读", "在校生", "到校", "在校在读", "正常在校", "正常就读"}
    | {"在班", "在校正常", "已到校"}
)
_NOT_HERE = frozenset(
    {"不在校", "未在校", "不在", "离校", "未到校", "已离校", "没在校", "不在学校"}
)
_OUT = frozenset(
    {"转出", "已转出", "转走", "已转走", "转学", "已转学", "转校", "已转校", "转学走", "转往外校"}
)
VAGUE = frozenset({"离校", "已离校"})  # gone for good or not: nobody says
_NO_ANSWER = frozenset({"无", "没有"})  # 无 beside 是否在校 is not 无学籍
LENT = frozenset({"借读", "借读生", "寄读", "寄读生"})
_LEVEL = re.compile("[(]?([一二三四壹贰叁ⅰⅱⅲⅳ1-4])级[)]?")
_DISABLED = re.compile("(?:类|残疾|残)?(?:人|儿童|学生)?$")


def told_by(key: str, cell: Cell) -> Told:
    """Return what a cell of the student's field `key` says in words of their own; {} for others."""
    reader = _READERS.get(key)
    if reader is None or not isinstance(cell, str) or not cell:
        return _NOTHING
    return _read(key, cell)


@lru_cache(maxsize=8192)
def _read(key: str, cell: str) -> Told:
    field = STUDENT.field(key)
    if code_list(field.codes).find(cell):
        return _NOTHING
    return _READERS[key](fold(cell))


def _standing(text: str) -> Told:
    """Return the marks of a word, whichever of the two columns it stands in."""
    if text in _HERE:
        return {"in_school_status": Presence.AT_SCHOOL}
    if text in _NOT_HERE:
        return {"in_school_status": Presence.NOT_AT_SCHOOL}
    if text in _OUT:
        return {"register_status": RegisterStatus.MOVING_OUT}
    if text in LENT:  # to this school or to another one: what else the row says tells
        return {"student_source": StudentSource.LENT}
    if text.isdigit() or text in _NO_ANSWER:
        return _NOTHING  # under the other column's heading it means something else
    for key in ("in_school_status", "register_status"):
        found = code_list(STUDENT.field(key).codes).find(text)
        if found:
            return {key: found.value}
    kind = code_list(AbsentKind.CODES).find(text)
    if kind and kind.value in _AWAY_KINDS:
        return {"in_school_status": Presence.NOT_AT_SCHOOL, "absent_kind": kind.value}
    return _NOTHING


def _presence(text: str) -> Told:
    said = code_list("yesno").find(text)
    if said and text not in ("0", "1", "无"):
        here = said.value == "1"
        return {"in_school_status": Presence.AT_SCHOOL if here else Presence.NOT_AT_SCHOOL}
    return _standing(text)


# 借读 alone may be a child of another school's register that sits here: it is not told.
_AWAY_KINDS = frozenset(
    {AbsentKind.ON_LEAVE, AbsentKind.SPECIAL_SCHOOL, AbsentKind.SCHOOL_FOR_DISABLED}
)


def _disability(text: str) -> Told:
    level = _LEVEL.search(text)
    if not level:
        return _NOTHING
    kind = _LEVEL.sub("", text).strip("()-:,;/")
    shapes = (kind, _DISABLED.sub("", kind), kind.partition("(")[0])
    found = next(filter(None, map(code_list("disability").find, shapes)), None)
    degree = code_list("disability_level").find(level[1] + "级")
    if not found or not degree or found.value == "0":
        return _NOTHING
    return {"disability_type": found.value, "disability_level": degree.value}


_READERS: dict[str, Callable[[str], Told]] = {
    "in_school_status": _presence,
    "register_status": _standing,
    "disability_type": _disability,
}


TOLD_KEYS = frozenset(_READERS)


def without_told(key: str, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells, those emptied that `told_by` reads: nothing is wrong with them."""
    return ["" if raw != "" and told_by(key, raw) else raw for raw in cells]
