"""What made a file, and where a revision was made: of two copies, both go on counting."""

from __future__ import annotations

from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger

# The ledger's id, which copy of it, the number of the revision there.
Origin = tuple[str, str, int]


def own_origin(ledger: Ledger) -> tuple[str, str]:
    """Return the id of this ledger and which copy of it this is (its incarnation)."""
    if "origin" not in ledger.lasting:  # a save reads no setting twice
        ledger.lasting["origin"] = settings.several(ledger, "ledger_id", "incarnation")
    origin: tuple[str, str] = ledger.lasting["origin"]
    return origin


def kind_that_made(ledger: Ledger, student_id: str) -> str:
    """Return the kind of the revision that made a child's file: edit, import, merge …"""
    return str(
        ledger.value(
            "SELECT r.kind FROM change c JOIN revision r ON r.no = c.revision_no "
            "WHERE c.student_id = ? AND c.table_name = 'student' AND c.op = 'create' "
            "ORDER BY c.no LIMIT 1",
            [student_id],
        )
        or ""
    )
