"""What reminders are about, the weightiest first: who is not at school stands above all care.

A rule says its matter (resources/rules/*.toml); order and heading of 今日 follow from here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Matter(StrEnum):
    """The matters in the order of their weight."""

    HARM = "harm"
    OUT = "out"
    PROMISE = "promise"
    ABSENCE = "absence"
    REPORT = "report"
    ENDING = "ending"
    UNKNOWN = "unknown"
    CARE = "care"
    OTHER = "other"


class _Said(NamedTuple):
    title: str
    meaning: str


_WORDS = {
    Matter.HARM: _Said("立即报告", "孩子受到伤害、有危险、被招用做工，法律要求立即或限时报告"),
    Matter.OUT: _Said("不在校", "辍学、疑似辍学、失联、该到没有到的孩子：要有人去找、去劝"),
    Matter.PROMISE: _Said("承诺返校", "家长答应了返校的日子：到了没有"),
    Matter.ABSENCE: _Said("缺勤", "没来上课的孩子，按缺课天数一级一级往上办"),
    Matter.REPORT: _Said("限时上报", "有期限、要签字盖章的报告、报表和手续"),
    Matter.ENDING: _Said("状态到期", "休学、在外就读、转学这些有期限的状态，到了该核实的日子"),
    Matter.UNKNOWN: _Said("未核实", "没有在校依据、不在名单上的孩子：先查明在哪里"),
    Matter.CARE: _Said("关爱回访", "留守、重点关注、复学、分流的孩子：约好的联系和走访"),
    Matter.OTHER: _Said("移交和其他", "移交、答复、校历、学籍手续和档案里的矛盾"),
}
_WEIGHTS = {matter: at for at, matter in enumerate(Matter)}


def weight_of(matter: str) -> int:
    """Return where a matter stands, 0 the weightiest."""
    return _WEIGHTS[Matter(matter)]


def title_of(matter: str) -> str:
    """Return the heading of a matter: 不在校."""
    return _WORDS[Matter(matter)].title


def meaning_of(matter: str) -> str:
    """Return what belongs to a matter, in a sentence."""
    return _WORDS[Matter(matter)].meaning
