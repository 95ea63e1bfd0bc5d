"""An address in several columns: 户籍地址 over 省 | 市 | 县 | 乡镇 | 详细地址."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.columns.meanings import Meaning, Use

# From the outside in: the order they are joined in. What each is called, folded.
_WORDS = {
    "省": "省 省份 省级 省/市/自治区 省(区,市) 省(市) 省(自治区)",
    "市": "市 州 地区 市/州 州/市 市(州) 地市 地级市 市(州,地区) 州(市) 市级 州市 市州",
    "县": (
        "县 区 县区 县/区 县(区) 区县 区/县 县(市,区) 县(区,市) 县(市) 县市区 县级 市县 县市 "
        "县/市/区 区(县)"
    ),
    "乡镇": (
        "乡 镇 乡镇 街道 乡/镇 乡(镇) 镇(乡) 乡镇/街道 乡镇(街道) 镇/街道 街道/乡镇 乡(镇,街道) "
        "乡镇街道 镇街 乡,镇 乡镇名称"
    ),
    "村": ("村 社区 村/社区 村(社区) 行政村 村委 村委会 村(居) 村居 村(居)委会 村名 村名称 居委会"),
    "组": (
        "组 村民小组 小组 村民组 组别 自然村 屯 寨 自然寨 社 组/屯 村组 自然村(屯) 自然村/组 "
        "组(屯) 村(组)"
    ),
    "详细地址": (
        "详细地址 详细住址 详址 地址 住址 门牌号 门牌 街道门牌 具体地址 具体住址 详细 详细门牌号 "
        "路 户 号 街路巷 小区 楼栋 房号 门牌号码 小区门牌"
    ),
}
PARTS = tuple(_WORDS)
_PART = {word: part for part, words in _WORDS.items() for word in words.split()}
_REMARK = re.compile(r"\([^()]{5,}\)$")  # 详细地址(不填省市县)


def part_of(caption: str) -> str:
    """Return which part of an address a caption is, "" if none."""
    text = _REMARK.sub("", fold(caption)).strip("*:")
    return _PART.get(text, "")


_OWN = {"乡镇": "township_name", "村": "village_name", "组": "hamlet"}


def with_address_parts(meanings: Sequence[Meaning]) -> list[Meaning]:
    """Return the meanings, 村 and 组 of where a child lives as the fields that they have.

    Where a province, county or the rest of an address stands beside them they are its parts too.
    """
    whole = {
        meaning.field
        for meaning in meanings
        if meaning.use is Use.ADDRESS_PART and meaning.member not in _OWN
    }
    return [
        Meaning(Use.STUDENT, STUDENT.field(_OWN[meaning.member]))
        if meaning.use is Use.ADDRESS_PART
        and meaning.field
        and meaning.field.key == "address"
        and meaning.field not in whole
        else meaning
        for meaning in meanings
    ]
