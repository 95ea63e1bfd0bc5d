"""Reading student files out of the ledger, one or many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ledger_app.catalogue import CHILD_TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.past_place import FOLLOWED_KEYS, place_on
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import whole_file
from ledger_app.store.lists.places import school_names

_BATCH = 500


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
    tables: Sequence[str] | None = None,
    columns: Sequence[str] = (),
    placed_on: Day | None = None,
) -> Iterator[StudentFile]:
    """Yield files in the order of their ids, or all living ones in list order.

    `tables` limits which child tables are read, `columns` which columns of the student.
    `placed_on` gives each child what has no day of its own as the ledger knew it on a past day:
    school, grade, class, teacher, register status.
    """
    if placed_on and placed_on.date >= ledger.today():
        placed_on = None
    if student_ids is None:
        student_ids = ledger.column("SELECT id FROM student_index ORDER BY list_order")
    for start in range(0, len(student_ids), _BATCH):
        yield from _batch(ledger, student_ids[start : start + _BATCH], tables, columns, placed_on)


def _batch(
    ledger: Ledger,
    ids: Sequence[str],
    tables: Sequence[str] | None,
    columns: Sequence[str],
    placed_on: Day | None,
) -> Iterator[StudentFile]:
    marks = ", ".join("?" * len(ids))
    chosen = (
        ", ".join(dict.fromkeys(("id", "school", "grade", "class_no", *columns)))
        if columns
        else "*"
    )
    students = {
        row["id"]: row
        for row in ledger.rows(
            f"SELECT {chosen} FROM student WHERE deleted_at IS NULL AND id IN ({marks})", list(ids)
        )
    }
    records = _records(ledger, ids, marks, tables)
    if placed_on:
        _put_back(ledger, students, records, placed_on)
    schools, classes = _places(ledger, {row["school"] for row in students.values()})
    for student_id in ids:
        if student := students.get(student_id):
            place = (student["school"], student["grade"], student["class_no"])
            yield StudentFile(
                student,
                records.get(student_id, {}),
                schools.get(student["school"], {}),
                classes.get(place, {}),
            )


def _put_back(
    ledger: Ledger,
    students: dict[str, Row],
    records: Mapping[str, Mapping[str, Sequence[Row]]],
    on: Day,
) -> None:
    """Give each child the place it had on a past day."""
    marks, fields = ", ".join("?" * len(students)), ", ".join("?" * len(FOLLOWED_KEYS))
    changes: dict[str, list[Row]] = {}
    for row in ledger.rows(
        "SELECT c.student_id, c.field, c.old, substr(r.at, 1, 10) AS day "
        "FROM change c JOIN revision r ON r.no = c.revision_no "
        f"WHERE c.student_id IN ({marks}) AND c.table_name = 'student' AND c.op = 'update' "
        f"AND c.field IN ({fields}) ORDER BY c.no",
        [*students, *FOLLOWED_KEYS],
    ):
        changes.setdefault(row["student_id"], []).append(row)
    names = school_names(ledger)
    for student_id, student in students.items():
        file = StudentFile(student, records.get(student_id, {}))
        if (its_changes := changes.get(student_id, [])) or file.of("relocation"):
            students[student_id] = {**student, **place_on(file, its_changes, names, on)}


def _places(
    ledger: Ledger, schools: set[str | None]
) -> tuple[dict[str, Row], dict[tuple[str, str, str], Row]]:
    """Return these schools by id, and their classes by school, grade and class number."""
    ids = [school for school in schools if school]
    marks = ", ".join("?" * len(ids))
    found = ledger.rows(f"SELECT * FROM school WHERE id IN ({marks})", ids)
    classes = ledger.rows(
        f"SELECT * FROM school_class WHERE deleted_at IS NULL AND school IN ({marks})", ids
    )
    return (
        {row["id"]: row for row in found},
        {(row["school"], row["grade"], row["class_no"]): row for row in classes},
    )


def _records(
    ledger: Ledger, ids: Sequence[str], marks: str, tables: Sequence[str] | None
) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = {}
    for table in CHILD_TABLES:
        if tables is not None and table.key not in tables:
            continue
        order = f"{table.sort_by}, no" if table.sort_by else "no"
        for row in ledger.rows(
            f"SELECT * FROM {table.key} WHERE deleted_at IS NULL AND student_id IN ({marks}) "
            f"ORDER BY {order}",
            list(ids),
        ):
            found.setdefault(row["student_id"], {}).setdefault(table.key, []).append(row)
    return found
