"""One child's file with everything in it, read in a few statements.

The window reads it again after every field that is kept, so that each statement counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ledger_app.catalogue import FILE_TABLES, TABLES
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import child_lists, outcomes, places

_OWN = ("no", "id", "student_id", "created_at", "updated_at", "deleted_at")
_LIVING = "WHERE deleted_at IS NULL AND"
_OF_CHILD = f"{_LIVING} student_id = ?1"
_NAMING_CHILD = (
    f"{_LIVING} no IN (SELECT list_no FROM listed_child WHERE table_name = '%s' "
    "AND student_no = (SELECT no FROM student WHERE id = ?1))"
)


def _own_first(keys: Sequence[str]) -> tuple[str, ...]:
    return (*_OWN, *(key for key in keys if key not in _OWN))


_COLUMNS = {table.key: _own_first([f.key for f in table.fields]) for table in FILE_TABLES}
_COLUMNS |= child_lists.COLUMNS


def _statement() -> str:
    """Return one statement for all records of a child and the lists that name it."""
    widest = max(map(len, _COLUMNS.values()))
    return " UNION ALL ".join(
        f"SELECT '{key}', {', '.join(names)}{', NULL' * (widest - len(names))} FROM {key} "
        + (_NAMING_CHILD % key if key in child_lists.LISTS else _OF_CHILD)
        for key, names in _COLUMNS.items()
    )


_STATEMENT = _statement()


def read(ledger: Ledger, student_id: str) -> StudentFile | None:
    """Return a living child's file, or None."""
    rows = ledger.rows("SELECT * FROM student WHERE deleted_at IS NULL AND id = ?", [student_id])
    if not rows:
        return None
    place = places.place_of(ledger, rows[0])
    return StudentFile(rows[0], _records(ledger, student_id), *place, places.by_name(ledger))


def keep(ledger: Ledger, file: StudentFile, answered: Sequence[Row]) -> None:
    """Keep what a revision has just read at hand, until the next revision."""
    ledger.cache["file", file.student["id"]] = file
    ledger.cache["answered", file.student["id"]] = answered


def kept(ledger: Ledger, student_id: str) -> StudentFile | None:
    """Return the child's file if it is at hand."""
    file: StudentFile | None = ledger.cache.get(("file", student_id))
    return file


def answered(ledger: Ledger, student_id: str) -> Sequence[Row]:
    """Return what was decided about the reminders of a child."""
    at_hand: Sequence[Row] | None = ledger.cache.get(("answered", student_id))
    if at_hand is not None:
        return at_hand
    return outcomes.of_students(ledger, [student_id]).get(student_id, ())


def _records(ledger: Ledger, student_id: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    with ledger.lock:
        for key, *cells in ledger.db.execute(_STATEMENT, [student_id]):
            found.setdefault(key, []).append(dict(zip(_COLUMNS[key], cells, strict=False)))
    for key, rows in found.items():
        last = "id" if key in child_lists.LISTS else "no"
        rows.sort(key=partial(_order, TABLES[key].sort_by, last))
    return found


def _order(by: str, last: str, row: Row) -> tuple[Any, ...]:
    value = row[by] if by else None
    return value is not None, value, row[last]
