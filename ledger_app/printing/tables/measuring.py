"""What stands in the columns of a table: how wide each must be, may be, and how much it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain

from ledger_app.printing.boxes import PAD_MM
from ledger_app.printing.cells import LEADING
from ledger_app.printing.fonts import PT_MM, advances, printable
from ledger_app.printing.model import Align
from ledger_app.printing.tables.sheet import NUMBER_SOURCE, PrintedColumn
from ledger_app.printing.wrapping import NOT_FIRST, NOT_LAST

SAMPLED = 96  # rows that stand for all; a township's would take as long as drawing them
LONGEST = 12  # and so many with the longest text of a column
CHECKED = 40  # of the longest texts of a column, by letters, the widest is looked for
# What no line breaks: words and numbers, and signs of punctuation with the character before, also
# with blanks between.
_OPEN, _CLOSE = (re.escape("".join(sorted(signs))) for signs in (NOT_LAST, NOT_FIRST))
_UNBROKEN = re.compile(
    rf"[{_OPEN}]*[A-Za-z0-9.+_@:/*\-]{{4,}}[{_CLOSE}]*"
    rf"|[{_OPEN}]+.[{_CLOSE}]+|[{_OPEN}]{{2,}}.|.(?: *[{_CLOSE}]){{2,}}"
)
_CAPTION_WORD = re.compile(rf"[{_OPEN}]*[A-Za-z0-9]{{2,}}[{_CLOSE}]*")  # (km)/
MOST_UNBROKEN_MM = 32.0  # a longer word is broken
MOST_ONE_LINE_MM = 48.0  # a longer name goes on a second line
SHORT_EM, WORDS_EM, FEW_EM = 3.0, 6.0, 12.0
TIGHT_EM, TIGHT_WORDS_EM = 2.0, 4.0
NEARLY_ALL = 0.97  # of the rows
SHORT_CAPTION, CAPTION_EM = 4, 2.0  # two characters side by side
LONG_CAPTION_EM, CAPTION_LINES = 3.0, 5  # so many lines at most
PEN_MM = 10.0  # to write in by hand
_SLACK_MM = 0.05
STAR = "*"  # a number may get one


@dataclass(frozen=True)
class Need:
    """One column: the width it should have at least, the one beyond which it gains nothing (mm).

    With less than `tight` it can't be read. `inks` are the widths of its paragraphs in the rows
    that stand for all.
    """

    least: float
    most: float
    tight: float
    inks: tuple[tuple[float, ...], ...]
    is_limited: bool = False  # somebody has set its width
    is_one_line: bool = False


@dataclass(frozen=True)
class Sample:
    """The rows that stand for all: their places, and how many rows each stands for."""

    places: tuple[int, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Sampled:
    """The texts of one column in the rows that stand for all, and how many rows each stands for."""

    texts: Sequence[str]
    weights: tuple[float, ...]


def most_of(share: float, values: Iterable[float], weights: Sequence[float]) -> float:
    """Return the value that this share of the rows does not exceed."""
    left = (1 - share) * sum(weights)
    for value, weight in sorted(zip(values, weights, strict=True), reverse=True):
        left -= weight
        if left < 0:
            return value
    return 0.0


def sample_of(rows: Sequence[Sequence[str]]) -> Sample:
    """Return rows spread evenly, and besides those with the longest texts."""
    count = len(rows)
    spread = range(0, count, max(1, count // SAMPLED))
    long = nlargest(LONGEST, range(count), key=lambda at: max(map(len, rows[at]), default=0))
    rare = sorted(set(long) - set(spread))
    share = (count - len(rare)) / max(1, len(spread))
    return Sample((*spread, *rare), (*[share] * len(spread), *[1.0] * len(rare)))


def needs(
    columns: Sequence[PrintedColumn],
    rows: Sequence[Sequence[str]],
    sample: Sample,
    size_pt: float,
    is_own_paper: bool,
) -> list[Need]:
    """Return what each column needs; a width a person has set holds on the form's own paper."""
    shown = [rows[at] for at in sample.places]
    return [
        _need(
            column,
            [row[at] for row in rows],
            Sampled([row[at] for row in shown], sample.weights),
            size_pt,
            is_own_paper,
        )
        for at, column in enumerate(columns)
    ]


