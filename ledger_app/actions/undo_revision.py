"""Undo and redo: the newest revision, or one of them (an import)."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue.unit_tables.calendar_day import CALENDAR_DAY
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.store.changes import history
from ledger_app.store.changes.history import (
    Change,
    Reversal,
    changes_of,
    redo,
    reversible,
    revisions,
    undo,
)
from ledger_app.store.changes.touched import Touched, touched
from ledger_app.store.file.ledger import Ledger, Row

__all__ = [
    "Reversal",
    "Touched",
    "redo",
    "reversible",
    "revisions",
    "touched",
    "undo",
]

WHOLE = ("import", "merge", "demo", "roll_over")  # kinds that bring whole lists
LARGE = 500  # changes from which an undo is felt


@dataclass(frozen=True)
class Newest:
    """The numbers of what would be undone and done again now, and what the first has changed."""

    done: int = 0
    undone: int = 0
    changes: frozenset[Change] = frozenset()


def newest(ledger: Ledger) -> Newest:
    """Return what was written last; not what a whole list brought: it would be long to read."""
    steps = reversible(ledger)
    done, undone = steps.undo, steps.redo
    small = done is not None and done["kind"] not in WHOLE
    return Newest(
        done["no"] if done else 0,
        undone["no"] if undone else 0,
        changes_of(ledger, done["no"]) if done and small else frozenset(),
    )


def next_step(ledger: Ledger, *, redo: bool) -> Row | None:
    """Return the revision that would be undone, or done again, with its `count` of changes.

    What is done again has the kind of what had been undone.
    """
    steps = reversible(ledger)
    row = steps.redo if redo else steps.undo
    if row is None:
        return None
    kind = history.kind_of(ledger, row["undoes"]) if redo else row["kind"]
    return {**row, "kind": kind, "count": history.change_count(ledger, row["no"])}


def is_asked_about(row: Row) -> bool:
    """Tell whether a person is asked first: it holds many files, or would take much away."""
    return row["kind"] in WHOLE or int(row["count"]) >= LARGE


def next_is_large(ledger: Ledger, *, redo: bool) -> bool:
    """Tell whether what would be undone, or done again, is large."""
    steps = reversible(ledger)
    row = steps.redo if redo else steps.undo
    return row is not None and is_large(ledger, row["no"])


def is_large(ledger: Ledger, revision_no: int) -> bool:
    """Tell whether reversing a revision takes longer than a person should wait.

    After other rules or another calendar, all due days are worked out again.
    """
    if history.change_count(ledger, revision_no) >= LARGE:
        return True
    tables = (RULE_CHANGE.key, CALENDAR_DAY.key)
    return any(history.has_changes_of(ledger, revision_no, table) for table in tables)
