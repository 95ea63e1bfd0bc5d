"""A printout laid out again for another paper: columns and text made to measure, or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.boxes import PAD_MM
from ledger_app.printing.cells import MIN_PT
from ledger_app.printing.fonts import width_mm
from ledger_app.printing.layout import column_edges
from ledger_app.printing.model import Paper, PrintedColumn
from ledger_app.printing.printouts import Printout

LARGEST_PT = 10.5  # 五号, usual in tables; a larger paper gives more room, not huge letters
DAY = "2026-11-30"
NUMBER_SOURCE = "序号"
# What stands in a column, told from what its source is called.
UNBROKEN = (
    (NUMBER_SOURCE, "999*"),
    ("姓名", "阿卜杜热西提·买买提江"),
    ("电话", "13800000000"),
    ("日期", DAY),
    ("最近一次", DAY),
)
LEAST_SHARE = 0.6  # of its declared width; on less nobody reads a form any more


@dataclass(frozen=True)
class Format:
    """A paper and how it is held."""

    name: str
    landscape: bool

    @property
    def key(self) -> str:
        """Return the format as one word: A4-landscape."""
        return f"{self.name}-{'landscape' if self.landscape else 'portrait'}"

    @property
    def label(self) -> str:
        """Return what the window calls it."""
        return f"{self.name} {'横放' if self.landscape else '竖放'}"


FORMATS = tuple(Format(name, landscape) for name in ("A4", "A3") for landscape in (True, False))
NOTICE_PAPER = Paper(landscape=False, font_pt=11.0, row_mm=9.0, margins_mm=(20, 20, 18, 25))


def declared_format(printout: Printout, purpose: Purpose) -> Format:
    """Return the format a printout has unless another one is asked for."""
    paper = NOTICE_PAPER if purpose is Purpose.NOTICE else printout.paper
    return Format(paper.name, paper.landscape)


def offered(printout: Printout, purpose: Purpose) -> tuple[Format, ...]:
    """Return the formats a printout can be read on, its own included. A card has only its own."""
    own = declared_format(printout, purpose)
    if printout.needs_student:
        return (own,)
    if purpose is Purpose.NOTICE:  # few columns: any paper does
        return FORMATS
    return tuple(one for one in FORMATS if one == own or _relaid(printout, one) is not None)


def format_called(printout: Printout, purpose: Purpose, text: str) -> Format:
    """Return the format meant by its key or by A3 or A4 alone; raise LedgerError if it is no use.

    A3 or A4 alone is held as the printout declares, else the other way.
    """
    own, usable = declared_format(printout, purpose), offered(printout, purpose)
    fitting = [one for one in usable if text.strip() in (one.key, one.name)]
    if not fitting:
        known = "、".join(one.label for one in usable)
        message = f"“{printout.plain_title}”不能印在“{text}”纸上。"
        raise LedgerError(message, f"可用的有：{known}。")
    return next((one for one in fitting if one.landscape == own.landscape), fitting[0])


def on_paper(printout: Printout, wanted: Format) -> Printout:
    """Return a ledger's printout for a paper; raise LedgerError if its columns find no room."""
    if wanted == Format(printout.paper.name, printout.paper.landscape):
        return printout
    relaid = None if printout.needs_student else _relaid(printout, wanted)
    if relaid is None:
        raise LedgerError(
            f"“{printout.plain_title}”在 {wanted.label}的纸上放不下。", "请选别的纸。"
        )
    return relaid


def _relaid(printout: Printout, wanted: Format) -> Printout | None:
    old = printout.paper
    new = replace(old, name=wanted.name, landscape=wanted.landscape)
    before, after = _room(old), _room(new)
    size = _size(old.font_pt, after / before)
    edges = column_edges(printout.columns, 0.0, before)
    widths = [right - left for left, right in pairwise(edges)]
    floors = [
        _floor(column, width, old.font_pt, size)
        for column, width in zip(printout.columns, widths, strict=True)
    ]
    if after < LEAST_SHARE * before or sum(floors) > after:
        return None
    columns = tuple(
        replace(column, width_mm=round(width, 2))
        for column, width in zip(printout.columns, _shared(widths, floors, after), strict=True)
    )
    return replace(printout, paper=replace(new, font_pt=size), columns=columns)


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
