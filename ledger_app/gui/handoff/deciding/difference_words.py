"""What the window says of one difference: whose value, when, and what taking it means."""

from __future__ import annotations

from ledger_app.actions.handoff.conflicts import ConflictLine

OURS, THEIRS, VALUE = "ours", "theirs", "value"  # codes of the list conflict_answer


def needs_reason(line: ConflictLine, answer: str) -> bool:
    """Tell whether the other side is told why: it asked for a change and gets none."""
    return answer == OURS and line.refusal_needs_reason


def written(by: str, at: str) -> str:
    """Return who wrote a value and when, as far as it is known: 张老师 11-20 09:31."""
    return " ".join(part for part in (by, at[5:16]) if part)
