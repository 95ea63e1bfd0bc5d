"""Undo and redo: the newest revision, or one of them (an import)."""

from __future__ import annotations

from ledger_app.store.changes import history
from ledger_app.store.changes.history import Reversal, redo, redoable, revisions, undo, undoable
from ledger_app.store.file.ledger import Ledger

__all__ = ["Reversal", "redo", "redoable", "revisions", "undo", "undoable"]

LARGE = 500  # changes from which an undo is felt


def is_large(ledger: Ledger, revision_no: int) -> bool:
    """Tell whether a revision has too many changes to be reversed while a person waits."""
    return history.change_count(ledger, revision_no) >= LARGE
