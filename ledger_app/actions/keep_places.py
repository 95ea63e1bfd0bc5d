"""Keep schools and classes: list them, delete one that nobody needs any more."""

from __future__ import annotations

from ledger_app.actions import edit_file
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places

PLACES = ("school", "school_class")


def schools(ledger: Ledger) -> list[Row]:
    """Return all schools by name, each with its `student_count`."""
    counts = places.children_by_school(ledger)
    return [{**row, "student_count": counts.get(row["id"], 0)} for row in places.schools(ledger)]


def classes(ledger: Ledger) -> list[Row]:
    """Return all classes by school, grade and number, with `school_name` and `student_count`."""
    counts = places.students_by_class(ledger)
    return [
        {**row, "student_count": counts.get((row["school"], row["grade"], row["class_no"]), 0)}
        for row in places.classes(ledger)
    ]


def school_choices(ledger: Ledger) -> list[tuple[str, str]]:
    """Return (id, name) of every school, as forms offer them."""
    return [(row["id"], row["name"] or "") for row in places.schools(ledger)]


def delete_place(ledger: Ledger, table_key: str, record_id: str) -> None:
    """Delete a school or a class; raise LedgerError while children or classes belong to it."""
    if table_key == "school":
        _must_be_empty(ledger, record_id)
    # A class may go while children say they are in it: it is only a note about that class.
    edit_file.delete_record(ledger, table_key, record_id)


def _must_be_empty(ledger: Ledger, school: str) -> None:
    if settings.get(ledger, "own_school") == school:
        raise LedgerError("这是本单位自己的学校，不能删除。", "如果名称有误，直接改名称即可。")
    class_count = sum(row["school"] == school for row in places.classes(ledger))
    student_count = places.students_by_school(ledger).get(school, 0)
    for count, label in ((student_count, "学生"), (class_count, "班级")):
        if count:
            raise LedgerError(
                f"还有 {count} 个{label}属于这所学校，不能删除。",
                f"学校撤并了，请把“{TABLES['school'].field('status').label}”改为已撤并；"
                f"建错了，请先把{label}改到别的学校。",
            )
