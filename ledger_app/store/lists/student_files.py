"""Reading student files out of the ledger, one or many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ledger_app.catalogue import FILE_TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reads import NarrowRecords, Reads, narrow_row
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import child_lists, places, whole_file
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.past.past_files import living_then, places_put_back, put_back

_PORTION = 500  # whole files held in memory at once
# The fewer at once, the less memory: at 17,359 children 25 MB instead of 50, in the same time.
# Where the file is far larger than the page cache, looking records up takes twice as long.
_NARROW_PORTION = 1_000
_MOST_BY_PORTION = 25_000  # beyond that, the records wanted of all children are read in one go
_FEW_ROWS = 5_000  # a table is read in one go, whoever is asked about
_RECORD_TABLES = (*(table.key for table in FILE_TABLES), *child_lists.LISTS)
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
    without: Collection[str] = (),
) -> Iterator[StudentFile]:
    """Yield files in the order of their ids, or all living ones in list order.

    `reads` names the tables and columns that are wanted, by default all. `placed_on` gives whole
    files as the ledger knew them on a past day, those deleted since among them (see past_values).
    `without` are tables in which these children are known to have nothing that is asked for.
    """
    if placed_on and reads is not None:
        raise ValueError("files of a past day are read whole")
    if placed_on and placed_on.date >= ledger.today():
        placed_on = None
    if student_ids is None:
        student_ids = ledger.column("SELECT id FROM student_index ORDER BY list_order")
    size = _PORTION if reads is None else _NARROW_PORTION
    read_before: dict[str, _Records] = {}
    tables = frozenset(_RECORD_TABLES).difference(without)
    if reads is not None and len(student_ids) > size:
        at_once = tables
        if len(student_ids) <= _MOST_BY_PORTION:
            at_once = frozenset(table for table in tables if _has_few_rows(ledger, table))
        read_before = _records(ledger, None, reads, at_once)
        tables -= at_once
    for start in range(0, len(student_ids), size):
        ids = student_ids[start : start + size]
        records = _records(ledger, ids, reads, tables, placed_on, read_before)
        yield from _files(ledger, ids, reads, records, placed_on)


def _has_few_rows(ledger: Ledger, table: str) -> bool:
    return (ledger.value(f"SELECT max(no) FROM {table}") or 0) <= _FEW_ROWS


def _files(
    ledger: Ledger,
    ids: Sequence[str],
    reads: Reads | None,
    records: dict[str, _Records],
    placed_on: Day | None,
) -> Iterator[StudentFile]:
    students = {row["id"]: row for row in _read(ledger, "student", reads, "id", ids, on=placed_on)}
    if placed_on:
        put_back(ledger, students, records, placed_on)
    schools, classes = _places(
        ledger, {row["school"] for row in students.values()}, reads, placed_on
    )
    named = _named(ledger, placed_on)
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
                named,
            )


def _read(
    ledger: Ledger,
    table: str,
    reads: Reads | None,
    among: str,
    ids: Iterable[str] | None,
    order: str = "",
    on: Day | None = None,
) -> Sequence[Row]:
    """Return rows of a table with the columns wanted; of those among these ids, None: of all.

    With `on` those that stood there at the end of that day.
    """
    columns, kind = "*", _PLAIN
    if reads is not None:
        if table not in reads:
            return []
        columns = ", ".join(sorted({*_LINKS.get(table, _RECORD_LINKS), *reads[table]}))
        kind = narrow_row(table)
    living = "TRUE" if table == "school" else living_then(on)  # a closed school keeps its name
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


def _places(
    ledger: Ledger, schools: set[str | None], reads: Reads | None, on: Day | None
) -> tuple[dict[str, Row], dict[tuple[str, str, str], Row]]:
    """Return these schools by id, and their classes by school, grade and class number."""
    ids = [school for school in schools if school]
    found = _read(ledger, "school", reads, "id", ids)
    classes = _read(ledger, "school_class", reads, "school", ids, on=on)
    if on:
        found = places_put_back(ledger, "school", found, on)
        classes = places_put_back(ledger, "school_class", classes, on)
    return (
        {row["id"]: row for row in found},
        {(row["school"], row["grade"], row["class_no"]): row for row in classes},
    )


def _named(ledger: Ledger, on: Day | None) -> Mapping[str, Row]:
    """Return the schools that records may name, as they were called on a past day."""
    if on is None:
        return places.by_name(ledger)
    return places.named(places_put_back(ledger, "school", places.schools(ledger), on))


def _records(
    ledger: Ledger,
    ids: Sequence[str] | None,
    reads: Reads | None,
    tables: Collection[str],
    on: Day | None = None,
    before: Mapping[str, _Records] | None = None,
) -> dict[str, _Records]:
    """Return records of these tables by child, of every child where `ids` is None.

    What was read `before` is in the file, too.
    """
    none = _no_records(reads)
    found = {each: before[each] for each in ids or () if before and each in before}

    def keep(student_id: str, table: str, rows: Sequence[Row]) -> None:
        if student_id not in found:
            found[student_id] = type(none)(none)
        found[student_id][table] = rows

    for table in (each for each in FILE_TABLES if each.key in tables):
        order = f" ORDER BY {table.sort_by}, no" if table.sort_by else " ORDER BY no"
        by_student: dict[str, list[Row]] = {}
        for row in _read(ledger, table.key, reads, "student_id", ids, order, on):
            by_student.setdefault(row["student_id"], []).append(row)
        for student_id, rows in by_student.items():
            keep(student_id, table.key, rows)
    wanted = [table for table in child_lists.LISTS if table in tables]
    for student_id, table_name, named in child_lists.named_by(
        ledger, ids, reads, living_then(on), wanted
    ):
        keep(student_id, table_name, named)
    return found
