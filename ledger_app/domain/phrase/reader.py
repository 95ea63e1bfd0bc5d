"""Reads a sentence: 青山 五年级留守 一周没联系 没填监护人电话, with or without blanks.

Whatever stands between blanks is understood as a whole or not at all: 李胜男 is no girl 李胜.
Of several ways to take it apart, the one whose first part is longest is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger_app.catalogue.codes import fold
from ledger_app.domain.phrase import counted, vocabulary
from ledger_app.domain.phrase.filter_keys import FILLED
from ledger_app.domain.phrase.meaning import Chip, Reading
from ledger_app.domain.phrase.pieces import pieces, said_of_each
from ledger_app.domain.phrase.vocabulary import Vocabulary

LONGEST = 120  # characters of a sentence; longer ones are no sentence that anybody typed
_BLANK = re.compile(r"[\s,，;；。]+")
_NOTHING = re.compile("并且|而且|以及|及|的人|学生们?|孩子们?|同学们?|[且和与又还都的是有,]")
_OR = re.compile("或者?是?|还是")
_JOINS = ("和", "与", "及", "以及", ",", "或", "或者")
_APART = re.compile(
    r"(?<=[于过到满近])\s+(?=[0-9])|(?<=[0-9])\s+(?=[岁天周个月年日])"
)  # 大于 14 岁
_NO_NAME = re.compile("[^\u3400-\u9fff]|[〇一二三四五六七八九十百半年月日天周岁没不未无有非是或]")
_REST_LENGTH, _SURE_LENGTH = 4, 3  # 王芳五年级: a name beside what is understood


@dataclass(frozen=True)
class _Mark:
    """A word that joins: `either` for 或, else one that says nothing."""

    text: str
    either: bool = False


Part = Chip | _Mark


def load_piece() -> bool:
    """Make a part of what reading stands on, 15 ms at a time; return whether all is there."""
    return vocabulary.load_piece() and counted.load_piece()


def read(text: str, words: Vocabulary) -> Reading:
    """Return what of a sentence is understood, and the rest."""
    if len(text) > LONGEST:
        return Reading(rest=text)
    parts: list[Part | str] = []
    for token in filter(None, _BLANK.split(_APART.sub("", text))):
        parts += _token(token, words)
    return _joined(parts)


def _joined(parts: Sequence[Part | str]) -> Reading:
    """Join what stands around 或 to one chip; a 或 that joins no two chips is left as it is."""
    chips: list[Chip] = []
    rest: list[str] = []
    waiting = joiner = ""  # the 或 after a chip; any word that joins
    before: Part | str = ""
    for part in parts:
        if isinstance(part, _Mark):
            joiner = part.text
            if part.either:
                waiting, rest = (
                    (part.text, rest) if isinstance(before, Chip) else ("", [*rest, part.text])
                )
            continue
        both = chips[-1].or_(part) if waiting and isinstance(part, Chip) else None
        if both:
            chips[-1] = both
        elif joiner and isinstance(part, Chip) and isinstance(before, Chip) and chips:
            denied = _both_denied(chips[-1], part, joiner)
            rest += [waiting] if waiting and not denied else []
            chips[-1:] = denied or (chips[-1], part)
        else:
            rest += [waiting] if waiting else []
            (chips if isinstance(part, Chip) else rest).append(part)  # type: ignore[arg-type]
        waiting, joiner, before = "", "", part
    return Reading(tuple(chips), " ".join([*rest, waiting]).strip())


def _both_denied(one: Chip, other: Chip, joiner: str) -> tuple[Chip, ...]:
    """Return both as denied: 不是三年级和四年级, 三年级和四年级除外; () where that is not said."""
    if joiner not in _JOINS or not {m.key for m in one.meanings} & {m.key for m in other.meanings}:
        return ()
    if one.negated and not other.negated:
        return one, other.denied()
    if other.negated and not one.negated and other.text.endswith("外"):
        return one.denied(), other
    return (one, other) if one.negated and other.negated else ()


def _token(token: str, words: Vocabulary) -> Sequence[Part | str]:
    """Return the parts of what stands between blanks; as it is where nothing is understood."""
    text = fold(token)
    if text.isascii():
        return [token]
    return (
        _whole(text, words)
        or _whole(said_of_each(text, words), words)
        or _beside_a_name(text, words)
        or [token]
    )


def _whole(text: str, words: Vocabulary) -> tuple[Part, ...]:
    """Return all parts of a text, none where some of it is not understood or nothing is said."""
    parts = _Taker(text, words).take(0) or ()
    says = any(isinstance(each, Chip) or each.either for each in parts)
    return parts if says else ()


def _beside_a_name(text: str, words: Vocabulary) -> Sequence[Part | str]:
    """Read 王芳五年级, 五年级王芳: a short rest before or after, which is said in grey."""
    for count in range(1, min(_REST_LENGTH, len(text) - _SURE_LENGTH) + 1):
        after, before = text[-count:], text[:count]
        if not _NO_NAME.search(after) and (found := _told(text[:-count], words)):
            return [*found, after]
        if not _NO_NAME.search(before) and (found := _told(text[count:], words)):
            return [before, *found]
    return []


def _told(text: str, words: Vocabulary) -> tuple[Part, ...]:
    """Return the parts of a text that tells something of a child; 说明没填 tells nothing."""
    parts = _whole(text, words)
    values = {each.value for part in parts if isinstance(part, Chip) for each in part.meanings}
    return () if values & {"", FILLED} else parts


class _Taker:
    """Takes one text apart; remembers from where there is no way to the end."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self._text, self._words = text, words
        self._no_way: set[int] = set()

    def take(self, at: int) -> tuple[Part, ...] | None:
        """Return the parts from a place to the end, None where it cannot be taken apart."""
        if at == len(self._text):
            return ()
        if at in self._no_way:
            return None
        for part in sorted(self._parts(at), key=lambda each: -len(each.text)):
            rest = self.take(at + len(part.text))
            if rest is not None:
                return (part, *rest)
        self._no_way.add(at)
        return None

    def _parts(self, at: int) -> Iterator[Part]:
        yield from pieces(self._text, at, self._words)
        for pattern, either in ((_OR, True), (_NOTHING, False)):
            if found := pattern.match(self._text, at):
                yield _Mark(found[0], either)
