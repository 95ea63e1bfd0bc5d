"""A birth date in three columns beside each other: 出生年 | 月 | 日."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.heading_words import UNKNOWN, Meaning, Use, meaning_of

_PARTS = ("年", "月", "日")
_PLAIN = {"月": ("月", "出生月", "月份"), "日": ("日", "出生日")}


def with_birth_parts(captions: Sequence[str], meanings: Sequence[Meaning]) -> list[Meaning]:
    """Return the meanings, 月 and 日 beside a birth year told; parts that make no date unknown."""
    found = list(meanings)
    for at, meaning in enumerate(meanings):
        if meaning.use is not Use.BIRTH_PART or meaning.member != "年":
            continue
        beside = [fold(caption) for caption in captions[at + 1 : at + 3]]
        if len(beside) == 2 and all(
            text in _PLAIN[part] for text, part in zip(beside, _PARTS[1:], strict=True)
        ):
            found[at + 1 : at + 3] = [meaning_of(f"出生日期{part}") for part in _PARTS[1:]]
    parts = {meaning.member for meaning in found if meaning.use is Use.BIRTH_PART}
    whole = parts == set(_PARTS)
    return [UNKNOWN if one.use is Use.BIRTH_PART and not whole else one for one in found]
