"""The board 去向: every child of the ledger in exactly one of five, and the five are all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.standing.standings import NAMES, Standing
from ledger_app.domain.telling.standings.grounds_words import grounds_name

REVIEW_DAYS = 30  # a state that ends within these has to be looked at


@dataclass(frozen=True, slots=True)
class Tally:
    """How many children have the same standing, status and grounds; how many end soon."""

    standing: str
    status: str
    grounds: str
    count: int
    ending: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure below a standing; its children are those with the value in the list filter."""

    name: str
    count: int
    filter: str
    value: str
    ending: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five: how many children, and of what kinds."""

    standing: Standing
    count: int
    figures: tuple[Figure, ...]

    @property
    def name(self) -> str:
        return NAMES[self.standing]


@dataclass(frozen=True, slots=True)
class Board:
    """The five, in their order, also those without a child.

    `copies` are reading copies of files that went to another unit: it counts their children.
    """

    places: tuple[Place, ...]
    copies: int = 0

    @property
    def count(self) -> int:
        """Return how many children there are."""
        return sum(each.count for each in self.places)

    @property
    def sum_in_words(self) -> str:
        """Return 全部 928 = 在校有据 881 + 个案中 14 + …"""
        parts = " + ".join(f"{each.name} {each.count}" for each in self.places)
        copies = f"；另有已移交的副本 {self.copies} 份，由接收单位计数" if self.copies else ""
        return f"全部 {self.count} = {parts}{copies}"


# Children of whom nothing more is to be said than what their status is; of the others it matters
# who saw them, or why nobody knows.
_BY_GROUNDS = frozenset({Standing.SEEN, Standing.UNVERIFIED})


def board(tallies: Iterable[Tally]) -> Board:
    """Return the board; a standing that is none of the five raises ValueError."""
    found: dict[Standing, dict[str, list[int]]] = {each: {} for each in Standing}
    copies = 0
    for each in tallies:
        if each.status == StatusCode.HANDED_OVER:
            copies += each.count
            continue
        standing = Standing(each.standing)
        value = each.grounds if standing in _BY_GROUNDS else each.status
        figure = found[standing].setdefault(value, [0, 0])
        figure[0] += each.count
        figure[1] += each.ending
    return Board(tuple(_place(standing, counts) for standing, counts in found.items()), copies)


def _place(standing: Standing, counts: dict[str, list[int]]) -> Place:
    by_grounds = standing in _BY_GROUNDS
    key, name = ("grounds", grounds_name) if by_grounds else ("status", _status_name)
    figures = [
        Figure(name(value), count, key, value, ending if standing is Standing.FOR_A_TIME else 0)
        for value, (count, ending) in counts.items()
    ]
    figures.sort(key=lambda each: (-each.count, each.name))
    return Place(standing, sum(each.count for each in figures), tuple(figures))


def _status_name(code: str) -> str:
    return code_list("status").name_of(code)
