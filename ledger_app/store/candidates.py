"""Children that can stand on a ledger; whether they do on a day is for domain/spells.py to say."""

from __future__ import annotations

from ledger_app.store.ledger import Ledger

_OFF_SCHOOL = (
    "id IN (SELECT student_id FROM dropout UNION SELECT student_id FROM placement) "
    "OR register_status IN ('5', '6') OR in_school_status IN ('2', '4')"
)
_CANDIDATES = {
    "suspected": _OFF_SCHOOL,
    "dropout": _OFF_SCHOOL,
    "focus": "id IN (SELECT student_id FROM concern)",
    "relocation": "id IN (SELECT student_id FROM relocation)",
    "student": "1",
}


def candidates(ledger: Ledger, records: str) -> list[str]:
    """Return the ids of the living files that a printout of these records can list."""
    return ledger.column(
        f"SELECT id FROM student WHERE deleted_at IS NULL AND ({_CANDIDATES[records]})"
    )
