"""A filled card: blocks of boxes with final texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from ledger_app.printing.model import Align, Paper

CARD_UNITS = 24  # a card's width is shared out in twenty-fourths


@dataclass(frozen=True, kw_only=True)
class Box:
    """One box of a card, `span` of CARD_UNITS wide; a caption stands in the middle, bold."""

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
    """A card of one child, or a paper that is laid out as one."""

    shape: ClassVar[str] = "card"

    title: str
    unit: str
    as_of: str
    filled_on: str
    blocks: tuple[Block, ...]
    file_no: str = ""
    name: str = ""  # of the child, as its purpose lets it be read
    number_label: str = "档案编号"
    name_label: str = "姓名"
    place: str = ""  # its school and class, for the pages that follow the first
    signers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paper: Paper = field(default_factory=lambda: Paper(landscape=False))
    purpose: str = ""
    footer: str = ""


def read_kept(content: dict[str, Any]) -> Card:
    """Return the card that was kept as JSON; what all sheets have is read already."""
    return Card(**{**content, "blocks": tuple(map(_block, content["blocks"]))})


def _block(content: dict[str, Any]) -> Block:
    lines = tuple(
        tuple(Box(**{**box, "align": Align(box["align"])}) for box in line)
        for line in content["lines"]
    )
    return Block(**{**content, "lines": lines})
