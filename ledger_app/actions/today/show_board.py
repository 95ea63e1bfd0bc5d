"""The board 去向: where every child of the ledger stands today, and what else is to be seen to."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.checking.contradictions import CONTRADICTION_READS, contradictions
from ledger_app.domain.day import Day
from ledger_app.domain.standing.sightings import SEEN_LATELY_DAYS
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.telling.standings.board import REVIEW_DAYS, Board, board
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import board_counts, student_index, student_rows
from ledger_app.store.lists.households.house import HOUSE_READS, houses_of
from ledger_app.store.lists.student_files import load_files

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
    return ShownBoard(
        day, made, (_unseen(ledger), _contradictory(ledger, day), _near_a_case(ledger))
    )


def _unseen(ledger: Ledger) -> Watch:
    count = dict(student_rows.values_of(ledger, "unseen")).get(YES, 0)
    name = f"超过 {SEEN_LATELY_DAYS} 天没有人见到"
    return Watch(name, count, (("unseen", (YES,)),))


def _contradictory(ledger: Ledger, day: Day) -> Watch:
    """Return the children whose files say two things that cannot both be."""
    files = load_files(ledger, student_index.by_day(ledger), reads=CONTRADICTION_READS)
    return _of("互相矛盾", [file.student["id"] for file in files if contradictions(file, day)])


def _near_a_case(ledger: Ledger) -> Watch:
    """Return the children of whose house another one is in a case, and who are in none."""
    inside = board_counts.ids_of(ledger, Standing.CASE)
    near: set[str] = set()
    for house in houses_of(ledger, list(load_files(ledger, inside, reads=HOUSE_READS))).values():
        near |= {mate.id for mate in house.mates}
    return _of("同户有人在个案中", sorted(near.difference(inside)))


def _of(name: str, ids: list[str]) -> Watch:
    return Watch(name, len(ids), (("id", tuple(ids) or ("",)),))  # of nobody: an empty list
