"""What was deleted: by whom, when and why. It goes along in a package, since absence says nothing.

The reason stands in the change log, too, where the audit trail seals it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these


def set_up(
    ledger: Ledger, table: str, owners: Mapping[str, str | None], at: str, author: str, why: str
) -> None:
    """Give deleted records of a table a tombstone; `owners` has the child of each record."""
    ledger.db.conn.executemany(
        "INSERT OR REPLACE INTO tombstone (record_id, table_name, student_id, at, author, why) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        ([each, table, student, at, author, why] for each, student in owners.items()),
    )


def take_away(ledger: Ledger, record_ids: Iterable[str]) -> dict[str, str]:
    """Take the tombstones of records away; return why they were deleted, if known."""
    ids = [these(list(record_ids))]
    found = dict(
        ledger.db.execute(
            f"SELECT record_id, why FROM tombstone WHERE why <> '' AND record_id IN {THESE}", ids
        ).fetchall()
    )
    ledger.db.execute(f"DELETE FROM tombstone WHERE record_id IN {THESE}", ids)
    return found


def follow(ledger: Ledger, record_ids: Iterable[str], student_id: str) -> None:
    """Let the tombstones of records that went to another child's file go along."""
    ledger.db.execute(
        f"UPDATE tombstone SET student_id = ? WHERE record_id IN {THESE}",
        [student_id, these(list(record_ids))],
    )
