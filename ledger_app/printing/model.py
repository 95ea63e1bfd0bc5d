"""What is printed, as plain values: a ledger (one wide table) or a card (blocks)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SHEET_MM = {"A3": (297.0, 420.0), "A4": (210.0, 297.0)}  # upright; ISO 216


class Align(StrEnum):
    """Where a cell's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The sheet, its margins (top, right, bottom, left; mm) and the size of table text."""

    name: str = "A4"
    landscape: bool = True
    margins_mm: tuple[float, float, float, float] = (15.0, 12.0, 14.0, 18.0)
    font_pt: float = 8.0
    row_mm: float = 6.5  # least row height

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height as the sheet is held."""
        short, long = SHEET_MM[self.name]
        return (long, short) if self.landscape else (short, long)


@dataclass(frozen=True, kw_only=True)
class PrintedColumn:
    """One column: `width_mm` is fixed, otherwise `weight` shares what is left over.

    `one_line`: the text is made smaller rather than broken (names, numbers people copy).
    """

    caption: str
    source: str = ""  # empty: left blank for the pen
    width_mm: float = 0.0
    weight: float = 1.0
    align: Align = Align.CENTRE
    group: str = ""  # heading over neighbouring columns
    one_line: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """One ledger ready to be laid out; every cell is final text."""

    title: str
    unit: str
    as_of: str
    filled_on: str
    columns: tuple[PrintedColumn, ...]
    rows: Sequence[Sequence[str]]
    paper: Paper = field(default_factory=Paper)
    purpose: str = ""
    subtitle: str = ""
    notes: tuple[str, ...] = ()  # under the table, on the last sheet
    signers: tuple[str, ...] = ()
    footer: str = ""  # edition, content hash, audit head


CARD_UNITS = 24  # a card's width is shared out in twenty-fourths


@dataclass(frozen=True, kw_only=True)
class Box:
    """One box of a card, `span` of CARD_UNITS wide; a caption stands in the middle on grey."""

    text: str
    span: int
    caption: bool = False
    align: Align = Align.LEFT
    one_line: bool = False
    least_mm: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of a card: a heading, and lines of boxes that fill the width.

    With `photo` the lines leave room at the right for a photo of 25 × 35 mm.
    """

    heading: str
    lines: tuple[tuple[Box, ...], ...]
    photo: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of one child, ready to be laid out."""

    title: str
    unit: str
    as_of: str
    filled_on: str
    blocks: tuple[Block, ...]
    file_no: str = ""
    signers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paper: Paper = field(default_factory=lambda: Paper(landscape=False))
    purpose: str = ""
    footer: str = ""
