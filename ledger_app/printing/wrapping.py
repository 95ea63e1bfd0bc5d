"""Break text into lines by real glyph widths and the Chinese rules for line starts and ends."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

# GB/T 15834-2011 §5.1: these never begin a line …
NOT_FIRST = frozenset("，。、；：！？）」』】》〉〕”’％%…·—,.;:!?)]}/-")
# … and these never end one.
NOT_LAST = frozenset("（「『【《〈〔“‘([{￥#")
MOST_EVENED, STEPS = 4, 8  # lines worth evening out, widths tried


def wrap(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    """Break text into lines no wider than `width` (same unit as `advance`); never returns no line.

    A run of Latin letters and digits stays together if it fits on a line at all. A line may stick
    out only when it holds a single character.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width, advance))
    return tuple(lines)


def wrap_evenly(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    """Break text into as few lines as `wrap` does, but of like length: 疑似|辍学, not 疑似辍|学."""
    parts = (_even_paragraph(part, width, advance) for part in text.split("\n"))
    return tuple(line for part in parts for line in part)


def _even_paragraph(text: str, width: float, advance: Mapping[str, float]) -> tuple[str, ...]:
    lines = wrap(text, width, advance)
    if len(lines) == 1 or len(lines) > MOST_EVENED:
        return lines
    best = lines
    total = sum(advance[char] for char in text)
    for step in range(1, STEPS):
        narrower = width - (width - total / len(lines)) * step / STEPS
        tried = wrap(text, narrower, advance)
        # Narrower still would only add lines.
        if len(tried) > len(lines):
            break
        if _broken_words(tried) <= _broken_words(lines):
            best = tried
    return best


def _broken_words(lines: tuple[str, ...]) -> int:
    return sum(
        bool(before and after) and _is_word(before[-1]) and _is_word(after[0])
        for before, after in pairwise(lines)
    )


def _wrap_paragraph(text: str, width: float, advance: Mapping[str, float]) -> list[str]:
    lines = []
    start = 0
    while True:
        end = _reach(text, start, width, advance)
        if end >= len(text):
            lines.append(text[start:].rstrip(" "))
            return lines
        end = _break_before(text, start, end)
        lines.append(text[start:end].rstrip(" "))
        start = end
        while start < len(text) and text[start] == " ":
            start += 1


def _reach(text: str, start: int, width: float, advance: Mapping[str, float]) -> int:
    """Return the index after the last character that fits, at least one past `start`."""
    left = width
    for index in range(start, len(text)):
        left -= advance[text[index]]
        if left < 0 and text[index] != " ":
            return max(index, start + 1)
    return len(text)


def _break_before(text: str, start: int, end: int) -> int:
    """Move a break back to where the rules allow it; keep it where nothing else is possible."""
    for index in range(end, start, -1):
        if _may_break(text, index):
            return index
    return end


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after == " " or after in NOT_FIRST or before in NOT_LAST:  # a blank hangs over the margin
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-.+_@:/*")
