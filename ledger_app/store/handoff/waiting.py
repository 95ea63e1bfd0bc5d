"""What the unit above waits for: answers to its questions, files that it sent back."""

from __future__ import annotations

from ledger_app.store.file.ledger import Ledger


def unanswered_questions(ledger: Ledger) -> list[str]:
    """Return whose files the unit above asks about without an answer yet, one id a question."""
    return ledger.column(
        "SELECT q.student_id FROM question q JOIN origin o ON o.record_id = q.id "
        "JOIN student s ON s.id = q.student_id WHERE q.deleted_at IS NULL "
        "AND s.deleted_at IS NULL AND q.answer IS NULL AND q.closed_on IS NULL ORDER BY q.no"
    )


def verdicts_sent_back(ledger: Ledger, revision_no: int) -> list[str]:
    """Return the ids of the verdicts that a revision marked as gone up again."""
    return ledger.column(
        "SELECT record_id FROM change WHERE revision_no = ? AND table_name = 'verdict' "
        "AND field = 'sent_back_on' AND new IS NOT NULL",
        [revision_no],
    )
