"""Rows that say again, or explain, what the columns are: Name | Gender under 姓名 | 性别."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.exchange.layout.heading_words import Meaning, Use, meaning_of
from ledger_app.exchange.layout.headings import ListHeading
from ledger_app.exchange.layout.row_kinds import Ignored, has_id
from ledger_app.exchange.reading.workbook import Cell

_HAN = re.compile("[\u3400-\u9fff]")
_DIGITS = re.compile("[0-9]")
_EXPLAINED = re.compile(
    "位|必填|选填|格式|下拉|男[/,或]女|1[-:]男|y{2,4}|年月日|文本|如:|例如|一致|按|填|选择|汉字|真实|数字"
)
_CLOSE = 2  # rows below a heading in which it may be explained
_TOLD_BY = frozenset({"sex", "birth_date", "id_no"})  # what holds codes or digits of a child


def heading_again(cells: Sequence[Cell], heading: ListHeading, below: int) -> Ignored | None:
    """Return what a row `below` the last one of a heading is, if it speaks of the columns.

    `below` counts from 1. Only texts speak: a row with a number or a date in it is a child's.
    """
    named = [
        (column.meaning, cell.strip())
        for column in heading.columns
        if (cell := cells[column.index]) != "" and isinstance(cell, str) and cell.strip()
    ]
    if len(named) < 2 or len(named) < sum(cell != "" for cell in cells):
        return None
    if _says_again(named) or _other_script(named):
        return Ignored.HEADING
    if below <= _CLOSE and _explains(named) and not has_id(cells):
        return Ignored.NOTE
    return None


def _says_again(named: Sequence[tuple[Meaning, str]]) -> bool:
    """Tell whether most texts are captions of their own columns."""
    same = sum(
        meaning.use not in (Use.UNKNOWN, Use.BLANK) and meaning_of(text) == meaning
        for meaning, text in named
    )
    return same >= 2 and same * 2 >= len(named)


def _other_script(named: Sequence[tuple[Meaning, str]]) -> bool:
    """Tell whether nothing is written in Han or digits where a child's codes would stand."""
    if any(_HAN.search(text) or _DIGITS.search(text) for _meaning, text in named):
        return False
    told = [(key, text) for meaning, text in named if (key := _key(meaning)) in _TOLD_BY]
    return any(key != "sex" or not code_list("sex").find(text) for key, text in told)


def _explains(named: Sequence[tuple[Meaning, str]]) -> bool:
    """Tell whether what stands under number, sex and birth date says how to fill them in."""
    told = [text for meaning, text in named if _key(meaning) in _TOLD_BY]
    explained = sum(bool(_EXPLAINED.search(fold(text))) for text in told)
    name = next((text for meaning, text in named if _key(meaning) == "name"), "")
    return bool(explained) and (explained > 1 or not name or bool(_EXPLAINED.search(fold(name))))


def _key(meaning: Meaning) -> str:
    return meaning.field.key if meaning.use is Use.STUDENT and meaning.field else ""
