"""安全提示: the one line that must be read before a child is called, visited or printed.

It is sensitive for every list and paper and still shown to whoever opens the file: a call to the
wrong parent can harm (peers2 row 69: NHS Mavis, S4).
"""

from __future__ import annotations

from ledger_app.catalogue import STUDENT, Field
from ledger_app.domain.student_file import Row

SAFETY_KEY = "safety_note"
SIGN = "⚠"


def safety_note(student: Row) -> str:
    """Return a child's safety note on one line, "" where there is none."""
    return " ".join(str(student.get(SAFETY_KEY) or "").split())


def safety_line(student: Row) -> str:
    """Return ⚠ 安全提示：不得告知父亲住址; "" where there is none."""
    note = safety_note(student)
    return f"{SIGN} {STUDENT.field(SAFETY_KEY).label}：{note}" if note else ""


def is_hidden(field: Field) -> bool:
    """Tell whether a field is hidden until somebody asks: sensitive, and not for safety."""
    return field.sensitive and field.key != SAFETY_KEY
