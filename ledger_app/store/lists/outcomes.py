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


def with_names(ledger: Ledger, since: str, before: str) -> list[dict[str, Any]]:
    """Return the outcomes that were written from one ISO day up to another, with `name`s."""
    return ledger.rows(
        "SELECT outcome.*, student.name FROM outcome "
        "LEFT JOIN student ON student.id = outcome.student_id WHERE outcome.deleted_at IS NULL "
        "AND coalesce(outcome.done_on, substr(outcome.created_at, 1, 10)) >= ? "
        "AND coalesce(outcome.done_on, substr(outcome.created_at, 1, 10)) < ? ORDER BY outcome.no",
        [since, before],
    )


def contacts_with_names(ledger: Ledger, since: str, before: str) -> list[dict[str, Any]]:
    """Return the contacts of living files from one ISO day up to another, with `name`s."""
    return ledger.rows(
        "SELECT contact.*, student.name FROM contact JOIN student ON student.id = student_id "
        "WHERE contact.deleted_at IS NULL AND student.deleted_at IS NULL "
        "AND contacted_on >= ? AND contacted_on < ? ORDER BY contacted_on, contact.no",
        [since, before],
    )
