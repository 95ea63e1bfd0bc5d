"""One child's file with everything in it, read in a few statements.

The window reads it again after every field that is kept, so that each statement counts.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from ledger_app.catalogue import CHILD_TABLES, Table
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import child_lists, places

_OWN = ("no", "id", "student_id", "created_at", "updated_at", "deleted_at")


def read(ledger: Ledger, student_id: str) -> StudentFile | None:
    """Return a living child's file, or None."""
    rows = ledger.rows("SELECT * FROM student WHERE deleted_at IS NULL AND id = ?", [student_id])
    if not rows:
        return None
    standing = "deleted_at IS NULL"
    with ledger.lock:
        lists = child_lists.named_by(ledger, [student_id], None, standing)
        named = {table: own for _, table, own in lists}
    records = {**_records(ledger, student_id), **named}
    place = places.place_of(ledger, rows[0])
    return StudentFile(rows[0], records, *place, places.by_name(ledger))


def keep(ledger: Ledger, file: StudentFile) -> None:
    """Keep the file that a revision has just read at hand, until the next revision."""
    ledger.cache["file", file.student["id"]] = file


def kept(ledger: Ledger, student_id: str) -> StudentFile | None:
    """Return the child's file if it is at hand."""
    file: StudentFile | None = ledger.cache.get(("file", student_id))
    return file


def _records(ledger: Ledger, student_id: str) -> dict[str, list[Row]]:
    columns = {table.key: _columns(table) for table in CHILD_TABLES}
    widest = max(map(len, columns.values()))
    parts = (
        f"SELECT '{key}', {', '.join(names)}{', NULL' * (widest - len(names))} FROM {key} "
        "WHERE deleted_at IS NULL AND student_id = ?1"
        for key, names in columns.items()
    )
    found: dict[str, list[Row]] = {}
    with ledger.lock:
        for key, *cells in ledger.db.execute(" UNION ALL ".join(parts), [student_id]):
            found.setdefault(key, []).append(dict(zip(columns[key], cells, strict=False)))
    for table in CHILD_TABLES:
        if table.key in found:
            found[table.key].sort(key=partial(_order, table.sort_by))
    return found


def _columns(table: Table) -> tuple[str, ...]:
    return (*_OWN, *(field.key for field in table.fields if field.key not in _OWN))


def _order(by: str, row: Row) -> tuple[Any, ...]:
    value = row[by] if by else None
    return value is not None, value, row["no"]
