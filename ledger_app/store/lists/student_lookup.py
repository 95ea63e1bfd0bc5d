"""Looking up children: by id, number or name, with their names and their families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger_app.catalogue.meanings import YES
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

_LIVING = "SELECT id FROM student WHERE deleted_at IS NULL AND"


def ids_of_id(ledger: Ledger, student_id: str) -> list[str]:
    """Return the id itself if there is a living file of it."""
    return ledger.column(f"{_LIVING} id = ?", [student_id])


def ids_of_number(ledger: Ledger, number: str) -> list[str]:
    """Return the living files of an ID, register, file or temporary number in any case."""
    return ledger.column(
        f"{_LIVING} ? IN (upper(id_no), upper(register_no), upper(file_no), upper(temp_no))",
        [number.upper()],
    )


def ids_of_numbers(ledger: Ledger, forms: Sequence[str]) -> list[str]:
    """Return the living files with one of these as ID or register number, from the indexes."""
    register = [*forms, *(f"G{each}" for each in forms)]
    return ledger.column(
        f"{_LIVING} (id_no IN {THESE} OR register_no IN {THESE})", [these(forms), these(register)]
    )


def ids_of_name(ledger: Ledger, name: str) -> list[str]:
    """Return the living files of this very name."""
    return ledger.column(f"{_LIVING} name = ?", [name])


def ids_starting(ledger: Ledger, start: str) -> list[str]:
    """Return the living files of which the id starts so."""
    return ledger.column(f"{_LIVING} substr(id, 1, ?) = ?", [len(start), start.lower()])


def is_living(ledger: Ledger, student_id: str) -> bool:
    """Tell whether a file is there and not deleted."""
    return bool(ids_of_id(ledger, student_id))


def student(ledger: Ledger, student_id: str) -> Row | None:
    """Return a child's row, deleted or not, or None."""
    rows = ledger.rows("SELECT * FROM student WHERE id = ?", [student_id])
    return rows[0] if rows else None


def called(ledger: Ledger, ids: Iterable[str]) -> list[Row]:
    """Return id, name, grade and class of children, deleted ones, too."""
    return ledger.rows(
        f"SELECT id, name, grade, class_no FROM student WHERE id IN {THESE}", [these(ids)]
    )


def name_of(ledger: Ledger, student_id: str | None) -> str:
    """Return a child's name, deleted or not; "" if there is none."""
    return ledger.value("SELECT name FROM student WHERE id = ?", [student_id]) or ""


def deleted(ledger: Ledger, name: str, number: str) -> list[Row]:
    """Return the deleted files of this very name or ID number, the last one first."""
    return ledger.rows(
        "SELECT id, name, grade, class_no, deleted_at FROM student WHERE deleted_at IS NOT NULL "
        "AND (name = ? OR id_no = ?) ORDER BY deleted_at DESC, no DESC",
        [name, number or None],
    )


def namesakes(ledger: Ledger, names: Sequence[str]) -> dict[str, list[Row]]:
    """Return {name: id, name and id_no of every living file of that name}."""
    found: dict[str, list[Row]] = {}
    for row in ledger.rows(
        f"SELECT id, name, id_no FROM student WHERE deleted_at IS NULL AND name IN {THESE}",
        [these(names)],
    ):
        found.setdefault(row["name"], []).append(row)
    return found


def everyone(ledger: Ledger, keys: Sequence[str]) -> list[Row]:
    """Return id and these fields of all living files, oldest first."""
    columns = ", ".join(("id", *keys))
    return ledger.rows(f"SELECT {columns} FROM student WHERE deleted_at IS NULL ORDER BY no")


def students(ledger: Ledger, ids: Sequence[str]) -> list[Row]:
    """Return the whole rows of these living files."""
    return ledger.rows(
        f"SELECT * FROM student WHERE deleted_at IS NULL AND id IN {THESE}", [these(ids)]
    )


def families(
    ledger: Ledger, ids: Sequence[str], keys: Sequence[str] = ("*",)
) -> dict[str, list[Row]]:
    """Return {student id: living family members, oldest first}, of each these columns or all."""
    return _records(ledger, "family_member", ids, keys)


def responsible(ledger: Ledger, ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return {student id: living records of who answers for the child, oldest first}."""
    return _records(ledger, "responsibility", ids, ("*",))


def _records(
    ledger: Ledger, table: str, ids: Sequence[str], keys: Sequence[str]
) -> dict[str, list[Row]]:
    columns = ", ".join(dict.fromkeys(("student_id", *keys)))
    found: dict[str, list[Row]] = {}
    for row in ledger.rows(
        f"SELECT {columns} FROM {table} "
        f"WHERE deleted_at IS NULL AND student_id IN {THESE} ORDER BY no",
        [these(ids)],
    ):
        found.setdefault(row["student_id"], []).append(row)
    return found


def with_text(ledger: Ledger, key: str) -> list[Row]:
    """Return id, no, name, grade, class and this field of the living files that have it filled."""
    return ledger.rows(
        f"SELECT id, no, name, grade, class_no, {key} FROM student "
        f"WHERE deleted_at IS NULL AND {key} <> '' ORDER BY no"
    )


def statuses(ledger: Ledger) -> dict[str, str]:
    """Return {student id: status code} of all living files, as the lists have it."""
    rows = ledger.rows("SELECT id, status FROM student_index")
    return {row["id"]: row["status"] for row in rows}


def with_change(ledger: Ledger, kind: str, since: str) -> frozenset[str]:
    """Return the children with a register change of this kind since an ISO day."""
    return frozenset(
        ledger.column(
            "SELECT student_id FROM register_change "
            "WHERE deleted_at IS NULL AND kind = ? AND changed_on >= ?",
            [kind, since],
        )
    )


def graded_since(ledger: Ledger, since: str) -> frozenset[str]:
    """Return the children whose grade was written since an ISO day: new files, changed grades."""
    return frozenset(
        ledger.column(
            "SELECT id FROM student WHERE deleted_at IS NULL AND created_at >= ?1 UNION "
            "SELECT c.record_id FROM change c JOIN revision r ON r.no = c.revision_no "
            "WHERE c.table_name = 'student' AND c.field = 'grade' AND r.at >= ?1 "
            "AND r.undone_by IS NULL AND r.kind NOT IN ('undo', 'redo')",
            [since],
        )
    )


def has_older_pupils(ledger: Ledger, before: str, last_grade: str) -> bool:
    """Tell whether children of grade 1 to `last_grade` were in the ledger before an ISO day."""
    return bool(
        ledger.value(
            "SELECT 1 FROM student WHERE deleted_at IS NULL AND created_at < ? "
            "AND grade BETWEEN '1' AND ? AND length(grade) = 1 LIMIT 1",
            [before, last_grade],
        )
    )


def confidential(ledger: Ledger) -> frozenset[str]:
    """Return the ids of the children that are in no list that leaves the ledger."""
    ids = ledger.column("SELECT id FROM student WHERE confidentiality = ?", [YES])
    return frozenset(map(str, ids))


def ids_of_class(ledger: Ledger, school: str, grade: str, class_no: str) -> list[str]:
    """Return the living files of one class, oldest first."""
    return ledger.column(
        f"{_LIVING} coalesce(school, '') = ? AND coalesce(grade, '') = ? "
        "AND coalesce(class_no, '') = ? ORDER BY no",
        [school, grade, class_no],
    )