def _need(
    column: PrintedColumn,
    texts: Sequence[str],
    sampled: Sampled,
    size_pt: float,
    is_own_paper: bool,
) -> Need:
    em = size_pt * PT_MM
    unit = em / 1000
    inks = tuple(tuple(_ink(part) * unit for part in text.split("\n")) for text in sampled.texts)
    if column.width_mm and is_own_paper:
        return Need(column.width_mm, column.width_mm, column.width_mm, inks, True)
    distinct = set(texts)
    if column.source == NUMBER_SOURCE:
        distinct = {text + STAR for text in distinct}
    widest = _widest(distinct) * unit
    whole = min(_unbroken(distinct) * unit, MOST_UNBROKEN_MM)
    around = 2 * PAD_MM + _SLACK_MM
    least_em, tight_em = _characters(column, widest / em)
    if column.one_line:
        # A rare long name may take two lines: it must not make every other column narrow.
        usual = most_of(NEARLY_ALL, [max(each) for each in inks], sampled.weights)
        least_em, tight_em = (min(usual, MOST_ONE_LINE_MM) / em,) * 2
    least = min(widest, least_em * em)
    always = max(
        whole, _caption_em(column.caption) * em, 0.0 if column.source else PEN_MM,
        column.min_mm - around,
    )  # fmt: skip
    least = max(least, always) + around
    tight = max(min(widest, tight_em * em), always) + around
    most = max(least, widest + around, _ink(column.caption, bold=True) * unit + around)
    if limit := column.max_mm or column.width_mm:
        most = max(min(most, limit), min(tight, limit))
        least, tight = min(least, most), min(tight, most)
    return Need(least, most, min(tight, least), inks, bool(limit), column.one_line)


def _characters(column: PrintedColumn, widest_em: float) -> tuple[float, float]:
    """Return how many characters a line has at least: nobody reads one below another.

    The second number is for a form that would otherwise not stay one table on its own paper.
    """
    if column.align is Align.LEFT or widest_em > FEW_EM:
        return WORDS_EM, TIGHT_WORDS_EM
    return SHORT_EM, TIGHT_EM


def _caption_em(caption: str) -> float:
    """Return the width of a caption in few enough lines, in em; none breaks a word."""
    words = max((_ink(w, bold=True) / 1000 for w in _CAPTION_WORD.findall(caption)), default=0.0)
    if len(caption) <= SHORT_CAPTION:
        return max(min(CAPTION_EM, float(len(caption))), words)
    ink = _ink(caption, bold=True) / 1000
    return max(LONG_CAPTION_EM, words, ink / CAPTION_LINES + 0.5)


def _ink(text: str, *, bold: bool = False) -> float:
    """Return how wide a text is set, in 1/1000 em."""
    return sum(map(advances(bold).__getitem__, printable(text)))


def _widest(texts: Iterable[str]) -> float:
    parts = chain.from_iterable(text.split("\n") for text in texts)
    return max(map(_ink, nlargest(CHECKED, parts, key=_reach)), default=0.0)


def _reach(text: str) -> int:
    """Return about how wide a text is, in half characters: a name is wider than a longer number."""
    return len(text) if text.isascii() else len(text) + (len(text.encode()) - len(text)) // 2


def _unbroken(texts: Iterable[str]) -> float:
    """Return the width of the widest piece that no line may break, in 1/1000 em."""
    found = set(_UNBROKEN.findall("\n".join(texts)))
    return max(map(_ink, nlargest(CHECKED, found, key=len)), default=0.0)


def lines_mm(size_pt: float) -> float:
    """Return the height of one line."""
    return LEADING * size_pt * PT_MM
