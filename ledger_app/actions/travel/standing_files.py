"""档案流转 as the window lists it: files to hand over, on the way, gone; names without a child.

At the unit above all of its schools'; at a school what concerns it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.travel import not_arrived, passages
from ledger_app.actions.travel.not_arrived import Matter, Whereabout
from ledger_app.actions.travel.passages import Leaving, OnTheWay, School
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import own_files, travelling
from ledger_app.store.handoff.telling import passed_on
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import student_rows


@dataclass(frozen=True)
class Gone:
    """A file that is a reading copy here: where it went, and whether the child was seen there."""

    student: str
    name: str
    place: str
    to_name: str
    to_phone: str
    how: str
    handed_on: str
    arrived_on: str


@dataclass(frozen=True)
class Figures:
    """How many children stand in each list of the unit above."""

    leaving: int
    on_the_way: int
    late: int  # of those
    name_only: int
    adoptable: int


@dataclass(frozen=True)
class StandingFiles:
    """How it stands. `leaving` and `others` are empty at a school, `gone` is empty above."""

    own_code: str
    is_school: bool
    leaving: tuple[Leaving, ...]
    on_the_way: tuple[OnTheWay, ...]
    gone: tuple[Gone, ...]
    name_only: tuple[Whereabout, ...]
    others: tuple[School, ...]  # that a file can be handed to


def standing_files(ledger: Ledger) -> StandingFiles:
    """Return how it stands now."""
    with ledger.lock:
        own = own_unit(ledger)
        is_school = own.kind == "school"
        return StandingFiles(
            own.code,
            is_school,
            tuple(passages.leaving(ledger)),
            tuple(passages.on_the_way(ledger)),
            tuple(_gone(ledger)) if is_school else (),
            tuple(not_arrived.whereabouts(ledger, {Matter.NAME_ONLY})),
            () if is_school else tuple(passages.schools(ledger)),
        )


def figures(ledger: Ledger) -> Figures:
    """Return how many children the lists have, for the page of the unit above."""
    with ledger.lock:
        ways = passages.on_the_way(ledger)
        return Figures(
            len(passages.leaving(ledger)),
            len(ways),
            sum(each.is_late for each in ways),
            len(travelling.listed_and_not_there(ledger)),
            len(own_files.of_told_children(ledger)),
        )


def _gone(ledger: Ledger) -> list[Gone]:
    away = passed_on(ledger)
    last = travelling.last_passages(ledger, away)
    rows = student_rows.places_of(ledger, list(away))
    found = [
        Gone(
            row["id"], row["name"], short_class(row), last[row["id"]]["to_name"] or "",
            last[row["id"]]["to_phone"] or "", last[row["id"]]["how"] or "",
            last[row["id"]]["handed_on"] or "", last[row["id"]]["arrived_on"] or "",
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.handed_on, reverse=True)
