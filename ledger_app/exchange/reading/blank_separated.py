"""Text tables whose columns are set apart by blanks, as old programs and e-mails print them.

A line is cut like its heading; one of another number of pieces is put under the heading's columns
by position, and where that does not fit either, it is kept whole beside the table: never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

_HEADING = re.compile(r"姓\s*名")
_WIDE_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_ANY_GAP = re.compile(r"\s+")


def cut_at_blanks(text: str, separator: str) -> list[list[str]] | None:
    """Return the rows of a text whose heading has blanks and no `separator`; None for any other."""
    lines = [line.rstrip() for line in text.splitlines()]
    heading = next((line for line in lines if _HEADING.search(line)), "")
    if not heading or separator in heading:
        return None
    gap = _WIDE_GAP if len(_pieces(heading, _WIDE_GAP)) > 1 else _ANY_GAP
    starts = list(_pieces(heading, gap))
    if len(starts) < 2 or not any(map(_HEADING.search, _pieces(heading, gap).values())):
        return None
    return [_row(line, gap, starts) for line in lines]


def _row(line: str, gap: re.Pattern[str], starts: list[int]) -> list[str]:
    pieces = _pieces(line, gap)
    if len(pieces) == len(starts):
        return list(pieces.values())
    if len(pieces) > 1 and pieces.keys() <= set(starts):
        return [pieces.get(start, "") for start in starts]
    if pieces.keys() >= set(starts):  # 王  刚: a piece between two columns belongs to the first
        ends = [*starts[1:], max(pieces) + 1]
        columns = zip(starts, ends, strict=True)
        return [
            " ".join(text for at, text in pieces.items() if start <= at < end)
            for start, end in columns
        ]
    return [*[""] * len(starts), line.strip()] if pieces else []


def _pieces(line: str, gap: re.Pattern[str]) -> dict[int, str]:
    """Return the pieces of a line by where each begins, a Chinese character being two wide."""
    widths = (2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
    at = [0, *accumulate(widths)]
    ends = [found.span() for found in gap.finditer(line)]
    cuts = [0, *(place for span in ends for place in span), len(line)]
    spans = zip(cuts[::2], cuts[1::2], strict=True)
    return {at[start]: line[start:end] for start, end in spans if line[start:end]}
