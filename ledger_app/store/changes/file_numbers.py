"""File numbers and what else a new student file starts with.

Default form: last four digits of the school code, year of enrolment, running number
(`0001-2026-0037`); a school without a code counts as 0000.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.meanings import FileStatus
from ledger_app.store.file.ledger import Ledger, Row


def give_file_numbers(
    ledger: Ledger, students: Sequence[Row], author: str, today: str
) -> tuple[list[Row], dict[str, int]]:
    """Return new students with file number, state, and day of opening filled where empty.

    Beside them the last number given by prefix.
    """
    codes = {row["id"]: row["code"] or "" for row in ledger.rows("SELECT id, code FROM school")}
    last: dict[str, int] = {}
    given = []
    for student in students:
        start = {"file_status": FileStatus.OPENED, "opened_on": today, "opened_by": author}
        if not student.get("file_no"):
            prefix = _prefix(student, codes, today)
            last[prefix] = (last[prefix] if prefix in last else _last(ledger, prefix)) + 1
            start["file_no"] = f"{prefix}-{last[prefix]:04d}"
        given.append({**student, **{k: v for k, v in start.items() if not student.get(k)}})
    for prefix, number in last.items():
        ledger.db.execute(
            "INSERT INTO file_number (prefix, last) VALUES (?, ?) "
            "ON CONFLICT (prefix) DO UPDATE SET last = excluded.last",
            [prefix, number],
        )
    return given, last


def _prefix(student: Row, codes: dict[str, str], today: str) -> str:
    code = codes.get(student.get("school") or "", "")
    year = (student.get("enrol_ym") or today)[:4]
    return f"{code[-4:] or '0000'}-{year}"


def _last(ledger: Ledger, prefix: str) -> int:
    return int(ledger.value("SELECT last FROM file_number WHERE prefix = ?", [prefix]) or 0)
