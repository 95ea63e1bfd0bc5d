"""What every sheet has, whatever its shape: its paper, and what stands above and below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

LEAST_PT = {"A3": 7.0, "A4": 6.5}  # of letters in a table: less is no use on a photocopy
# No printout lies nearer to the edges (top, right, bottom, left): 20 mm to be punched and bound,
# and beyond the 6 mm that some printers leave white; the foot stands in the lower one.
LEAST_MARGINS_MM = (10.0, 8.0, 13.0, 20.0)
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
    margins_mm: tuple[float, float, float, float] = (15.0, 12.0, 14.0, 20.0)
    font_pt: float = 8.0
    row_mm: float = 6.5  # least row height

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height as the sheet is held."""
        short, long = SHEET_MM[self.name]
        return (long, short) if self.landscape else (short, long)

    @property
    def least_pt(self) -> float:
        """Return the smallest letters of a table on this sheet."""
        return LEAST_PT[self.name]


class PrintedSheet(Protocol):
    """A frozen dataclass of final texts, ready to be laid out; `shape` says what draws it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    shape: ClassVar[str]

    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def filled_on(self) -> str: ...
    @property
    def paper(self) -> Paper: ...
    @property
    def purpose(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def signers(self) -> tuple[str, ...]: ...
    @property
    def footer(self) -> str: ...
