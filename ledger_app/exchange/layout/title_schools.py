"""The school of a title. A title that tells of going from one school to another names none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.class_names import school_in, unit_in

_SCHOOL = r"(?:小学|中学|学校|初中|教学点|中心校|幼儿园|[一二三四五六七八九完村][小中](?!学))"
_GOING = re.compile(
    rf"(?<![报签达])到(?![校岗位])[^,;:]{{0,14}}?(?:{_SCHOOL}|就读)|升入|升学|小升初|幼升小"
    rf"|(?:幼儿园|学前班|大班|小学|毕业生?|年级)升|转出|转到|转往|转至|转去|转学|赴|外出|前往|去往|去向|流向"
    r"|分流|撤并|并入|并到|合并|调入|调出|接收|移交|对口|划入|划出"
)
_NO_NAME = re.compile(f"关于|通知|核查|教育局|{_GOING.pattern}")
_ONE = re.compile(rf"[\u4e00-\u9fff]{{1,12}}?{_SCHOOL}")
_OPENING = re.compile("^(?:关于|有关)(?:上报|报送|印发|公布|做好)?")
_DOUBT = (
    "标题“{}”像是说从哪里到哪里，不知道孩子现在在哪所学校，就读学校没有填；"
    "可以指定归入哪所学校再导入。"
)
_SEVERAL = (
    "标题“{}”说了不止一所学校，分不清每个孩子在哪所，就读学校没有填；可以指定归入哪所学校再导入。"
)
_LONGEST = 60  # characters: what is longer is a note, and what it mentions is not about the list


class TitleSchool(NamedTuple):
    """The school a title names; or why it can't be told though schools are mentioned."""

    name: str = ""
    doubt: str = ""


@lru_cache(maxsize=4096)
def title_school(text: str) -> TitleSchool:
    """Return the school of a title or of the unit that reports (填报单位)."""
    unit = school_in(unit_in(text))
    if unit:
        return TitleSchool(unit)
    folded = fold(text)
    named = school_in(_OPENING.sub("", "".join(text.split())))
    if not named or len(folded) > _LONGEST:
        return TitleSchool(named)
    if _GOING.search(folded.replace(fold(named), "|校|")) or _NO_NAME.search(fold(named)):
        return TitleSchool(doubt=_DOUBT.format(text))
    # 福利镇中心小学石门教学点 is one school: what stands in its own name counts once.
    rest = folded.replace(fold(named), "|")
    others = [one for one in _ONE.findall(rest) if school_in(one) == one]
    if others:
        return TitleSchool(doubt=_SEVERAL.format(text))
    return TitleSchool(named)
