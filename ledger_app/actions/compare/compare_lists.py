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
from ledger_app.exchange.comparing.compare_kinds import CompareKind, Part, kind_of
from ledger_app.exchange.comparing.comparison import Comparison, Entry, Found, compare
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.comparing.pairing import pair
from ledger_app.exchange.reading.garbage_collection import without_garbage_collection
from ledger_app.exchange.reading.patience import patience
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import comparisons

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

    def answer_to(self, entry: Entry) -> Row | None:
        """Return what was answered about a child, None where nobody has."""
        if entry.found not in ASKED or entry.found is Found.UNSURE:
            return None
        return self.answers.of_children.get((self.kind.key, entry.child.key))

    def open(self, found: Found) -> list[Entry]:
        """Return the children of one kind about whom nobody has answered."""
        return [entry for entry in self.comparison.of(found) if self.answer_to(entry) is None]

    def answered(self) -> list[Entry]:
        """Return the children about whom somebody has."""
        return [entry for entry in self.comparison.entries if self.answer_to(entry)]

    def is_new(self, entry: Entry) -> bool:
        """Tell whether a child was not there the last time; False where there was no last time."""
        return self.known_before is not None and entry.child.key not in self.known_before


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
    with ledger.lock, patience(), without_garbage_collection():
        one = read_side(ledger, left, kind.left, same_time=kind.same_time, listed_on=left_on)
        other = read_side(ledger, right, kind.right, same_time=kind.same_time, listed_on=right_on)
        return _compared(ledger, kind, one, other)


def _compared(ledger: Ledger, kind: CompareKind, left: ListSide, right: ListSide) -> Compared:
    files = children_of(ledger, "ledger", Part.ALL)
    ours, theirs = (_with_files(side.children, files) for side in (left, right))
    window, answers = age_window(ledger.day()), answers_known(ledger)
    found = compare(kind, ours, theirs, window, answers.of_pairs)
    today = ledger.today().isoformat()
    known = _keys_of(comparisons.last_kept(ledger, kind.key))
    return Compared(kind, today, left.source, right.source, found, answers, known)


def _keys_of(kept: Row | None) -> frozenset[str] | None:
    if kept is None:
        return None
    told = json.loads(kept["told"] or "{}")
    entries = (entry for found in (*ASKED, "answered") for entry in told.get(str(found), ()))
    return frozenset(str(entry["key"]) for entry in entries)


def _with_files(children: Sequence[ListedChild], files: Sequence[ListedChild]) -> list[ListedChild]:
    """Return the children, each with the file in the ledger that is its own, or may be."""
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
