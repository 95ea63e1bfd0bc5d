"""What stands in a column of schools: a school, a school with a class, or no school at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.meanings import Presence
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.layout.class_names import NOTHING, ClassName, class_of, school_in
from ledger_app.exchange.layout.heading_words import Use

_DASHES = frozenset({"/", "\\", "-", "--", "—", "——", "#n/a"})
_DITTO = frozenset({"同上", "〃", "同前"})  # named with the other cells that hold no content
_UNSAID = frozenset({"无", "暂无", "没有", "不详", "未知", "不清楚", "无学校"})
_LEFT = re.compile(
    "未入学|未上学|未就学|未就读|未读|没上学|没读书|未在校|不在校|未入园|学龄前|辍学|失学|休学|退学|毕业|肄业"
)
_ELSEWHERE = re.compile(
    "在家|务工|打工|外出|外地|待业|失联|死亡|去世|迁出|转出|转走|出嫁|散居|未满"
)
_SCHOOL_WORD = re.compile(
    "学校|小学|中学|教学点|幼儿园|中心校|完小|一小|二小|[一二三四]中|学院|高中|初中|职中"
)
_NEVER_ENROLLED = frozenset({"未入学", "未上学", "未就学"})
_TELLING = re.compile("[级班]|[0-9一二三四五六七八九][)]?$")
_AT = re.compile("(?:现)?(?:就读于|就读在|在读于|在)(?=.{2,}(?:小学|中学|学校|教学点|中心校))")
_SEVERAL = re.compile("[/、,，;；]")
_BETWEEN = re.compile("[/,|·-]")  # 石门小学/四年级/2班


class SchoolCell(NamedTuple):
    """A school's name, grade and class written with it; or, if none, what is said instead."""

    name: str = ""
    class_name: ClassName = NOTHING
    instead: str = ""  # 未入学, 在家, 无 …: the child is not at the ledger's own school either
    silent: bool = False  # a dash: nothing worth mentioning


EMPTY = SchoolCell()


def read_schools(cells: ListCells, values: list[dict[str, Any]]) -> list[SchoolCell]:
    """Return what the school's cells say; note what is no school at all."""
    columns = cells.columns(Use.SCHOOL_NAME)
    if not columns:
        return [EMPTY] * len(values)
    found = [school_cell(text) for text in cells.texts(Use.SCHOOL_NAME)]
    for at, cell in enumerate(found):
        if cell.instead and not cell.silent:
            text = f"“{cell.instead}”不是学校名称，就读学校没有填，请核对孩子现在在哪里。"
            cells.note(at, columns[0], text, ProblemKind.LEFT_OUT, "school")
            if cell.instead in _NEVER_ENROLLED:
                # 未入学 instead of a school is all that such a list says of where a child stands.
                values[at].setdefault("in_school_status", Presence.NEVER_ENROLLED)
    return found


@lru_cache(maxsize=8192)
def school_cell(text: str) -> SchoolCell:
    """Return what a cell of a school column says."""
    folded = fold(text)
    if not folded:
        return EMPTY
    if told := _AT.match(text.strip()):  # 在石门小学, 就读于石门小学
        text = text.strip()[told.end() :]
        folded = fold(text)
    halves = [school_in(half) for half in _SEVERAL.split(text)]
    if len(halves) > 1 and sum(map(bool, halves)) > 1:
        return SchoolCell(instead=text)  # which of the two nobody knows
    if folded in _DASHES or folded in _DITTO:
        return SchoolCell(instead=text, silent=True)
    says_no = _LEFT.search(folded) or (
        _ELSEWHERE.search(folded) and not _SCHOOL_WORD.search(folded)
    )
    if folded in _UNSAID or says_no:
        return SchoolCell(instead=text)
    if not _TELLING.search(folded):
        return SchoolCell(text)
    return _with_class(text)


def _with_class(text: str) -> SchoolCell:
    """Cut 福利镇初级中学七年级 into school and class."""
    school = school_in(text)
    rest = _BETWEEN.sub("", fold(text).removeprefix(fold(school))) if school else ""
    named = class_of(rest, is_sheet=True) if rest else NOTHING
    named = named if named.grade else class_of(text)
    if not (named.grade or named.class_no or named.entry_year):
        return SchoolCell(text)
    if school and fold(text).startswith(fold(school)):
        return SchoolCell(school, named)
    # Named like a school and yet not cut: the whole text may be its name.
    return SchoolCell("", named) if not _SCHOOL_WORD.search(text) else SchoolCell(text, named)
