"""Undo and redo what was saved: the newest revision, or one picked from the list."""

from __future__ import annotations

from ledger_app.store import history
from ledger_app.store.history import Reversal
from ledger_app.store.ledger import Ledger

__all__ = ["Reversal", "next_redo", "next_undo", "redo", "undo"]


def undo(ledger: Ledger, revision_no: int | None = None) -> Reversal:
    """Reverse a revision, by default the newest; raise LedgerError if that cannot be."""
    return history.undo(ledger, revision_no)


def redo(ledger: Ledger) -> Reversal:
    """Do again what was undone last; raise LedgerError if there is nothing."""
    return history.redo(ledger)


def next_undo(ledger: Ledger) -> str:
    """Return the summary of what undo would reverse, or an empty string."""
    row = history.undoable(ledger)
    return str(row["summary"]) if row else ""


def next_redo(ledger: Ledger) -> str:
    """Return the summary of what redo would do again, or an empty string."""
    row = history.redoable(ledger)
    return str(row["summary"]).removeprefix("撤销:") if row else ""
