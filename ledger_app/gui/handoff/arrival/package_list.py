"""The packages on a stick, one line each: whose, which, what it is, what it would change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ledger_app.actions.handoff.incoming import Incoming
from ledger_app.actions.handoff.receiving import arrival_words
from ledger_app.actions.handoff.receiving.arrival_words import KINDS, STATES, STRANGE
from ledger_app.actions.handoff.receiving.whole_stick import Outcome
from ledger_app.gui.handoff.tick_table import NONE, OPEN, TICKED, TickTable
from ledger_app.gui.kit.plain_table import Line

_NUMBERS = tuple(kind for kind in KINDS if kind != STRANGE)  # that is rare: the preview tells
_COLOURED = 4  # columns that take the colour of what the package is


class PackageList(TickTable):
    """One line a package; `ticked(row)`: it is to be taken, or is not any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        told = (self.tr("单位"), self.tr("哪一包"), self.tr("截至"), self.tr("是什么"))
        super().__init__(("", *told, *(KINDS[kind] for kind in _NUMBERS)), parent)
        self.give_room_to(1)
        self.setAccessibleName(self.tr("U盘上的包"))

    def show_found(self, found: Sequence[Incoming], ready: Collection[int]) -> None:
        """Show what was found, with a tick at the numbers in `ready`: they would be taken."""
        self.show_lines([_line(at, each, at in ready) for at, each in enumerate(found)])

    def show_outcomes(self, outcomes: Mapping[int, Outcome], found: Sequence[Incoming]) -> None:
        """Show what became of them; who was not to be taken stands as before."""
        lines = []
        for at, each in enumerate(found):
            done = outcomes.get(at)
            lines.append(_done_line(at, done) if done is not None else _line(at, each, False))
        self.show_lines(lines)


def _line(at: int, found: Incoming, ready: bool) -> Line:
    sign, words, token = STATES[found.state]
    tick = NONE if not found.can_be_taken else TICKED if ready else OPEN
    unit, number = arrival_words.unit_and_number(found)
    told = arrival_words.counts(found)
    numbers = [str(told[kind] or "–") if found.can_be_taken else "" for kind in _NUMBERS]
    cut_off = found.header.cut_off_on if found.header is not None else ""
    texts = (tick, unit, number, cut_off, f"{sign} {words}", *numbers)
    return Line(str(at), texts, token, coloured=_COLOURED)


def _done_line(at: int, done: Outcome) -> Line:
    unit, number = arrival_words.unit_and_number(done.incoming)
    cut_off = done.incoming.header.cut_off_on if done.incoming.header is not None else ""
    if done.received is None:
        told = ("✕ 没有合并", *[""] * len(_NUMBERS))
        return Line(str(at), (NONE, unit, number, cut_off, *told), "danger", coloured=_COLOURED)
    got = done.received
    numbers = (got.created, got.updated, got.deleted, got.conflicts, got.missing)
    texts = (NONE, unit, number, cut_off, "✓ 已合并", *(str(n or "–") for n in numbers))
    return Line(str(at), texts, "good", coloured=_COLOURED)
