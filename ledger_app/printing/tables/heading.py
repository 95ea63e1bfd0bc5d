"""The heading rows of a ledger: captions, and group names over neighbouring columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from ledger_app.printing.boxes import FRAME_MM, PAD_MM, PAD_Y_MM, Stroke, Text, placed
from ledger_app.printing.cells import LEADING, RISE
from ledger_app.printing.fonts import PT_MM, advances, printable
from ledger_app.printing.model import Align
from ledger_app.printing.tables.sheet import PrintedColumn
from ledger_app.printing.wrapping import wrap_evenly

LEAST_MM = 7.0


@dataclass(frozen=True)
class TableHeading:
    """The heading with its top at y = 0."""

    height: float
    texts: tuple[Text, ...]
    strokes: tuple[Stroke, ...]

    def at(self, top: float) -> TableHeading:
        """Return the heading moved down."""
        return TableHeading(
            self.height,
            tuple(Text(t.x, t.y + top, t.text, t.size_pt, t.bold) for t in self.texts),
            tuple(Stroke(r.x1, r.y1 + top, r.x2, r.y2 + top, r.width) for r in self.strokes),
        )


@dataclass(frozen=True)
class _Box:
    caption: tuple[str, ...]
    left: float
    right: float
    grouped: bool


def heading(
    columns: tuple[PrintedColumn, ...], edges: tuple[float, ...], size_pt: float
) -> TableHeading:
    """Lay out the captions between the column edges, top at y = 0."""
    groups = _groups(columns, edges, size_pt)
    tier = max([_height(box.caption, size_pt) for box in groups], default=0.0)
    boxes = [
        _Box(_lines(column.caption, left, right, size_pt), left, right, bool(column.group))
        for column, (left, right) in zip(columns, pairwise(edges), strict=True)
    ]
    height = max(LEAST_MM, *(_height(b.caption, size_pt) + tier * b.grouped for b in boxes))
    texts = [
        *(text for box in boxes for text in _set(box, tier * box.grouped, height, size_pt)),
        *(text for box in groups for text in _set(box, 0.0, tier, size_pt)),
    ]
    return TableHeading(height, tuple(texts), _strokes(boxes, groups, tier, height))


def _groups(
    columns: tuple[PrintedColumn, ...], edges: tuple[float, ...], size_pt: float
) -> list[_Box]:
    boxes = []
    at = 0
    for name, members in groupby(columns, key=lambda column: column.group):
        count = len(list(members))
        if name:
            left, right = edges[at], edges[at + count]
            boxes.append(_Box(_lines(name, left, right, size_pt), left, right, True))
        at += count
    return boxes


def _strokes(
    boxes: list[_Box], groups: list[_Box], tier: float, height: float
) -> tuple[Stroke, ...]:
    """Rule off the columns; inside a group only below its name."""
    starts = {group.left for group in groups}
    inner = [
        Stroke(box.left, tier if box.grouped and box.left not in starts else 0.0, box.left, height)
        for box in boxes[1:]
    ]
    under = [Stroke(group.left, tier, group.right, tier) for group in groups]
    # No grey: on a fax it turns into dots that eat the words. Bold and a strong rule do.
    below = Stroke(boxes[0].left, height, boxes[-1].right, height, FRAME_MM)
    return (*inner, *under, below)


def _lines(caption: str, left: float, right: float, size_pt: float) -> tuple[str, ...]:
    room = (right - left - 2 * PAD_MM) * 1000 / (size_pt * PT_MM)
    return wrap_evenly(printable(caption), room, advances(bold=True))


def _height(lines: tuple[str, ...], size_pt: float) -> float:
    return len(lines) * LEADING * size_pt * PT_MM + 4 * PAD_Y_MM


def _set(box: _Box, top: float, bottom: float, size_pt: float) -> list[Text]:
    leading = LEADING * size_pt * PT_MM
    first = (top + bottom) / 2 - (len(box.caption) - 1) / 2 * leading + RISE * size_pt * PT_MM
    return [
        placed(line, box.left, box.right, first + i * leading, size_pt, Align.CENTRE, bold=True)
        for i, line in enumerate(box.caption)
    ]
