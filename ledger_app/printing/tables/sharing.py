"""Share a width among columns so that the rows below come out low.

A row is as high as its highest cell, and a cell as high as its text is long for its width: a
millimetre more for a column is worth what those rows sink in which it is the highest. The widths
are moved until a millimetre is worth the same everywhere. Example: of two columns with texts of 100
and 25 mm on 50 mm of paper the first gets 40, the second 10: both need two and a half lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from ledger_app.printing.boxes import PAD_MM, PAD_Y_MM
from ledger_app.printing.cells import LEADING
from ledger_app.printing.tables.measuring import Need, most_of

ROUNDS = 18
NEARLY_ALL, MOST_LINES = 0.93, 8
WORTH_BREAKING = 0.9  # names are broken if the rows together come out so much lower
STEP = 0.35  # how far a width follows its worth in a round
_TIRED = 1e-9


@dataclass(frozen=True)
class Heights:
    """What a row is made of: its least height and that of a line (mm); what each row stands for."""

    row_mm: float
    line_mm: float
    weights: tuple[float, ...]


def shared(found: Sequence[Need], room: float, heights: Heights) -> list[float]:
    """Return widths that fill `room`, none below its least; all in proportion if room is short."""
    least = sum(need.least for need in found)
    if least >= room:
        return [need.least * room / least for need in found]
    if sum(need.most for need in found) <= room:
        return _stretched([need.most for need in found], found, room)
    broken = _lowest(found, room, heights)
    whole = [replace(need, least=need.most) if need.is_one_line else need for need in found]
    if sum(need.least for need in whole) >= room:
        return broken
    unbroken = _lowest(whole, room, heights)
    low, high = total_mm(found, broken, heights), total_mm(found, unbroken, heights)
    return broken if low < WORTH_BREAKING * high else unbroken


def _lowest(found: Sequence[Need], room: float, heights: Heights) -> list[float]:
    like = _of_like_rows(found, room, heights)
    either = [_levelled(each, room, heights) for each in ((like, found) if like else (found,))]
    return min(either, key=lambda widths: total_mm(found, widths, heights))


def _levelled(found: Sequence[Need], room: float, heights: Heights) -> list[float]:
    """Return widths of which a millimetre is worth the same everywhere."""
    widths = _within([need.most for need in found], found, room)
    movable = [at for at, need in enumerate(found) if need.most > need.least + 0.1]
    for _ in range(ROUNDS):
        worth = _worth(found, widths, movable, heights)
        mean = sum(worth.values()) / max(1, len(worth)) or 1.0
        wished = list(widths)
        for at, value in worth.items():
            wished[at] *= min(2.0, max(0.5, ((value + _TIRED) / (mean + _TIRED)) ** STEP))
        widths = _within(wished, found, room)
    return widths


def _of_like_rows(found: Sequence[Need], room: float, heights: Heights) -> list[Need]:
    """Return the needs so that nearly all rows have the same few lines, none if room is short.

    What is long for its column in a row or two is left to `shared`.
    """
    lines = max(1, floor((heights.row_mm - 2 * PAD_Y_MM) / heights.line_mm))
    for count in range(lines, lines + MOST_LINES):
        wanted = [
            min(need.most, max(need.least, _usual(need, count, heights) + 2 * PAD_MM))
            for need in found
        ]
        if sum(wanted) <= room:
            return [replace(n, least=width) for n, width in zip(found, wanted, strict=True)]
    return []


def _usual(need: Need, lines: int, heights: Heights) -> float:
    """Return the room in which a column has no more lines than that in nearly all rows."""
    em = heights.line_mm / LEADING
    rooms = (_room_for(inks, lines, em) for inks in need.inks)
    return most_of(NEARLY_ALL, rooms, heights.weights)


def _room_for(inks: tuple[float, ...], lines: int, em: float) -> float:
    """Return the room for paragraphs in so many lines, by whole characters."""
    widest = max(inks)
    spare = lines - len(inks) + 1
    return min(widest, ceil(widest / em / spare) * em) + 0.05 if spare > 1 else widest + 0.05


def total_mm(found: Sequence[Need], widths: Sequence[float], heights: Heights) -> float:
    """Return how high all rows are together."""
    rooms = [width - 2 * PAD_MM for width in widths]
    total = 0.0
    for row, weight in enumerate(heights.weights):
        lines = max(
            sum(max(1, ceil(ink / room - 0.01)) for ink in need.inks[row])
            for need, room in zip(found, rooms, strict=True)
        )
        total += weight * max(heights.row_mm, lines * heights.line_mm + 2 * PAD_Y_MM)
    return total


def _worth(
    found: Sequence[Need], widths: Sequence[float], movable: Sequence[int], heights: Heights
) -> dict[int, float]:
    """Return by how much all rows together sink for a millimetre more of each column."""
    rooms = [width - 2 * PAD_MM for width in widths]
    worth = dict.fromkeys(movable, 0.0)
    floor = (heights.row_mm - 2 * PAD_Y_MM) / heights.line_mm
    for row, weight in enumerate(heights.weights):
        lines = {}
        for at in movable:
            room = rooms[at]
            # Half a line more for each that is broken: lines are whole.
            lines[at] = sum([ink / room + 0.5 if ink > room else 1 for ink in found[at].inks[row]])
        powers = {at: value**4 for at, value in lines.items()}
        whole = sum(powers.values()) + floor**4
        high = whole**0.25
        for at, power in powers.items():
            if lines[at] > 1:
                worth[at] += weight * high * power / whole / rooms[at]
    return worth


def _within(wished: Sequence[float], found: Sequence[Need], room: float) -> list[float]:
    """Return the widths scaled to fill the room, each between its least and its most."""
    standing: dict[int, float] = {}
    while True:
        free = [at for at in range(len(wished)) if at not in standing]
        rest = room - sum(standing.values())
        factor = rest / (sum(wished[at] for at in free) or 1.0)
        low = {at: found[at].least for at in free if wished[at] * factor < found[at].least}
        high = {at: found[at].most for at in free if wished[at] * factor > found[at].most}
        if not low and not high:
            return [standing.get(at, width * factor) for at, width in enumerate(wished)]
        # Only those of the side that weighs more: the others may yet come within.
        too_little = sum(low[at] - wished[at] * factor for at in low)
        too_much = sum(wished[at] * factor - high[at] for at in high)
        standing |= low if too_little >= too_much else high


def _stretched(widths: Sequence[float], found: Sequence[Need], room: float) -> list[float]:
    """Share out what nobody needs, by the widths: not to columns whose width somebody has set."""
    free = [at for at, need in enumerate(found) if not need.is_limited]
    loose = [at for at in free if found[at].most > found[at].least + 0.1] or free
    loose = loose or list(range(len(widths)))
    spare = room - sum(widths)
    base = sum(widths[at] for at in loose)
    return [
        width + (spare * width / base if at in loose else 0.0) for at, width in enumerate(widths)
    ]
