"""Turn a page of boxes into PDF operators, written in one go."""

from __future__ import annotations

import zlib
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise

from ledger_app.printing.boxes import PAD_MM, Band, Cell, Page, Stroke, Text
from ledger_app.printing.fonts import PT_MM
from ledger_app.printing.pdf.pdf_fonts import Fonts

LEVEL = 1  # of zlib: the pages take a fifth more room and a third of the time
REMEMBERED = 20_000

_PT = 1 / PT_MM


def packed(code: str) -> bytes:
    """Compress page operators; every character stands for one byte."""
    return zlib.compress(code.encode("latin-1"), LEVEL)


def page_code(page: Page, inks: Inks) -> str:
    """Return the operators that draw a page, for a text matrix in points from the lower left."""
    flip = page.height
    parts = [_grid(band, flip) for band in page.bands]
    parts.append(_strokes(page.strokes, flip))
    parts.append("BT\n")
    parts += [_texts(page.texts, inks.fonts, flip)]
    parts += [_rows(band, inks, flip) for band in page.bands]
    parts.append("ET\n")
    return "".join(parts)


class Inks(dict[Cell, str]):
    """Operators of laid-out cells: a cell stands in many rows, and is spelt out once."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__()
        self.fonts = fonts

    def __missing__(self, cell: Cell) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[cell] = code = _cell_code(cell, self.fonts)
        return code


def _cell_code(cell: Cell, fonts: Fonts) -> str:
    """Spell out a cell: move to each line, show it, come back; exact to 1/100 point."""
    if len(cell.lines) == 1 and not cell.lines[0][1]:  # nearly all: a single line of normal size
        x, _, text = cell.lines[0]
        code = fonts.show(text, cell.size_pt, cell.bold) if text else ""
        right = round(x * _PT, 2)
        return f"{right:g} 0 Td {code}{-right:g} 0 Td " if right and text else code
    parts = []
    at_x = at_y = 0
    for x, y, text in cell.lines:
        if not text:
            continue
        to_x, to_y = round(x * _PT * 100), round(-y * _PT * 100)
        parts.append(_move(to_x - at_x, to_y - at_y))
        parts.append(fonts.show(text, cell.size_pt, cell.bold))
        at_x, at_y = to_x, to_y
    parts.append(_move(-at_x, -at_y))
    return "".join(parts)


def _move(x: int, y: int) -> str:
    return f"{x / 100:g} {y / 100:g} Td " if x or y else ""


def _rows(band: Band, inks: Inks, flip: float) -> str:
    template = _row_template(band.edges)
    ink = inks.__getitem__
    return "".join(
        [template % ((flip - row.baseline) * _PT, *map(ink, row.cells)) for row in band.rows]
    )


@lru_cache(maxsize=64)
def _row_template(edges: tuple[float, ...]) -> str:
    """Return a row with a place for its y and for each cell; moves between cells are fixed."""
    starts = [round((edge + PAD_MM) * _PT * 100) for edge in edges[:-1]]
    moves = [_move(right - left, 0) for left, right in pairwise(starts)]
    return f"1 0 0 1 {starts[0] / 100:g} %.2f Tm %s" + "".join(f"{m}%s" for m in moves) + "\n"


def _grid(band: Band, flip: float) -> str:
    """Return all strokes of a band as one path."""
    top, bottom = (flip - band.top) * _PT, (flip - band.rows[-1].bottom) * _PT
    left, right = band.edges[0] * _PT, band.edges[-1] * _PT
    parts = [f"{e * _PT:.2f} {top:.2f} m {e * _PT:.2f} {bottom:.2f} l\n" for e in band.edges]
    across = f"{left:.2f} %.2f m {right:.2f} %.2f l\n"
    levels = [(flip - row.bottom) * _PT for row in band.rows]
    parts += [across % (level, level) for level in levels]
    return f"0.43 w\n{''.join(parts)}S\n"


def _strokes(strokes: tuple[Stroke, ...], flip: float) -> str:
    by_width = defaultdict(list)
    for stroke in strokes:
        by_width[stroke.width].append(
            f"{stroke.x1 * _PT:.2f} {(flip - stroke.y1) * _PT:.2f} m "
            f"{stroke.x2 * _PT:.2f} {(flip - stroke.y2) * _PT:.2f} l\n"
        )
    return "".join(f"{width * _PT:.2f} w\n{''.join(lines)}S\n" for width, lines in by_width.items())


def _texts(texts: tuple[Text, ...], fonts: Fonts, flip: float) -> str:
    return "".join(
        f"1 0 0 1 {t.x * _PT:.2f} {(flip - t.y) * _PT:.2f} Tm "
        f"{fonts.show(t.text, t.size_pt, t.bold)}\n"
        for t in texts
        if t.text
    )
