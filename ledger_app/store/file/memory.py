"""How much memory the page cache takes, and giving back what long work has freed."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ledger_app.store.file.connection import CACHE_KIB
from ledger_app.store.file.ledger import Ledger

LARGE_KIB = 65_536


@contextmanager
def large_cache(ledger: Ledger) -> Iterator[None]:
    """Keep more pages in memory while a whole import is written; small again afterwards.

    Many in turn keep them from one to the next.
    """
    if ledger.value("PRAGMA cache_size") == -LARGE_KIB:
        yield
        return
    ledger.db.execute(f"PRAGMA cache_size = -{LARGE_KIB}")
    try:
        yield
    finally:
        ledger.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        _let_go(ledger)


def forget_pages(ledger: Ledger) -> None:
    """Let go of the page cache after a look at every file: what follows needs little of it."""
    with ledger.lock:
        _let_go(ledger)


def _let_go(ledger: Ledger) -> None:
    ledger.db.execute("PRAGMA shrink_memory")
    give_back()


def give_back() -> None:
    """Return freed memory to the system (glibc only; elsewhere nothing happens)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
