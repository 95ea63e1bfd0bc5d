"""A table laid out again for another paper, or refused."""

from __future__ import annotations

from dataclasses import replace
from math import floor

from ledger_app.printing.model import Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Format

LARGEST_PT = 10.5  # 五号, usual in tables; a larger paper gives more room, not huge letters
LEAST_SHARE = 0.6  # of its declared width; on less nobody reads a form any more


def relaid(printout: Printout, wanted: Format) -> Printout | None:
    """Return a table's printout for a paper; None if that is far too narrow for it."""
    old = printout.paper
    new = replace(old, name=wanted.name, landscape=wanted.landscape)
    before, after = _room(old), _room(new)
    if after < LEAST_SHARE * before:
        return None
    body = replace(printout.body, is_own_paper=False)
    size = _size(old, new, after / before)
    return replace(printout, paper=replace(new, font_pt=size), body=body)


def _room(paper: Paper) -> float:
    _, right, _, left = paper.margins_mm
    return paper.size_mm[0] - left - right


def _size(old: Paper, new: Paper, ratio: float) -> float:
    """Return the size of the table's text: no smaller than can be read, no larger than usual."""
    most = max(old.font_pt, LARGEST_PT)
    return floor(min(most, max(new.least_pt, old.font_pt * ratio)) * 10) / 10
