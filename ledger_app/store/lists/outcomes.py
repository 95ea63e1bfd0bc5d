"""What was decided about reminders: done, postponed, or could not be done, because."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger_app.store.file.ledger import Ledger, Row


def of_students(ledger: Ledger, student_ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return {student id: outcome rows} of these children."""
    found: dict[str, list[Row]] = {}
    wanted = set(student_ids)
    for row in everything(ledger):
        if row["student_id"] in wanted:
            found.setdefault(row["student_id"], []).append(row)
    return found


def everything(ledger: Ledger) -> list[dict[str, Any]]:
    """Return all outcomes, oldest first."""
    return ledger.rows("SELECT * FROM outcome WHERE deleted_at IS NULL ORDER BY no")
