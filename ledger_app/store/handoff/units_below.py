"""The units below: which there are, what came from each, what is open with each."""

from __future__ import annotations

from collections import Counter

from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import asked, judging
from ledger_app.store.handoff.keepers import keepers


def schools(ledger: Ledger) -> list[Row]:
    """Return code, name and telephone of the schools that have a code, by name."""
    return ledger.rows(
        "SELECT code, name, phone FROM school WHERE deleted_at IS NULL AND code IS NOT NULL "
        "ORDER BY name, no"
    )


def packages(ledger: Ledger, direction: str, kind: str) -> list[Row]:
    """Return the packages of this kind that stand, in the order they were made or taken."""
    return ledger.rows(
        "SELECT * FROM package WHERE deleted_at IS NULL AND direction = ? AND kind = ? ORDER BY no",
        [direction, kind],
    )


def open_conflicts(ledger: Ledger) -> dict[str, int]:
    """Return {unit: differences that nobody has decided}."""
    return _counts(
        ledger,
        "SELECT coalesce(unit_code, ''), count(*) FROM conflict "
        "WHERE deleted_at IS NULL AND answer IS NULL GROUP BY 1",
    )


def open_questions(ledger: Ledger, *, answered: bool) -> dict[str, int]:
    """Return {unit: questions asked here that are not closed}, with an answer or without."""
    children = [
        row["student_id"]
        for row in asked.living(ledger)
        if row["is_ours"] and (row["answer"] is not None) == answered
    ]
    kept = keepers(ledger, children)
    return Counter(kept[each] for each in children)


def returned(ledger: Ledger) -> dict[str, str]:
    """Return {child: unit that keeps its file} of files sent back that have not come again."""
    waiting = judging.sent_back_here(ledger)
    there = [row["id"] for row in judging.children(ledger, waiting) if not row["deleted_at"]]
    return keepers(ledger, there)


def to_judge(ledger: Ledger) -> dict[str, int]:
    """Return {unit: changed files without a verdict}."""
    return Counter(its[-1].unit for its in judging.to_judge(ledger).values())


def _counts(ledger: Ledger, sql: str, *params: object) -> dict[str, int]:
    with ledger.lock:
        return dict(ledger.db.execute(sql, list(params)).fetchall())


def school_ids(ledger: Ledger, unit: str) -> list[str]:
    """Return the schools of a unit: the one with its code, or those that its ledger began."""
    return ledger.column(
        "SELECT id FROM school WHERE deleted_at IS NULL AND (code = ? OR id IN "
        "(SELECT record_id FROM origin WHERE unit = ?)) ORDER BY no",
        [unit, unit],
    )
