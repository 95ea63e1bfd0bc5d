"""Compare two lists: who is only on one, who differs, who cannot be told; nothing is written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ledger_app.actions.compare.answers import Answers, answers_known
from ledger_app.actions.compare.ledger_children import children_of
from ledger_app.actions.compare.list_sides import ListSide, ListSource, read_side
from ledger_app.exchange.comparing.age_window import age_window
from ledger_app.exchange.comparing.compare_kinds import KINDS, CompareKind, Part, kind_of
from ledger_app.exchange.comparing.comparison import (
    Candidate,
    Comparison,
    Entry,
    Found,
    compare,
)
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.comparing.pairing import pair
from ledger_app.exchange.reading.patience import patience
from ledger_app.garbage_collection import without_garbage_collection
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import comparisons

__all__ = [
    "ASKED",
    "KINDS",
    "Candidate",
    "CompareKind",
    "Compared",
    "Entry",
    "Found",
    "ListedChild",
    "compare_lists",
    "renewed",
    "with_answers",
]

ASKED = (Found.ONLY_LEFT, Found.ONLY_RIGHT, Found.DIFFER, Found.UNSURE)


@dataclass(frozen=True)
class Compared:
    """Two lists compared on a day, where they are from, and what was answered before.

    `known_before` has the keys of the children of the last comparison of this kind that was kept,
    None where none was.
    """

    kind: CompareKind
    on: str
    left: ListSource
    right: ListSource
    comparison: Comparison
    answers: Answers = field(default_factory=Answers)
    known_before: frozenset[str] | None = None
    children: tuple[Sequence[ListedChild], Sequence[ListedChild]] = ((), ())

    def answer_to(self, entry: Entry) -> Row | None:
        """Return what was answered about a child, None where nobody has."""
        if entry.found not in ASKED or entry.found is Found.UNSURE:
            return None
        return self.answers.of_children.get((self.kind.key, entry.child.key))

    def open(self, found: Found) -> list[Entry]:
        """Return the children of one kind about whom nobody has answered."""
        entries = self.comparison.of(found)
        if found is Found.UNSURE:
            return [entry for entry in entries if self.undecided(entry)]
        return [entry for entry in entries if self.answer_to(entry) is None]

    def undecided(self, entry: Entry) -> tuple[Candidate, ...]:
        """Return whom a child may still be; nobody once it is said to be one of them."""
        said = [self.answers.of_pairs.get(_pair_of(entry, each)) for each in entry.candidates]
        if True in said:
            return ()
        pairs = zip(entry.candidates, said, strict=True)
        return tuple(candidate for candidate, same in pairs if same is None)

    def answered(self) -> list[Entry]:
        """Return the children about whom somebody has."""
        return [entry for entry in self.comparison.entries if self.answer_to(entry)]

    def is_new(self, entry: Entry) -> bool:
        """Tell whether a child was not there the last time; False where there was no last time."""
        return self.known_before is not None and entry.child.key not in self.known_before


def _pair_of(entry: Entry, candidate: Candidate) -> tuple[str, str]:
    return entry.child.key, candidate.child.key


def compare_lists(
    ledger: Ledger,
    left: str,
    right: str,
    kind_key: str,
    *,
    left_on: date | None = None,
    right_on: date | None = None,
) -> Compared:
    """Compare two sides, each a path or the word ledger (see list_sides.read_side)."""
    kind = kind_of(kind_key)
    at_once = kind.same_time
    with ledger.lock, without_garbage_collection():
        with patience():  # of each list: two honest ones take twice as long as one
            one = read_side(ledger, left, kind.left, same_time=at_once, listed_on=left_on)
        with patience():
            other = read_side(ledger, right, kind.right, same_time=at_once, listed_on=right_on)
        return _compared(ledger, kind, one, other)


def renewed(ledger: Ledger, compared: Compared) -> Compared:
    """Return the same lists compared again, by what was answered and filed meanwhile."""
    sides = [
        ListSide(source, [_as_read(child) for child in children])
        for source, children in zip((compared.left, compared.right), compared.children, strict=True)
    ]
    with ledger.lock, without_garbage_collection():
        return _compared(ledger, compared.kind, *sides)


def _as_read(child: ListedChild) -> ListedChild:
    """Return a row of a workbook without its file: it may have another one now, or none."""
    return replace(child, student_id=None, maybe_files=()) if child.row else child


def with_answers(ledger: Ledger, compared: Compared) -> Compared:
    """Return a comparison with what was answered since; who is the same stays as it was found."""
    return replace(compared, answers=answers_known(ledger))


def _compared(ledger: Ledger, kind: CompareKind, left: ListSide, right: ListSide) -> Compared:
    files = children_of(ledger, "ledger", Part.ALL)
    ours, theirs = (_with_files(side.children, files) for side in (left, right))
    window, answers = age_window(ledger.day()), answers_known(ledger)
    with patience():
        found = compare(kind, ours, theirs, window, answers.of_pairs)
    today = ledger.today().isoformat()
    known = _keys_of(comparisons.last_kept(ledger, kind.key))
    sources = (left.source, right.source)
    return Compared(kind, today, *sources, found, answers, known, (ours, theirs))


def _keys_of(kept: Row | None) -> frozenset[str] | None:
    if kept is None:
        return None
    told = json.loads(kept["told"] or "{}")
    entries = (entry for found in (*ASKED, "answered") for entry in told.get(str(found), ()))
    return frozenset(str(entry["key"]) for entry in entries)


def _with_files(children: Sequence[ListedChild], files: Sequence[ListedChild]) -> list[ListedChild]:
    """Return the children, each with the file in the ledger that is its own, or may be."""
    with patience():
        paired = pair(children, files, {})
    found = {link.left: files[link.right].student_id for link in paired.certain}
    maybe: dict[int, list[str]] = defaultdict(list)
    for link in paired.asked:
        maybe[link.left].append(str(files[link.right].student_id))
    return [
        child
        if child.student_id or not (at in found or at in maybe)
        else replace(child, student_id=found.get(at), maybe_files=tuple(maybe[at]))
        for at, child in enumerate(children)
    ]
