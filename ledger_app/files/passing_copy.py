"""A copy of something to look at for a moment, where only its owner can."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def passing_copy(content: bytes) -> Iterator[Path]:
    """Yield a file with this content (an encrypted ledger), gone afterwards; raise OSError."""
    folder = Path(tempfile.mkdtemp(prefix="yishengyidang-"))  # mode 0700
    try:
        copy = folder / "copy.ledger"
        copy.write_bytes(content)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)
