"""A student file as it would be with other values in it: today, and on a past day of a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.reads import with_values
from ledger_app.domain.standing.past_place import PLACE_KEYS
from ledger_app.domain.standing.past_values import entered_on, is_dated, told_late
from ledger_app.domain.student_file import Row, StudentFile

NEW = "new"  # id of a record that is not kept yet


@dataclass(frozen=True)
class Entry:
    """Stored values that a person is about to write into one record at a time; NEW: a new one."""

    table: str
    record: str
    values: Mapping[str, Any]
    at: str  # YYYY-MM-DD HH:MM:SS
    is_gone: bool = False  # the record is to be deleted


def changed(file: StudentFile, entry: Entry) -> StudentFile:
    """Return the file with the entry in it, as the store would give it."""
    if entry.table == STUDENT.key:
        return replace(file, student=with_values(file.student, entry.values))
    rows = file.of(entry.table)
    if entry.record == NEW:
        return _with_rows(file, entry.table, [*rows, _new_row(file, entry)])
    row = next((each for each in rows if each.get("id") == entry.record), None)
    if row is None:
        return file
    if entry.is_gone:
        return _with_rows(file, entry.table, [each for each in rows if each is not row])
    other = with_values(row, entry.values)
    kept = [other if each is row else each for each in rows]
    return _with_rows(file, entry.table, kept)


def changed_then(file: StudentFile, then: StudentFile, entry: Entry, day: str) -> StudentFile:
    """Return a file that was put back to a past day with what of the entry counts on that day.

    `file` is the same child's as it stands; the rule is that of standing/past_values.
    """
    today = entry.at[:10]
    if entry.table == STUDENT.key:
        told = told_late(STUDENT.key, file.student, entry.values, today)
        # A place that was empty then is the first that is known.
        unknown = [key for key in PLACE_KEYS if key in entry.values and not then.student[key]]
        told |= {key: entry.values[key] for key in unknown}
        return replace(then, student=with_values(then.student, told))
    rows = [row for row in then.of(entry.table) if row["id"] != entry.record]
    row = _row_then(file, then, entry)
    until = max(day, entered_on(file.student))
    if row is not None and (entered_on(row) <= until or is_dated(entry.table, row)):
        rows.append(row)
    return _with_rows(then, entry.table, rows)


def _row_then(file: StudentFile, then: StudentFile, entry: Entry) -> Row | None:
    if entry.record == NEW:
        return _new_row(file, entry)
    if entry.is_gone:
        return None
    of_record = (row for row in file.of(entry.table) if row["id"] == entry.record)
    row = next(of_record, None)
    if row is None:
        return None
    kept = next((each for each in then.of(entry.table) if each["id"] == entry.record), row)
    return with_values(kept, told_late(entry.table, row, entry.values, entry.at[:10]))


def _new_row(file: StudentFile, entry: Entry) -> Row:
    empty = dict.fromkeys(field.key for field in TABLES[entry.table].fields)
    last = max((row.get("no") or 0 for row in file.of(entry.table)), default=0)
    own = {"no": last + 1, "id": NEW, "student_id": file.student.get("id"), "deleted_at": None}
    return {**empty, **own, "created_at": entry.at, "updated_at": entry.at, **entry.values}


def _with_rows(file: StudentFile, table: str, rows: Sequence[Row]) -> StudentFile:
    by = TABLES[table].sort_by
    ordered = sorted(rows, key=lambda row: ((row.get(by) or "") if by else "", row.get("no") or 0))
    return replace(file, records={**file.records, table: ordered})
