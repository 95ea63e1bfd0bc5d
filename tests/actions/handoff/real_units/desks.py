"""One computer of a unit with its real ledger, and beside it what each person there has seen.

`seen` holds for each field of a record the values that whoever wrote its present one knew of: a
value that gives way to another one must be among those, or an edit has vanished (as in the pure
model, tests/domain/merging/model/ledgers.py; here the rows of the file are looked at).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger

LIFE = ""  # the key under which `seen` holds that a record was begun, deleted, brought back
Place = tuple[str, str]
Seen = dict[Place, frozenset[Any]]
NOTHING: frozenset[Any] = frozenset()
# What is watched: texts that nothing in the program writes by itself.
KEYS = {
    "student": ("native_place", "remark"),
    "contact": ("place", "content"),
    "responsibility": ("plan",),
    "sighting": ("place",),
    "question": ("asked", "reply"),
}


class Standing(NamedTuple):
    """One record as it stands in a file: whose child's, deleted or not, its watched fields."""

    table: str
    student: str
    is_gone: bool
    values: dict[str, Any]


Rows = dict[str, Standing]


@dataclass(frozen=True)
class Sent:
    """A package on a stick, and what its maker had seen. Sticks are lost, copied, found again."""

    path: Path
    maker: str
    to: str
    seen: Seen
    is_of_copy: bool  # of a ledger that was restored or copied: it may have forgotten


@dataclass
class Desk:
    """One computer: the open ledger of a unit."""

    code: str
    ledger: Ledger
    seen: Seen = field(default_factory=dict)
    waiting: dict[Place, frozenset[Any]] = field(default_factory=dict)
    before_merge: dict[int, tuple[Seen, dict[Place, frozenset[Any]]]] = field(default_factory=dict)
    is_copy: bool = False

    def rows(self) -> Rows:
        """Return all watched records, read from the file itself."""
        found: Rows = {}
        for table, keys in KEYS.items():
            owner = "id" if table == "student" else "student_id"
            for row in self.ledger.rows(
                f"SELECT id, {owner} AS child, deleted_at, {', '.join(keys)} FROM {table}"
            ):
                values = {key: row[key] for key in keys if row[key] not in (None, "")}
                found[row["id"]] = Standing(table, row["child"], bool(row["deleted_at"]), values)
        return found

    def living(self) -> Rows:
        """Return the watched records that are not deleted."""
        return {key: row for key, row in self.rows().items() if not row.is_gone}

    def saw(self, place: Place, *values: Any) -> None:
        """Note that a person here knows these values of a place."""
        self.seen[place] = self.seen.get(place, NOTHING) | frozenset(values)

    def did(self, before: Rows, life: str) -> None:
        """Note what a person has just done: whoever changes a value has seen what was there."""
        for record, now in self.rows().items():
            then = before.get(record)
            if then is None or then.is_gone != now.is_gone:
                self.saw((record, LIFE), life)
            for key in KEYS[now.table]:
                was = then.values.get(key) if then is not None else None
                if was != now.values.get(key):
                    self.saw((record, key), was, now.values.get(key))

    @property
    def incarnation(self) -> str:
        """Return which copy of the ledger it is."""
        return str(settings.get(self.ledger, "incarnation"))

    def conflicts(self, unit: str = "") -> Iterator[dict[str, Any]]:
        """Yield all differences ever asked here: waiting, decided, settled."""
        sql = "SELECT * FROM conflict WHERE deleted_at IS NULL AND (?1 = '' OR unit_code = ?1)"
        yield from self.ledger.rows(sql, [unit])
