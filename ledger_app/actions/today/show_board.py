"""The board 去向: where every child of the ledger stands today, and what else is to be seen to."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.day import Day
from ledger_app.domain.standing.sightings import SEEN_LATELY_DAYS
from ledger_app.domain.telling.standings.board import REVIEW_DAYS, Board, board
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import board_counts, student_rows

PRINTOUT = "board_table"  # the same on paper, as of any day
Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """One more figure: children of any standing, and the list filters that show them."""

    name: str
    count: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class ShownBoard:
    """The board, of which day, and the figures below it."""

    day: Day
    board: Board
    watches: tuple[Watch, ...]


def show_board(ledger: Ledger) -> ShownBoard:
    """Count the children of the list, as it is kept for today."""
    day = ledger.day()
    made = board(board_counts.tallies(ledger, day.later(REVIEW_DAYS)))
    unseen = dict(student_rows.values_of(ledger, "unseen")).get(YES, 0)
    name = f"超过 {SEEN_LATELY_DAYS} 天没有人见到"
    return ShownBoard(day, made, (Watch(name, unseen, (("unseen", (YES,)),)),))
