"""Compare two lists: who is only on one, who differs, who cannot be told; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger_app.actions.compare.ledger_children import children_of
from ledger_app.actions.compare.list_sides import ListSide, ListSource, read_side
from ledger_app.exchange.comparing.age_window import age_window
from ledger_app.exchange.comparing.compare_kinds import CompareKind, Part, kind_of
from ledger_app.exchange.comparing.comparison import Comparison, compare
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.comparing.pairing import pair
from ledger_app.exchange.reading.garbage_collection import without_garbage_collection
from ledger_app.exchange.reading.patience import patience
from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class Compared:
    """Two lists compared on a day, and where they are from."""

    kind: CompareKind
    on: str
    left: ListSource
    right: ListSource
    comparison: Comparison


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
    window = age_window(ledger.day())
    found = compare(kind, ours, theirs, window)
    return Compared(kind, ledger.today().isoformat(), left.source, right.source, found)


def _with_files(children: Sequence[ListedChild], files: Sequence[ListedChild]) -> list[ListedChild]:
    """Return the children, each with the file in the ledger that is certainly its own."""
    found = {link.left: files[link.right].student_id for link in pair(children, files, {}).certain}
    return [
        child if child.student_id or at not in found else replace(child, student_id=found[at])
        for at, child in enumerate(children)
    ]
