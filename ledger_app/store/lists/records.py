"""Single records by their table and id, deleted ones too."""

from __future__ import annotations

from collections.abc import Collection

from ledger_app.catalogue import TABLES
from ledger_app.store.file.ledger import Ledger, Row


def record(ledger: Ledger, table: str, record_id: str, keys: Collection[str] = ()) -> Row:
    """Return one row: these fields, its id and its child's, or every column if no field is named.

    Raises KeyError if there is none.
    """
    names = dict.fromkeys(("id", *(("student_id",) if TABLES[table].of_student else ()), *keys))
    columns = ", ".join(names) if keys else "*"
    rows = ledger.rows(f"SELECT {columns} FROM {table} WHERE id = ?", [record_id])
    if not rows:
        raise KeyError(f"{table} {record_id}")
    return rows[0]


def records_of(ledger: Ledger, table: str, student_id: str) -> list[Row]:
    """Return a child's living records of a table, oldest first."""
    return ledger.rows(
        f"SELECT * FROM {table} WHERE student_id = ? AND deleted_at IS NULL ORDER BY no",
        [student_id],
    )


def all_ids_of(ledger: Ledger, table: str, student_id: str) -> list[str]:
    """Return the ids of a child's records of a table, deleted ones too: undo may come."""
    return ledger.column(f"SELECT id FROM {table} WHERE student_id = ? ORDER BY no", [student_id])


def noted_of_record(ledger: Ledger, record_id: str) -> list[str]:
    """Return the ids of the living notes on fields of one record."""
    return ledger.column(
        "SELECT id FROM field_note WHERE deleted_at IS NULL AND noted_record = ?", [record_id]
    )
