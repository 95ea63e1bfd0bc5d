"""The open ledger: one connection, who writes, what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database


@dataclass
class Ledger:
    """An open ledger file. All reads and writes go through its one connection, one at a time.

    `clock` gives local time without zone; `author` is who is keeping the ledger now.
    `cache` holds query results that every revision empties.
    """

    path: Path
    db: Database
    key: bytes
    salt: bytes
    author: str
    clock: Callable[[], datetime]
    cache: dict[object, object] = field(default_factory=dict)
    revision_count: int = 0  # written since opening; a backup is due when it moves
    closed: bool = False

    def now(self) -> str:
        """Return the time as `YYYY-MM-DD HH:MM:SS`."""
        return self.clock().strftime("%Y-%m-%d %H:%M:%S")

    def today(self) -> date:
        """Return today's date by the ledger's clock."""
        return self.clock().date()
