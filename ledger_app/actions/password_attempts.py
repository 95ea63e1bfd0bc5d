"""Wrong passwords, counted beside the ledgers: every road to a key waits longer each time.

Outside the ledger, which nobody has opened. It slows down a person, and never shuts anybody out;
against who takes a copy of the file along, the 256,000 rounds of the key stand.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from ledger_app import paths
from ledger_app.files.writing import write_own
from ledger_app.store.file.connection import WrongPassword

LONGEST_WAIT = 60
UNKEPT_WAIT = 3  # seconds, where nothing can be noted


def seconds_to_wait(*files: Path, now: float | None = None) -> int:
    """Return how long to wait before the next attempt on these: 1, 2, 4 … 60 s; never for good."""
    attempts, now = _attempts(), time.time() if now is None else now
    return max((_wait(attempts.get(_name_of(path)), now) for path in files), default=0)


def said(wait: int) -> str:
    """Return what a person hears who has to wait."""
    return f"口令输错过，请等 {wait} 秒"


@contextmanager
def counting(*files: Path) -> Iterator[None]:
    """Count a WrongPassword that comes out of the block against these files."""
    try:
        yield
    except WrongPassword:
        note(*files)
        raise


def note(*files: Path) -> None:
    """Note a wrong password for each of these files."""
    attempts = _attempts()
    for name in {_name_of(path) for path in files}:
        count = int(attempts.get(name, {}).get("count", 0)) + 1
        attempts[name] = {"count": count, "at": time.time()}
    _write(attempts)


def count_of(path: Path) -> int:
    """Return how many wrong passwords were tried since somebody got in."""
    return int(_attempts().get(_name_of(path), {}).get("count", 0))


def forget(path: Path) -> None:
    """Forget them: somebody got in."""
    attempts = _attempts()
    attempts.pop(_name_of(path), None)
    _write(attempts, waits=False)


def _wait(entry: dict[str, float] | None, now: float) -> int:
    if not entry:
        return 0
    wait = min(LONGEST_WAIT, 1 << min(10, int(entry["count"]) - 1))
    # A clock that was far ahead must not make it longer.
    return max(0, min(wait, math.ceil(float(entry["at"]) + wait - now)))


def _attempts() -> dict[str, dict[str, float]]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return {k: v for k, v in found.items() if {"count", "at"} <= set(v)}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write(attempts: dict[str, dict[str, float]], *, waits: bool = True) -> None:
    try:
        write_own(_file(), json.dumps(attempts))
    except OSError:
        if waits:  # who makes the note impossible waits each time
            time.sleep(UNKEPT_WAIT)


def _file() -> Path:
    return paths.user_folder() / "attempts.json"


def _name_of(path: Path) -> str:
    # The name of a ledger names a school or village; a shared computer need not keep it.
    return sha256(str(path.resolve()).encode("utf-8")).hexdigest()[:16]
