"""Comparisons of lists that were kept, and what was answered about their children."""

from __future__ import annotations

from ledger_app.store.file.ledger import Ledger, Row


def kept(ledger: Ledger) -> list[Row]:
    """Return the comparisons that were kept, newest first, without what came out."""
    return ledger.rows(
        "SELECT id, compared_on, kind, left_source, left_on, left_count, right_source, right_on, "
        "right_count FROM comparison WHERE deleted_at IS NULL ORDER BY compared_on DESC, no DESC"
    )


def kept_one(ledger: Ledger, comparison_id: str) -> Row | None:
    """Return a comparison that was kept, whole; None if there is none of that id."""
    rows = ledger.rows(
        "SELECT * FROM comparison WHERE deleted_at IS NULL AND id = ?", [comparison_id]
    )
    return rows[0] if rows else None


def newest_kept(ledger: Ledger, on: str) -> Row | None:
    """Return the newest comparison that was kept, of any kind, up to an ISO day."""
    rows = ledger.rows(
        "SELECT * FROM comparison WHERE deleted_at IS NULL AND compared_on <= ? "
        "ORDER BY compared_on DESC, no DESC LIMIT 1",
        [on],
    )
    return rows[0] if rows else None


def last_kept(ledger: Ledger, kind: str) -> Row | None:
    """Return the newest comparison of a kind that was kept."""
    rows = ledger.rows(
        "SELECT * FROM comparison WHERE deleted_at IS NULL AND kind = ? "
        "ORDER BY compared_on DESC, no DESC LIMIT 1",
        [kind],
    )
    return rows[0] if rows else None


def answers(ledger: Ledger) -> list[Row]:
    """Return all answers, oldest first: a later one about the same child counts."""
    return ledger.rows(
        "SELECT id, kind, child_key, other_key, answer, student, answered_on, answered_by, remark "
        "FROM compared_child WHERE deleted_at IS NULL ORDER BY answered_on, no"
    )
