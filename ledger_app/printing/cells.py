"""Lay out the text of one table cell: fit, shrink or wrap."""

from __future__ import annotations

from functools import lru_cache
from math import floor

from ledger_app.printing.boxes import PAD_MM, PAD_Y_MM, Cell
from ledger_app.printing.fonts import PT_MM, advances, printable
from ledger_app.printing.model import Align
from ledger_app.printing.wrapping import broken_words, wrap, wrap_evenly

LEADING = 1.2
RISE = 0.38  # middle of a Chinese character above its baseline, in em (Noto Sans SC: 880 - 120 / 2)
REMEMBERED = 4096  # cells kept for each column: names never repeat, grades always do

_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}


class Cells(dict[str, Cell]):
    """Laid-out cells of one column by their text."""

    def __init__(
        self,
        width_mm: float,
        size_pt: float,
        align: Align,
        one_line: bool,
        bold: bool = False,
        least_pt: float = 0.0,
        two_lines: bool = False,
    ) -> None:
        super().__init__()
        self.room = width_mm - 2 * PAD_MM
        self.least_pt = least_pt or size_pt
        self.two_lines = two_lines
        self.size_pt = size_pt
        self.share = _SHARE[align]
        self.one_line = one_line
        self.bold = bold
        self._unit = size_pt * PT_MM / 1000
        self._height = line_mm(size_pt)
        self.advances = advances(bold)

    def __missing__(self, text: str) -> Cell:
        if len(self) >= REMEMBERED:
            self.clear()
        shown = printable(text)
        width = sum(map(self.advances.__getitem__, shown)) * self._unit
        if width <= self.room and "\n" not in shown:
            left = self.share * (self.room - width)
            cell = Cell(((left, 0.0, shown),), self.size_pt, self._height, self.bold)
        else:
            cell = self._squeezed(shown, width / self.size_pt)
        self[text] = cell
        return cell

    def _squeezed(self, text: str, width: float) -> Cell:
        """Shrink a one-line text as far as can be read, break any other."""
        if not self.one_line or not text.strip():
            return self._wrapped(text, self.size_pt)
        if self.two_lines:
            return self._in_two_lines(text)
        size = floor(self.room / width * 10) / 10
        if size < self.least_pt or "\n" in text:
            return self._wrapped(text, self.least_pt)
        spare = self.room - width * size
        drop = RISE * (size - self.size_pt) * PT_MM
        return Cell(((self.share * spare, drop, text),), size, line_mm(size), self.bold)

    def _in_two_lines(self, text: str) -> Cell:
        """Break a name rather than shrink it beside empty boxes; a number is never broken."""
        size = self.size_pt
        while size >= self.least_pt:
            lines = wrap_evenly(text, self._room_at(size), self.advances)
            if len(lines) <= 2 and not broken_words(lines):
                return stacked(lines, size, self)
            size = round(size - 0.1, 1)
        return self._wrapped(text, self.least_pt)

    def _wrapped(self, text: str, size: float) -> Cell:
        break_up = wrap_evenly if self.share == _SHARE[Align.CENTRE] else wrap
        lines = break_up(text.rstrip("\n"), self._room_at(size), self.advances)
        return stacked(lines, size, self)

    def _room_at(self, size: float) -> float:
        """Return the room for a line of this size in 1/1000 em."""
        return self.room * 1000 / (size * PT_MM)


@lru_cache(maxsize=256)
def cells_of(
    width_mm: float, size_pt: float, align: Align, one_line: bool, bold: bool, least_pt: float
) -> Cells:
    """Return the cells of a column that many sheets share: the boxes of five hundred cards.

    They hold what children's files say: `draw_sheets` forgets them when it is done.
    """
    return Cells(width_mm, size_pt, align, one_line, bold, least_pt, two_lines=True)


def stacked(lines: tuple[str, ...], size: float, column: Cells) -> Cell:
    """Stack lines around the middle of the row."""
    leading = LEADING * size * PT_MM
    first = RISE * (size - column.size_pt) * PT_MM - (len(lines) - 1) / 2 * leading
    table, unit = column.advances, size * PT_MM / 1000
    return Cell(
        tuple(
            (column.share * (column.room - sum(map(table.__getitem__, line)) * unit),
             first + number * leading, line)
            for number, line in enumerate(lines)
        ),
        size,
        len(lines) * leading + 2 * PAD_Y_MM,
        column.bold,
    )  # fmt: skip


def line_mm(size_pt: float) -> float:
    """Return the least height of a row that holds one line."""
    return LEADING * size_pt * PT_MM + 2 * PAD_Y_MM
