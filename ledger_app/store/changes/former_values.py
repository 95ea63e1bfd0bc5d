"""What stood in some fields of one child's file before: old values, and when they went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.store.file.ledger import Ledger, Row


def former_values(
    ledger: Ledger, student_id: str, fields: Mapping[str, Sequence[str]]
) -> list[Row]:
    """Return the changes of these fields {table: keys}, oldest first, in one statement.

    Each has table_name, record_id, field, old, new, at. What was undone never stood there; what
    is kept of the records that came from another file is found by the records themselves.
    """
    wanted = " OR ".join(
        f"(c.table_name = '{table}' AND c.field IN ({', '.join(repr(key) for key in keys)}))"
        for table, keys in fields.items()
    )
    own = "".join(
        f"UNION SELECT b.no FROM {table} t JOIN change b ON b.record_id = t.id "
        "AND b.op <> 'create' WHERE t.student_id = ?1 "
        for table in fields
        if table != "student"
    )
    return ledger.rows(
        "SELECT c.table_name, c.record_id, c.field, c.old, c.new, r.at "
        "FROM change c JOIN revision r ON r.no = c.revision_no "
        f"WHERE c.no IN (SELECT no FROM change WHERE student_id = ?1 {own}) "
        f"AND c.op = 'update' AND ({wanted}) "
        "AND r.undone_by IS NULL AND r.kind NOT IN ('undo', 'redo') ORDER BY c.no",
        [student_id],
    )
