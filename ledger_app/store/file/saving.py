"""The one way in which a ledger is written: under its lock, in one transaction, to its own file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ledger_app.store.file.connection import NotWritten, in_words, must_be_there
from ledger_app.store.file.ledger import Ledger


@contextmanager
def saving(ledger: Ledger) -> Iterator[None]:
    """Keep everything in the block together or not at all.

    Raises LedgerError on a full or failing disk, or when the file was taken away or exchanged.
    """
    with ledger.lock, in_words(ledger.path):
        if ledger.refusal:
            raise NotWritten(*ledger.refusal)
        must_be_there(ledger.path, ledger.identity)
        with ledger.db.atomic():
            yield
