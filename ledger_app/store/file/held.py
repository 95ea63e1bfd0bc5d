"""Keeping every other program out of a ledger file that is about to be put aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ledger_app.files.targets import identity, is_held
from ledger_app.store.file.connection import in_use

_FIRST, _COUNT = 0x40000000, 512  # the bytes that SQLite locks: pending, reserved, shared


@contextmanager
def held(path: Path) -> Iterator[BinaryIO | None]:
    """Hold a ledger file as its only user, whatever its password; yield it to be read from.

    It must be read through what is yielded: to open and close it would give up the lock (POSIX).
    None if nothing is there. Raises LedgerInUse if somebody has it open. On Windows nothing is
    locked: a file that is open there cannot be replaced.
    """
    if not path.exists():
        yield None
        return
    if is_held(identity(path)):
        raise in_use(path)
    # Who may not write it, keeps nobody out, and neither can others write who are kept out.
    with path.open("r+b" if os.access(path, os.W_OK) else "rb") as stream:
        if stream.writable():
            _lock(stream, path)
        yield stream


def _lock(stream: BinaryIO, path: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, _COUNT, _FIRST)
    except OSError as error:
        raise in_use(path) from error
