"""Reading student files out of the ledger, one or many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ledger_app.catalogue import CHILD_TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reads import NarrowRecords, Reads, narrow_row, with_values
from ledger_app.domain.standing.past_place import FOLLOWED_KEYS, place_on
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import whole_file
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.places import school_names

_PORTION = 500  # whole files held in memory at once
# The fewer at once, the less memory: at 17,359 children 25 MB instead of 50, in the same time.
# Where the file is far larger than the page cache, looking records up takes twice as long.
_NARROW_PORTION = 1_000
_MOST_BY_PORTION = 25_000  # beyond that, the records wanted of all children are read in one go
_PLAIN: type[dict[str, Any]] = dict
_Records = dict[str, Sequence[Row]]  # of one child, by table
# What rows are put together by.
_RECORD_LINKS = ("id", "student_id")
_LINKS = {
    "student": ("id", "school", "grade", "class_no"),
    "school": ("id",),
    "school_class": ("school", "grade", "class_no"),
}


def load_file(ledger: Ledger, student_id: str, *, placed_on: Day | None = None) -> StudentFile:
    """Return one child's file; raise LedgerError if there is none (or it is deleted)."""
    if placed_on is None:
        found = whole_file.kept(ledger, student_id) or whole_file.read(ledger, student_id)
    else:
        found = next(load_files(ledger, [student_id], placed_on=placed_on), None)
    if found is not None:
        return found
    raise LedgerError("找不到这个学生的档案。", "可能已被删除：可用“撤销”找回。")


def load_files(
    ledger: Ledger,
    student_ids: Sequence[str] | None = None,
    *,
    reads: Reads | None = None,
    placed_on: Day | None = None,
) -> Iterator[StudentFile]:
    """Yield files in the order of their ids, or all living ones in list order.

    `reads` names the tables and columns that are wanted, by default all. `placed_on` gives each
    child what has no day of its own as the ledger knew it on a past day: school, grade, class,
    teacher, register status.
    """
    if placed_on and placed_on.date >= ledger.today():
        placed_on = None
    if student_ids is None:
        student_ids = ledger.column("SELECT id FROM student_index ORDER BY list_order")
    size, at_once = _PORTION if reads is None else _NARROW_PORTION, None
    if reads is not None and len(student_ids) > _MOST_BY_PORTION:
        at_once = _records(ledger, None, reads)
    for start in range(0, len(student_ids), size):
        ids = student_ids[start : start + size]
        records = _records(ledger, ids, reads) if at_once is None else at_once
        yield from _files(ledger, ids, reads, records, placed_on)


def _files(
    ledger: Ledger,
    ids: Sequence[str],
    reads: Reads | None,
    records: Mapping[str, _Records],
    placed_on: Day | None,
) -> Iterator[StudentFile]:
    students = {row["id"]: row for row in _read(ledger, "student", reads, "id", ids)}
    if placed_on:
        _put_back(ledger, students, records, placed_on)
    schools, classes = _places(ledger, {row["school"] for row in students.values()}, reads)
    none = _no_records(reads)
    no_school, no_class = _unknown("school", reads), _unknown("school_class", reads)
    for student_id in ids:
        if student := students.get(student_id):
            place = (student["school"], student["grade"], student["class_no"])
            yield StudentFile(
                student,
                records.get(student_id, none),
                schools.get(student["school"], no_school),
                classes.get(place, no_class),
            )


def _read(
    ledger: Ledger,
    table: str,
    reads: Reads | None,
    among: str,
    ids: Iterable[str] | None,
    order: str = "",
) -> Sequence[Row]:
    """Return rows of a table with the columns wanted; of those among these ids, None: of all."""
    columns, kind = "*", _PLAIN
    if reads is not None:
        if table not in reads:
            return []
        columns = ", ".join(sorted({*_LINKS.get(table, _RECORD_LINKS), *reads[table]}))
        kind = narrow_row(table)
    living = "TRUE" if table == "school" else "deleted_at IS NULL"  # a closed school keeps its name
    sql = f"SELECT {columns} FROM {table} WHERE {living}"
    if ids is None:
        return ledger.rows(sql + order, (), kind)
    return ledger.rows(f"{sql} AND {among} IN {THESE}{order}", [these(ids)], kind)


def _no_records(reads: Reads | None) -> _Records:
    if reads is None:
        return {}
    return NarrowRecords({table: () for table in reads if table not in _LINKS})


def _unknown(table: str, reads: Reads | None) -> Row:
    """Return the row of a place that is not known."""
    return {} if reads is None else narrow_row(table).fromkeys(reads.get(table, ()))


def _put_back(
    ledger: Ledger,
    students: dict[str, Row],
    records: Mapping[str, _Records],
    on: Day,
) -> None:
    """Give each child the place it had on a past day."""
    fields = ", ".join("?" * len(FOLLOWED_KEYS))
    changes: dict[str, list[Row]] = {}
    for row in ledger.rows(
        "SELECT c.student_id, c.field, c.old, substr(r.at, 1, 10) AS day "
        "FROM change c JOIN revision r ON r.no = c.revision_no "
        f"WHERE c.student_id IN {THESE} AND c.table_name = 'student' AND c.op = 'update' "
        f"AND c.field IN ({fields}) ORDER BY c.no",
        [these(students), *FOLLOWED_KEYS],
    ):
        changes.setdefault(row["student_id"], []).append(row)
    names = school_names(ledger)
    for student_id, student in students.items():
        file = StudentFile(student, records.get(student_id, {}))
        if (its_changes := changes.get(student_id, [])) or file.of("relocation"):
            students[student_id] = with_values(student, place_on(file, its_changes, names, on))


def _places(
    ledger: Ledger, schools: set[str | None], reads: Reads | None
) -> tuple[dict[str, Row], dict[tuple[str, str, str], Row]]:
    """Return these schools by id, and their classes by school, grade and class number."""
    ids = [school for school in schools if school]
    found = _read(ledger, "school", reads, "id", ids)
    classes = _read(ledger, "school_class", reads, "school", ids)
    return (
        {row["id"]: row for row in found},
        {(row["school"], row["grade"], row["class_no"]): row for row in classes},
    )


def _records(ledger: Ledger, ids: Sequence[str] | None, reads: Reads | None) -> dict[str, _Records]:
    """Return records by child and table, of every child where `ids` is None."""
    found: dict[str, _Records] = {}
    none = _no_records(reads)
    for table in CHILD_TABLES:
        order = f" ORDER BY {table.sort_by}, no" if table.sort_by else " ORDER BY no"
        by_student: dict[str, list[Row]] = {}
        for row in _read(ledger, table.key, reads, "student_id", ids, order):
            by_student.setdefault(row["student_id"], []).append(row)
        for student_id, rows in by_student.items():
            if student_id not in found:
                found[student_id] = type(none)(none)
            found[student_id][table.key] = rows
    return found
