"""Break text into lines by real glyph widths and the Chinese rules for line starts and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from string import ascii_letters, digits

from ledger_app.printing.fonts import NARROW

# GB/T 15834-2011 §5.1: these never begin a line …
NOT_FIRST = frozenset(
    "，。、；：！？）」』】》〉〕〗］｝”’％‰%℃…·・•—–～~／－．｡､,.;:!?)]}/-" + NARROW["”"]
)
# … and these never end one.
NOT_LAST = frozenset("（「『【《〈〔〖［｛“‘([{￥¥＃#№" + NARROW["“"])
_WORD = frozenset(
    f"{ascii_letters}{digits}-.+_@:/*{NARROW['‘']}{NARROW['’']}"
)  # these stay together
_ORDINAL = frozenset("第初高")  # its number stays with it where that can be
MOST_EVENED, STEPS = 4, 8  # lines worth evening out, widths tried
# A line end that somebody typed before a ， or after a （ is none.
_TYPED_ENDS = re.compile(
    r"\s*\n\s*(?=[{}])|(?<=[{}])\s*\n\s*".format(
        re.escape("".join(sorted(NOT_FIRST - set("-./·…—")))), re.escape("".join(sorted(NOT_LAST)))
    )
)


def wrap(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    """Break text into lines no wider than `width` (same unit as `advance`); never returns no line.

    A run of Latin letters and digits stays together if it fits on a line at all. A line may stick
    out only when it holds a single character.
    """
    lines: list[str] = []
    for paragraph in _TYPED_ENDS.sub("", text).split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width, _ends(paragraph, advance)))
    return tuple(lines)


def wrap_evenly(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    """Break text into as few lines as `wrap` does, but of like length: 疑似|辍学, not 疑似辍|学."""
    typed = _TYPED_ENDS.sub("", text).split("\n")
    parts = (_even_paragraph(part, width, advance) for part in typed)
    return tuple(line for part in parts for line in part)


def _even_paragraph(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    ends = _ends(text, advance)
    lines = tuple(_wrap_paragraph(text, width, ends))
    if len(lines) == 1 or len(lines) > MOST_EVENED:
        return lines
    best, worst = lines, _faults(lines)
    for step in range(1, STEPS):
        narrower = width - (width - ends[-1] / len(lines)) * step / STEPS
        tried = tuple(_wrap_paragraph(text, narrower, ends))
        # Narrower still would only add lines.
        if len(tried) > len(lines):
            break
        if (faults := _faults(tried)) <= worst:
            best, worst = tried, faults
    return best


def _faults(lines: tuple[str, ...]) -> tuple[int, int, int]:
    """Count the line ends that a reader stumbles over, the worst kind first."""
    against_rules = sum(
        after[:1] in NOT_FIRST or before[-1:] in NOT_LAST for before, after in pairwise(lines)
    )
    return against_rules, broken_words(lines), _torn(lines)


def _torn(lines: tuple[str, ...]) -> int:
    """Count the lines that end anywhere: 七年|级1班, not 七年级|1班, nor before a bracket."""
    return sum(
        bool(before and after)
        and before[-1] not in NOT_FIRST
        and after[0] not in NOT_LAST
        and (after[0] not in digits or before[-1] in _ORDINAL)
        for before, after in pairwise(lines)
    )


def broken_words(lines: tuple[str, ...]) -> int:
    """Count the lines that end within a word or a number."""
    return sum(
        bool(before and after) and before[-1] in _WORD and after[0] in _WORD
        for before, after in pairwise(lines)
    )


def _ends(text: str, advance: Mapping[str, float]) -> list[float]:
    """Return how far the text reaches before each character, and as a whole."""
    return list(accumulate(map(advance.__getitem__, text), initial=0.0))


def _wrap_paragraph(text: str, width: float, ends: Sequence[float]) -> list[str]:
    lines = []
    start = 0
    while True:
        end = _reach(text, start, width, ends)
        if end >= len(text):
            lines.append(text[start:].rstrip(" "))
            return lines
        end = _break_before(text, start, end)
        lines.append(text[start:end].rstrip(" "))
        start = end
        while start < len(text) and text[start] == " ":
            start += 1


def _reach(text: str, start: int, width: float, ends: Sequence[float]) -> int:
    """Return the index after the last character that fits, at least one past `start`."""
    end = bisect_right(ends, ends[start] + width, start) - 1
    while end < len(text) and text[end] == " ":  # a blank hangs over the margin
        end += 1
    return max(end, start + 1)


def _break_before(text: str, start: int, end: int) -> int:
    """Move a break back to where the rules allow it: rather into a word than before a ，."""
    return (
        _last_break(text, start, end, keeps_words=True)
        or _last_break(text, start, end, keeps_words=False)
        or end
    )


def _last_break(text: str, start: int, end: int, *, keeps_words: bool) -> int:
    """Return the last place up to `end` to break before, 0 if there is none."""
    for index in range(end, start, -1):
        after = text[index]
        if after == " " or after in NOT_FIRST:
            continue  # a blank hangs over the margin
        before = text[index - 1]
        if before == " ":
            before = text[start:index].rstrip(" ")[-1:]
        if before in NOT_LAST:
            continue
        if not keeps_words or text[index - 1] not in _WORD or after not in _WORD:
            return index
    return 0
