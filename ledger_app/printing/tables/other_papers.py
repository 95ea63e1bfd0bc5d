"""A table laid out again for another paper: columns and text made to measure, or refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import floor

from ledger_app.printing.boxes import PAD_MM
from ledger_app.printing.cells import MIN_PT
from ledger_app.printing.fonts import width_mm
from ledger_app.printing.model import Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Format
from ledger_app.printing.tables.layout import column_edges
from ledger_app.printing.tables.sheet import NUMBER_SOURCE, PrintedColumn

LARGEST_PT = 10.5  # 五号, usual in tables; a larger paper gives more room, not huge letters
DAY = "2026-11-30"
# What stands in a column, told from what its source is called.
UNBROKEN = (
    (NUMBER_SOURCE, "999*"),
    ("姓名", "阿卜杜热西提·买买提江"),
    ("电话", "13800000000"),
    ("日期", DAY),
    ("最近一次", DAY),
)
LEAST_SHARE = 0.6  # of its declared width; on less nobody reads a form any more


def relaid(printout: Printout, wanted: Format) -> Printout | None:
    """Return a table's printout for a paper; None if its columns find no room there."""
    old = printout.paper
    new = replace(old, name=wanted.name, landscape=wanted.landscape)
    before, after = _room(old), _room(new)
    size = _size(old.font_pt, after / before)
    edges = column_edges(printout.body.columns, 0.0, before)
    widths = [right - left for left, right in pairwise(edges)]
    floors = [
        _floor(column, width, old.font_pt, size)
        for column, width in zip(printout.body.columns, widths, strict=True)
    ]
    if after < LEAST_SHARE * before or sum(floors) > after:
        return None
    columns = tuple(
        replace(column, width_mm=round(width, 2))
        for column, width in zip(printout.body.columns, _shared(widths, floors, after), strict=True)
    )
    body = replace(printout.body, columns=columns)
    return replace(printout, paper=replace(new, font_pt=size), body=body)


def _room(paper: Paper) -> float:
    _, right, _, left = paper.margins_mm
    return paper.size_mm[0] - left - right


def _size(declared_pt: float, ratio: float) -> float:
    """Return the size of the table's text: no smaller than can be read, no larger than usual."""
    least, most = min(declared_pt, MIN_PT), max(declared_pt, LARGEST_PT)
    return floor(min(most, max(least, declared_pt * ratio)) * 10) / 10


def _floor(column: PrintedColumn, width: float, before_pt: float, size_pt: float) -> float:
    """Return how wide a column must stay: numbers and days that people copy are not broken."""
    known = next((text for part, text in UNBROKEN if part in column.source), "")
    if not column.one_line:
        return min(width, _wide(known or "字", size_pt))
    scaled = (width - 2 * PAD_MM) * size_pt / before_pt + 2 * PAD_MM
    return min(width, max(scaled, _wide(known or DAY, MIN_PT)))


def _wide(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt) + 2 * PAD_MM + 0.05


def _shared(widths: list[float], floors: list[float], room: float) -> list[float]:
    """Share the room out in proportion; what would fall below its floor stands on it."""
    standing: dict[int, float] = {}
    while True:
        rest = sum(width for at, width in enumerate(widths) if at not in standing)
        factor = (room - sum(standing.values())) / rest if rest else 0.0
        low = {
            at: floors[at]
            for at, width in enumerate(widths)
            if at not in standing and width * factor < floors[at]
        }
        if not low:
            return [standing.get(at, width * factor) for at, width in enumerate(widths)]
        standing |= low
