"""The audit trail: append-only by trigger, each entry chained to the one before by its hash.

It shows that entries were altered or removed; it does not stop someone who has the password and a
database tool. Its head is printed on ledgers, so that a copy of it lies outside the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.saving import saving

HASH_BYTES = 16
_AT_ONCE = 50  # rows


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
    with saving(ledger):
        return append(ledger, event, detail)


def head(ledger: Ledger) -> str:
    """Return the hash of the newest entry, or an empty string."""
    return ledger.value("SELECT hash FROM audit ORDER BY no DESC LIMIT 1") or ""


def end(ledger: Ledger) -> tuple[int, str]:
    """Return number and hash of the newest entry; 0 and an empty string if there is none."""
    rows = ledger.rows("SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1")
    return (rows[0]["no"], rows[0]["hash"]) if rows else (0, "")


def hashes(ledger: Ledger, numbers: Iterable[int]) -> dict[int, str]:
    """Return the hashes of the entries with these numbers, as far as there are such."""
    found = {each: ledger.value("SELECT hash FROM audit WHERE no = ?", [each]) for each in numbers}
    return {no: text for no, text in found.items() if text}


def newest_at(ledger: Ledger) -> str:
    """Return the latest time among the newest entries, or an empty string.

    One that was made under a clock far ahead is forgotten after fifty others.
    """
    sql = "SELECT max(at) FROM (SELECT at FROM audit ORDER BY no DESC LIMIT 50)"
    return str(ledger.value(sql) or "")


def began_on(ledger: Ledger) -> str:
    """Return the day of the first entry as `YYYY-MM-DD`, or an empty string."""
    return str(ledger.value("SELECT min(at) FROM audit") or "")[:10]


def entries(ledger: Ledger, limit: int = 500) -> list[dict[str, Any]]:
    """Return the newest entries first: no, at, author, event, detail (a dictionary)."""
    rows = ledger.rows("SELECT * FROM audit ORDER BY no DESC LIMIT ?", [limit])
    return [{**row, "detail": json.loads(row["detail"])} for row in rows]


def walk(ledger: Ledger) -> Iterator[tuple[Row, bool]]:
    """Yield all entries, oldest first, each with whether it fits the chain up to it.

    Their `detail` is a dictionary; an empty one where it cannot be read.
    """
    previous, expected = "", 1
    for no, at, author, event, text, own in ledger.db.execute(
        "SELECT no, at, author, event, detail, hash FROM audit ORDER BY no"
    ):
        fits = no == expected and own == _chain(previous, at, author, event, text)
        yield {"no": no, "at": at, "author": author, "event": event, "detail": _read(text)}, fits
        previous, expected = own, no + 1


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class ChangeSum:
    """The hash of a revision's changes, which its entry carries as `sum`.

    A change is (number of the revision, table, record, child, op, field, old, new).
    """

    def __init__(self, rows: Iterable[tuple[Any, ...]] = ()) -> None:
        self._digest = blake2b(digest_size=HASH_BYTES)
        self.add(rows)

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take in further changes, in their order."""
        ahead = iter(rows)
        # Some at a time: an import has tens of thousands of changes, a portion of records is large.
        while portion := "".join(map(repr, islice(ahead, _AT_ONCE))):
            self._digest.update(portion.encode("utf-8"))

    @property
    def text(self) -> str:
        """Return the hash so far as 32 hex digits."""
        return self._digest.hexdigest()


def row_sum(row: Iterable[Any]) -> str:
    """Return the hash by which an entry seals one row of another table."""
    return ChangeSum([tuple(row)]).text


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
