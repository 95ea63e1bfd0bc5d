"""How filters of the list are called, those that a sentence made with them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["chip_names", "choices", "filter_name", "sentence", "together"]

from ledger_app.actions import list_students
from ledger_app.domain.phrase import filter_words
from ledger_app.domain.phrase.filter_keys import EITHER, NEITHER, NOT, parted
from ledger_app.domain.phrase.meaning import Reading, together
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.finding.ledger_words import words_of

_TITLES = {
    "school": "学校", "grade": "年级", "class_no": "班级", "village_name": "村", "status": "状态",
    "categories": "重点关注", "risk_level": "风险", "boards": "寄宿", "left_behind": "留守",
    "sex": "性别", "relocation": "分流", "standing": "去向", "grounds": "依据", "unseen": "见到",
    "ending": "到期",
}  # fmt: skip


def chip_names(ledger: Ledger, reading: Reading) -> list[tuple[str, str]]:
    """Return (title, values in words) of each filter that a reading makes."""
    return [filter_name(ledger, key, values) for key, values in reading.filters()]


def filter_name(ledger: Ledger, key: str, values: Sequence[str]) -> tuple[str, str]:
    """Return what a filter is called, and its values: any of them, or none of those denied."""
    title = _TITLES.get(key) or filter_words.title(key)
    if key.startswith((EITHER, NEITHER)):
        return title, " 或 ".join(
            text.replace("：", " ", 1) for *_, text in choices(ledger, values)
        )
    names = [_name(ledger, key, each) for each in values]
    denied = [each for each in names if each.startswith("不是")]
    wanted = [each for each in names if each not in denied]
    return title, "，".join(filter(None, (" 或 ".join(wanted), "，".join(denied))))


def _name(ledger: Ledger, key: str, value: str) -> str:
    if key == "school" and value.removeprefix(NOT):
        names = places.school_names(ledger)
        denied = "不是" if value.startswith(NOT) else ""
        return denied + names.get(value.removeprefix(NOT), value)
    return list_students.value_name(key, value)


def choices(ledger: Ledger, values: Sequence[str]) -> list[tuple[str, tuple[str, ...], str]]:
    """Return what a word with several meanings can be narrowed to: key, values, in words."""
    found: dict[str, list[str]] = {}
    for key, value in map(parted, values):
        found.setdefault(key, []).append(value)
    named = {key: filter_name(ledger, key, each) for key, each in found.items()}
    return [(key, tuple(each), f"{named[key][0]}：{named[key][1]}") for key, each in found.items()]


def sentence(ledger: Ledger, key: str, values: Sequence[str]) -> str:
    """Return the words that ask for a filter again, "" where there are none."""
    return filter_words.sentence(key, tuple(values), words_of(ledger, "班主任"))
