"""What was decided about reminders: done, postponed, or could not be done, because."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these


def of_students(ledger: Ledger, student_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Return {student id: outcome rows} of these children."""
    found: dict[str, list[Row]] = {}
    for row in ledger.rows(
        f"SELECT * FROM outcome WHERE deleted_at IS NULL AND student_id IN {THESE} ORDER BY no",
        [these(student_ids)],
    ):
        found.setdefault(row["student_id"], []).append(row)
    return found


def everything(ledger: Ledger) -> list[dict[str, Any]]:
    """Return all outcomes, oldest first."""
    return ledger.rows("SELECT * FROM outcome WHERE deleted_at IS NULL ORDER BY no")


def of_rules(ledger: Ledger, rules: Sequence[str]) -> list[dict[str, Any]]:
    """Return the outcomes of some rules, oldest first."""
    return ledger.rows(
        f"SELECT * FROM outcome WHERE deleted_at IS NULL AND rule IN {THESE} ORDER BY no",
        [these(rules)],
    )
