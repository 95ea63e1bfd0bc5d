"""In whose ledger a record was begun, and who wrote it there last: of those begun elsewhere.

A sum over all rows is kept with them and sealed by the revision that writes them, so that `check`
sees one that was altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these

SUM = "origin_sum"
_ALL = "SELECT record_id, unit, author FROM origin"
_MOST = 1 << 64
Origin = tuple[str, str, str]  # record, code of the unit, author


def note(revision: Revision, origins: Sequence[Origin]) -> None:
    """Keep where records were begun; of one that is known, only who wrote it last is new."""
    if not origins:
        return
    ledger = revision.ledger
    before = ledger.db.execute(
        f"{_ALL} WHERE record_id IN {THESE}", [these(each[0] for each in origins)]
    ).fetchall()
    units = {record_id: unit for record_id, unit, _ in before}
    after = [(record_id, units.get(record_id, unit), by) for record_id, unit, by in origins]
    ledger.db.conn.executemany(
        "INSERT OR REPLACE INTO origin (record_id, unit, author) VALUES (?, ?, ?)", after
    )
    kept = settings.get(ledger, SUM, 0)
    new = (kept + _sum(dict.fromkeys(after)) - _sum(before)) % _MOST
    settings.write(ledger, {SUM: new})
    revision.beside["origins"] = new


def rename(revision: Revision, old: str, new: str) -> None:
    """Let a unit that began records go by another code."""
    ledger = revision.ledger
    where = f"{_ALL} WHERE unit = ?"
    before = ledger.db.execute(where, [old]).fetchall()
    if not before:
        return
    ledger.db.execute("UPDATE origin SET unit = ? WHERE unit = ?", [new, old])
    after = [(record_id, new, author) for record_id, _, author in before]
    kept = settings.get(ledger, SUM, 0)
    total = (kept + _sum(after) - _sum(before)) % _MOST
    settings.write(ledger, {SUM: total})
    revision.beside["origins"] = total


def units_of(ledger: Ledger, record_ids: Iterable[str]) -> dict[str, str]:
    """Return {record: code of the unit that began it} of those that were begun elsewhere."""
    return dict(
        ledger.db.execute(
            f"SELECT record_id, unit FROM origin WHERE record_id IN {THESE}", [these(record_ids)]
        ).fetchall()
    )


def is_right(ledger: Ledger, sealed: int | None) -> bool:
    """Tell whether all rows are as the audit trail says: None, if it never spoke of any."""
    return (sealed or 0) == _sum(ledger.db.execute(_ALL)) % _MOST


def _sum(rows: Iterable[Origin]) -> int:
    return sum(
        int.from_bytes(blake2b(repr(row).encode("utf-8"), digest_size=8).digest(), "big")
        for row in rows
    )
