"""What the disk under an open ledger did wrong, in words."""

from __future__ import annotations

from pathlib import Path

from ledger_app.store.file.connection import in_words


def worded(error: Exception, path: Path) -> Exception:
    """Return a fault of the ledger's file as a LedgerError; every other error as it is."""
    if isinstance(error, OSError):
        return error  # of some other file: whoever touched it says so
    try:
        with in_words(path):
            raise error
    except Exception as found:  # noqa: BLE001 - handed on, not swallowed
        return found
