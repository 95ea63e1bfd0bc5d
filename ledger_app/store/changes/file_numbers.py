"""File numbers and what else a new student file starts with.

Default form: last four digits of the school code, year of enrolment, running number
(`0001-2026-0037`); a school without a code counts as 0000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ledger_app.catalogue.meanings import FileStatus
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row

_OWN_FORM = re.compile(r"(\w{1,4}-\d{4})-(\d{4,9})")


def opened(revision: Revision, students: Sequence[Row]) -> list[Row]:
    """Return new students with file number, state, day and author of opening where empty."""
    ledger, today = revision.ledger, revision.at[:10]
    start = {
        "file_status": FileStatus.OPENED,
        "opened_on": today,
        "opened_by": revision.author,
    }
    codes = {row["id"]: row["code"] or "" for row in ledger.rows("SELECT id, code FROM school")}
    last: dict[str, int] = {}
    given = []
    for student in students:
        begun = dict(start)
        if not student.get("file_no"):
            prefix = _prefix(student, codes, today)
            last[prefix] = (last[prefix] if prefix in last else _last(ledger, prefix)) + 1
            begun["file_no"] = f"{prefix}-{last[prefix]:04d}"
        given.append({**student, **{k: v for k, v in begun.items() if not student.get(k)}})
    _remember(revision, last)
    return given


def follow_told(revision: Revision, students: Iterable[Row]) -> None:
    """Give on after the numbers of files that were begun in another ledger: none stands twice."""
    highest: dict[str, int] = {}
    for student in students:
        if found := _OWN_FORM.fullmatch(str(student.get("file_no") or "")):
            prefix, number = found[1], int(found[2])
            highest[prefix] = max(number, highest.get(prefix, 0))
    ahead = {key: no for key, no in highest.items() if no > _last(revision.ledger, key)}
    _remember(revision, ahead)


def _remember(revision: Revision, last: dict[str, int]) -> None:
    """Keep the last number of each prefix; the revision's entry in the audit trail seals it."""
    for prefix, number in last.items():
        revision.ledger.db.execute(
            "INSERT INTO file_number (prefix, last) VALUES (?, ?) "
            "ON CONFLICT (prefix) DO UPDATE SET last = excluded.last",
            [prefix, number],
        )
    if last:
        revision.beside.setdefault("numbers", {}).update(last)


def _prefix(student: Row, codes: dict[str, str], today: str) -> str:
    code = codes.get(student.get("school") or "", "")
    year = (student.get("enrol_ym") or today)[:4]
    return f"{code[-4:] or '0000'}-{year}"


def _last(ledger: Ledger, prefix: str) -> int:
    return int(ledger.value("SELECT last FROM file_number WHERE prefix = ?", [prefix]) or 0)
