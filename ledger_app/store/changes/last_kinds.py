"""How a value came to be what it is: the kind of the revision that wrote it last.

What was undone never stood there: the value is again as it had been written before.
"""

from __future__ import annotations

from collections.abc import Collection

from ledger_app.store.file.ledger import Ledger

_KIND = "SELECT r.kind FROM change c JOIN revision r ON r.no = c.revision_no WHERE "
_LAST = " AND r.undone_by IS NULL AND r.kind NOT IN ('undo', 'redo') ORDER BY c.no DESC LIMIT 1"


def last_kind(ledger: Ledger, student_id: str, record_id: str, key: str) -> str:
    """Return the kind of revision that changed a field last, else of that which made the record."""
    changed = ledger.value(
        f"{_KIND} c.record_id = ? AND c.op <> 'create' AND c.field = ? {_LAST}", [record_id, key]
    )
    made = changed or ledger.value(
        f"{_KIND} c.student_id = ? AND c.record_id = ? AND c.op = 'create' {_LAST}",
        [student_id, record_id],
    )
    return str(made or "")


def records_written(ledger: Ledger, kind: str, keys: Collection[str]) -> set[str]:
    """Return the records that a revision of this kind made, or wrote one of these fields of."""
    marks = ", ".join("?" * len(keys))
    return set(
        ledger.column(
            "SELECT DISTINCT c.record_id FROM revision r JOIN change c ON c.revision_no = r.no "
            f"WHERE r.kind = ? AND (c.op = 'create' OR c.field IN ({marks}))",
            [kind, *keys],
        )
    )
