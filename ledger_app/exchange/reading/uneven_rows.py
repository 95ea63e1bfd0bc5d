"""Rows of a text table with more cells than their heading: a comma that stands in no quotes.

Which cell was cut in two nobody can tell, so what stands behind it would be stored under other
headings: another's telephone as the child's. Such a row is kept whole beside the table. Only what
stands before an identity number under its own heading is certainly in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_HEADING = re.compile(r"[\u4e00-\u9fff]{0,4}(?:姓\s*名|名\s*字)")
_ID_HEADING = re.compile("身[份分]证|证件号")
_ID = re.compile("[1-9][0-9]{16}[0-9Xx]")
_LOOKED_THROUGH = 40  # cells of a row


def kept_even(rows: list[list[str]], separator: str) -> tuple[list[list[str]], dict[int, str]]:
    """Return the rows with what is sure of those that are too long, and the words of these."""
    found = list(rows)
    uneven: dict[int, str] = {}
    for start, stop in _lists(rows):
        width = _width(rows[start], rows[start + 1 : stop])
        for at in range(start + 1, stop):
            if len(rows[at]) > width:
                uneven[at] = separator.join(rows[at])
                sure = _sure(rows[start], rows[at])
                found[at] = sure or [*[""] * width, uneven[at]]
    return found, uneven


def set_beside(rows: list[list[str]]) -> dict[int, str]:
    """Return the words of the rows that are kept whole already, behind all columns of a table."""
    heading = next((at for at, row in enumerate(rows) if _is_heading(row)), len(rows))
    return {
        at: row[-1]
        for at, row in enumerate(rows[heading + 1 :], start=heading + 1)
        if len(row) > len(rows[heading]) and not any(row[:-1])
    }


def _lists(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Return where each list begins, with its heading, and ends."""
    starts = [at for at, row in enumerate(rows) if len(row) > 1 and _is_heading(row)]
    return pairwise([*starts, len(rows)])


def _is_heading(row: Sequence[str]) -> bool:
    return any(_HEADING.fullmatch(cell.strip()) for cell in row[:_LOOKED_THROUGH])


def _width(heading: Sequence[str], below: Sequence[Sequence[str]]) -> int:
    """Return how many cells a row may have: the heading's, and empty ones that all rows have."""
    width = len(heading)
    if below and len(below[0]) > width and _goes_on(heading, below[0]):
        width = max(width, len(below[0]))
    longer = [row for row in below if len(row) > width]
    if any(any(cell.strip() for cell in row[width:]) for row in longer):
        return width
    # Each line ends with a comma; where few do, one of their cells may have been cut in two.
    return max(map(len, longer)) if len(longer) * 2 > len(below) else width


def _sure(heading: Sequence[str], row: Sequence[str]) -> list[str]:
    """Return the cells of a row that is too long which nothing can have moved."""
    for at in range(len(heading) - 1, -1, -1):
        if _ID_HEADING.search(heading[at]) and _ID.fullmatch(row[at].strip("\t '")):
            return list(row[: at + 1])
    return []


def _goes_on(heading: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether the row below is the heading's second one: captions, but none under 姓名."""
    at = next(at for at, cell in enumerate(heading) if _HEADING.fullmatch(cell.strip()))
    return not row[at].strip() and not any(char.isdigit() for cell in row for char in cell)
