"""What layout hands to drawing: pages of texts, strokes and table bands, in millimetres.

The origin is the sheet's top left corner, y grows downwards, and a text's y is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ledger_app.printing.fonts import width_mm
from ledger_app.printing.model import Align

HAIRLINE_MM, FRAME_MM = 0.15, 0.35
PAD_MM = 0.8  # between a rule and the text, left and right
PAD_Y_MM = 0.7


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; `x` is its left end."""

    x: float
    y: float
    text: str
    size_pt: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = HAIRLINE_MM


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A table cell's text, laid out once and used in every row that holds the same text.

    Each line is (x from the column's text edge, y from the row's baseline, text); the text edge is
    PAD_MM right of the rule, and a single line of normal size has y = 0.
    """

    lines: tuple[tuple[float, float, str], ...]
    size_pt: float
    height: float  # least height of the row
    bold: bool = False


class BandRow(NamedTuple):  # made once a student: a named tuple is made three times as fast
    """A row of a band: where a single line of normal size stands, and the lower rule."""

    baseline: float
    bottom: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Rows under one another between the same column edges, one more of them than columns."""

    edges: tuple[float, ...]
    top: float
    rows: tuple[BandRow, ...]


class Bookmark(NamedTuple):
    """A place a reader can jump to: a school of a township's ledger, a child's card."""

    text: str
    y: float = 0.0  # its top


@dataclass(frozen=True)
class Page:
    """One page without its page number, which is only known when all pages are."""

    width: float
    height: float
    texts: tuple[Text, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    bands: tuple[Band, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()


def placed(
    text: str, left: float, right: float, y: float, size_pt: float, align: Align, bold: bool = False
) -> Text:
    """Set a line of text between two edges."""
    spare = right - left - width_mm(text, size_pt, bold)
    shift = {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align]
    return Text(left + shift, y, text, size_pt, bold)
