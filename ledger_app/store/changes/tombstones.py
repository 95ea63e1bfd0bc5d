"""What was deleted: by whom, when and why. It goes along in a package, since absence says nothing.

The reason stands in the change log, too, where the audit trail seals it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these

TOLD = "\t"  # between time and author of a deletion in another ledger, in the log under `old`
Stone = tuple[str, str | None, str, str, str]  # table, child, at, author, why


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


def standing(ledger: Ledger) -> dict[str, Stone]:
    """Return all tombstones by record, as they stand."""
    rows = ledger.db.execute(
        "SELECT record_id, table_name, student_id, at, author, why FROM tombstone"
    )
    return {record_id: (table, *rest) for record_id, table, *rest in rows}


def wanted(ledger: Ledger) -> dict[str, Stone]:
    """Return what the tombstones must be, by the deleted records and the log."""
    logged = {
        record_id: rest
        for record_id, *rest, _no in ledger.db.execute(
            "SELECT c.record_id, c.old, c.new, r.at, r.author, max(c.no) FROM change c "
            "JOIN revision r ON r.no = c.revision_no WHERE c.op = 'delete' GROUP BY c.record_id"
        )
    }
    found: dict[str, Stone] = {}
    for table in TABLES.values():
        child = "id" if table.key == STUDENT.key else OWNER if table.of_student else "NULL"
        for record_id, student, deleted_at in ledger.db.execute(
            f"SELECT id, {child}, deleted_at FROM {table.key} WHERE deleted_at IS NOT NULL"
        ):
            told, why, *here = logged.get(record_id, (None, None, deleted_at, ""))
            at, author = told.split(TOLD, 1) if told else here
            found[record_id] = (table.key, student, at, author, why or "")
    return found
