"""Files put back to a past day: see domain/standing/past_values.py for the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from ledger_app.catalogue import STUDENT
from ledger_app.domain.day import Day
from ledger_app.domain.reads import with_values
from ledger_app.domain.standing.past_place import FOLLOWED_KEYS, place_on
from ledger_app.domain.standing.past_values import as_logged, entered_on, is_dated
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.past.past_owners import put_back_owners
from ledger_app.store.lists.places import school_names

Records = dict[str, Sequence[Row]]  # of one child, by table
Changes = dict[tuple[str, str], list[Row]]  # by table and record


def living_then(on: Day | None) -> str:
    """Return the SQL condition for rows that stood there at the end of a day, None: stand now."""
    if on is None:
        return "deleted_at IS NULL"
    day = on.text  # an ISO day, made of a date: nothing to escape
    return (
        f"(deleted_at IS NULL OR (substr(deleted_at, 1, 10) > '{day}' "
        f"AND substr(created_at, 1, 10) <= '{day}'))"
    )


def put_back(
    ledger: Ledger, students: dict[str, Row], records: dict[str, Records], on: Day
) -> None:
    """Give each child and its records what they said on a past day."""
    first_no = _first_after(ledger, on)
    came = put_back_owners(ledger, students.keys(), records, first_no, living_then(on))
    changes = _changes(ledger, list(students), first_no, came)
    names = school_names(ledger)
    for student_id, student in students.items():
        until = max(on.text, entered_on(student))
        own: Records = {
            table: _records_then(table, rows, changes, on, until)
            for table, rows in records.get(student_id, {}).items()
        }
        if student_id in records:
            records[student_id] = own
        students[student_id] = _student_then(student, own, changes, names, on)


def places_put_back(ledger: Ledger, table: str, rows: Sequence[Row], on: Day) -> list[Row]:
    """Return schools or classes as they were called on a past day."""
    found = _grouped(
        ledger.rows(
            "SELECT c.table_name, c.record_id, c.field, c.old, substr(r.at, 1, 10) AS day "
            "FROM change c JOIN revision r ON r.no = c.revision_no WHERE c.revision_no >= ? "
            "AND c.student_id IS NULL AND c.table_name = ? AND c.op = 'update' ORDER BY c.no",
            [_first_after(ledger, on), table],
        )
    )
    return [
        as_logged(table, row, found.get((table, row["id"]), ()), max(on.text, entered_on(row)))
        for row in rows
    ]


def _records_then(
    table: str, rows: Sequence[Row], changes: Changes, on: Day, until: str
) -> list[Row]:
    kept = []
    for row in rows:
        entered = entered_on(row)
        # What has no date counts from its entry; what came with the file belongs to it.
        if entered > until and not is_dated(table, row):
            continue
        its = changes.get((table, row["id"]), ())
        kept.append(as_logged(table, row, its, max(on.text, entered)))
    return kept


def _student_then(
    student: Row, own: Records, changes: Changes, names: Mapping[str, str], on: Day
) -> Row:
    its = changes.get((STUDENT.key, student["id"]), [])
    then = as_logged(STUDENT.key, student, its, max(on.text, entered_on(student)))
    followed = [change for change in its if change["field"] in FOLLOWED_KEYS]
    if followed or own.get("relocation"):
        place = place_on(StudentFile(student, own), followed, names, on)
        then = with_values(then, place)
    return then


def _changes(ledger: Ledger, ids: Sequence[str], first_no: int, came: Sequence[str]) -> Changes:
    """Return the updates after the day by record; of the place of a child all there ever were.

    Of records that `came` back from another child's file, too.
    """
    fields = ", ".join("?" * len(FOLLOWED_KEYS))
    updates = (
        "SELECT c.no, c.table_name, c.record_id, c.field, c.old, substr(r.at, 1, 10) AS day "
        "FROM change c JOIN revision r ON r.no = c.revision_no WHERE c.op = 'update' AND "
    )
    found = ledger.rows(
        f"{updates} c.student_id IN {THESE} AND (c.revision_no >= ? "
        f"OR (c.table_name = 'student' AND c.field IN ({fields}))) ORDER BY c.no",
        [these(ids), first_no, *FOLLOWED_KEYS],
    )
    if came:
        found += ledger.rows(
            f"{updates} c.op <> 'create' AND c.record_id IN {THESE} AND c.revision_no >= ? "
            "ORDER BY c.no",
            [these(came), first_no],
        )
    return _grouped(list({row["no"]: row for row in found}.values()))


def _first_after(ledger: Ledger, on: Day) -> int:
    """Return the number of the first revision after a day, however the clock went."""
    sql = "SELECT coalesce(min(no), (SELECT coalesce(max(no), 0) + 1 FROM revision)) FROM revision "
    return int(ledger.value(sql + "WHERE substr(at, 1, 10) > ?", [on.text]))


def _grouped(rows: Sequence[Row]) -> Changes:
    of_record = itemgetter("table_name", "record_id")
    ordered = sorted(rows, key=of_record)  # stable: oldest first within a record
    return {key: list(members) for key, members in groupby(ordered, key=of_record)}
