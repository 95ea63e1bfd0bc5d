"""The audit trail: append-only by trigger, each entry chained to the one before by its hash.

It shows that entries were altered or removed; it does not stop someone who has the password and a
database tool. Its head is printed on ledgers, so that a copy of it lies outside the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any

from ledger_app.store.file.connection import in_words
from ledger_app.store.file.ledger import Ledger

HASH_BYTES = 16


def append(ledger: Ledger, event: str, detail: dict[str, Any]) -> str:
    """Add one entry inside the open transaction and return the new head (32 hex digits)."""
    at, text = ledger.now(), json.dumps(detail, ensure_ascii=False, sort_keys=True)
    new_head = _chain(head(ledger), at, ledger.author, event, text)
    ledger.db.execute(
        "INSERT INTO audit (at, author, event, detail, hash) VALUES (?, ?, ?, ?, ?)",
        [at, ledger.author, event, text, new_head],
    )
    return new_head


def log(ledger: Ledger, event: str, detail: dict[str, Any]) -> str:
    """Add one entry in a transaction of its own (opening, printing, revealing, restoring)."""
    with ledger.lock, in_words(ledger.path), ledger.db.atomic():
        return append(ledger, event, detail)


def head(ledger: Ledger) -> str:
    """Return the hash of the newest entry, or an empty string."""
    return ledger.value("SELECT hash FROM audit ORDER BY no DESC LIMIT 1") or ""


def began_on(ledger: Ledger) -> str:
    """Return the day of the first entry as `YYYY-MM-DD`, or an empty string."""
    return str(ledger.value("SELECT min(at) FROM audit") or "")[:10]


def entries(ledger: Ledger, limit: int = 500) -> list[dict[str, Any]]:
    """Return the newest entries first: no, at, author, event, detail (a dictionary)."""
    rows = ledger.rows("SELECT * FROM audit ORDER BY no DESC LIMIT ?", [limit])
    return [{**row, "detail": json.loads(row["detail"])} for row in rows]


def first_broken(ledger: Ledger) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None when all fit."""
    previous, expected = "", 1
    for row in ledger.rows("SELECT * FROM audit ORDER BY no"):
        fits = row["hash"] == _chain(
            previous, row["at"], row["author"], row["event"], row["detail"]
        )
        if row["no"] != expected or not fits:
            return int(row["no"])
        previous, expected = row["hash"], expected + 1
    return None


def first_altered(ledger: Ledger) -> int | None:
    """Return the first revision whose changes are not what its entry says, or None.

    A revision without an entry counts, too: somebody cut off the end of the trail.
    """
    entries = (json.loads(text) for text in ledger.column(
        "SELECT detail FROM audit WHERE event = 'revision'"
    ))  # fmt: skip
    noted = {entry["no"]: entry["sum"] for entry in entries}
    with ledger.lock:
        changes = ledger.db.execute(
            "SELECT revision_no, table_name, record_id, student_id, op, field, old, new "
            "FROM change ORDER BY revision_no, no"
        )
        sums = {no: ChangeSum(rows).text for no, rows in groupby(changes, key=itemgetter(0))}
    nothing = ChangeSum().text
    numbers = ledger.column("SELECT no FROM revision ORDER BY no")
    return next((no for no in numbers if noted.get(no) != sums.get(no, nothing)), None)


class ChangeSum:
    """The hash of a revision's changes, which its entry carries as `sum`.

    A change is (number of the revision, table, record, child, op, field, old, new).
    """

    def __init__(self, rows: Iterable[tuple[Any, ...]] = ()) -> None:
        self._digest = blake2b(digest_size=HASH_BYTES)
        self.add(rows)

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take in further changes, in their order."""
        for row in rows:
            self._digest.update(repr(tuple(row)).encode("utf-8"))

    @property
    def text(self) -> str:
        """Return the hash so far as 32 hex digits."""
        return self._digest.hexdigest()


def printed_head_missing(ledger: Ledger) -> str | None:
    """Return the head printed on an edition that the trail no longer holds, or None."""
    head: str | None = ledger.value(
        "SELECT audit_head FROM edition WHERE audit_head <> '' "
        "AND audit_head NOT IN (SELECT hash FROM audit) ORDER BY no LIMIT 1"
    )
    return head


def _chain(previous: str, at: str, author: str, event: str, detail: str) -> str:
    text = json.dumps([previous, at, author, event, detail], ensure_ascii=False)
    return blake2b(text.encode("utf-8"), digest_size=HASH_BYTES).hexdigest()
