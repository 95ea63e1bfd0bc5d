"""Children that can stand on a paper; whether they do on a day is for their files to say."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.record_kinds import Candidates
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.past.past_files import living_then

# Marked by a value that was taken away since a day.
_MARKED_THEN = (
    "id IN (SELECT student_id FROM change WHERE table_name = 'student' AND op = 'update' "
    "AND field = ? AND old IN ({0}) "
    "AND revision_no > (SELECT coalesce(max(no), 0) FROM revision WHERE substr(at, 1, 10) <= ?))"
)
_WENT = f"SELECT old FROM change WHERE field = '{OWNER}' AND table_name = '{{0}}'"


def candidates(
    ledger: Ledger, wanted: Candidates, on: Day, place: Mapping[str, str] | None = None
) -> list[str]:
    """Return the ids of the files that can have such records as of a day; those living on it.

    `place` gives school, grade, class number. It narrows today only: where a child was on a day
    gone by, its file knows.
    """
    is_past = on.date < ledger.today()
    either, values = [], list[str]()
    if wanted.tables:
        rows = [f"SELECT student_id FROM {table}" for table in wanted.tables]
        # Then a record may have been in the file of a child that has become another one's.
        rows += [_WENT.format(table) for table in wanted.tables if is_past]
        either.append(f"id IN ({' UNION '.join(rows)})")
    marked = dict(wanted.marks)
    if wanted.schools:
        marked["school"] = _closing(ledger, wanted.schools)
    for key, marks in marked.items():
        places = ", ".join("?" * len(marks))
        either.append(f"{key} IN ({places})")
        values += marks
        if is_past:
            either.append(_MARKED_THEN.format(places))
            values += [key, *marks, on.text]
    conditions = [living_then(on if is_past else None), f"({' OR '.join(either) or 'TRUE'})"]
    for key, name in ({} if is_past else place or {}).items():
        conditions.append(f"coalesce({key}, '') = ?")
        values.append(name)
    return ledger.column(f"SELECT id FROM student WHERE {' AND '.join(conditions)}", values)


def _closing(ledger: Ledger, states: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the schools with a closing day, or in one of these states."""
    sql = "SELECT id FROM school WHERE deleted_at IS NULL AND (closed_on IS NOT NULL OR status IN "
    return tuple(ledger.column(f"{sql}({', '.join('?' * len(states))}))", states))


def owner_of(ledger: Ledger, table: str, record_id: str) -> str:
    """Return the id of the child a record is of; raise LedgerError if the record is not there."""
    of_student = table in TABLES and TABLES[table].of_student
    sql = f"SELECT student_id FROM {table} WHERE id = ? AND deleted_at IS NULL"
    found = ledger.value(sql, [record_id]) if of_student else None
    if found is None:
        raise LedgerError("找不到这条记录。", "可能已被删除：可用“撤销”找回。")
    return str(found)
