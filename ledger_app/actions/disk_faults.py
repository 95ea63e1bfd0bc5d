"""What the disk under an open ledger did wrong, in words."""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.connection import in_words
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import must_be_ours


def worded(error: Exception, ledger: Ledger) -> Exception:
    """Return a fault of the ledger's file as a LedgerError; every other error as it is."""
    if isinstance(error, OSError):
        return error  # of some other file: whoever touched it says so
    try:
        with in_words(ledger.path):
            raise error
    except LedgerError as found:
        return found if isinstance(error, LedgerError) else _of_another_file(ledger) or found
    except Exception as found:  # noqa: BLE001 - handed on, not swallowed
        return found


def _of_another_file(ledger: Ledger) -> LedgerError | None:
    """Return what is wrong with the file where it is another one now: that is why it can't be read.

    A ledger would be called damaged that somebody has copied over.
    """
    try:
        if not ledger.closed:
            must_be_ours(ledger)
    except LedgerError as found:
        return found
    return None
