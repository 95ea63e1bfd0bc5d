"""Children that can stand on a ledger; whether they do on a day is for domain/cases.py to say."""

from __future__ import annotations

from ledger_app.domain.day import Day
from ledger_app.store.file.ledger import Ledger

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


# Off school by a mark that was taken away since a day.
_MARKED_THEN = (
    " OR id IN (SELECT student_id FROM change WHERE table_name = 'student' AND op = 'update' "
    "AND field IN ('register_status', 'in_school_status') AND old IN ('2', '4', '5', '6') "
    "AND revision_no > (SELECT coalesce(max(no), 0) FROM revision WHERE substr(at, 1, 10) <= ?))"
)


def candidates(ledger: Ledger, records: str, on: Day) -> list[str]:
    """Return the ids of the living files that a printout of these records can list as of a day."""
    wanted, days = _CANDIDATES[records], []
    if wanted is _OFF_SCHOOL and on.date < ledger.today():
        wanted, days = wanted + _MARKED_THEN, [on.text]
    return ledger.column(f"SELECT id FROM student WHERE deleted_at IS NULL AND ({wanted})", days)
