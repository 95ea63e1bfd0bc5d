"""Schools and classes: which there are, how they are called, who is in one, its roll calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ledger_app.catalogue.evidence_meanings import RollCallKind
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

Place = tuple[str, str, str]  # school id, grade code, class number; "" where there is none
_CLASS = "school = ? AND coalesce(grade, '') = ? AND coalesce(class_no, '') = ?"


def schools(ledger: Ledger) -> list[Row]:
    """Return the living schools by name."""
    return ledger.rows("SELECT * FROM school WHERE deleted_at IS NULL ORDER BY name, no")


def school_names(ledger: Ledger) -> dict[str, str]:
    """Return {id: name} of all schools, deleted ones too: old records still name them."""
    return {row["id"]: row["name"] for row in ledger.rows("SELECT id, name FROM school")}


def place_of(ledger: Ledger, student: Row) -> tuple[Row, Row]:
    """Return the school and the class of a child's row, each empty where it is unknown."""
    place = (student["school"], student["grade"], student["class_no"])
    if ("place", place) not in ledger.lasting:
        found = ledger.rows("SELECT * FROM school WHERE id = ?", place[:1])
        classes = ledger.rows(
            "SELECT * FROM school_class WHERE deleted_at IS NULL "
            "AND school = ? AND grade = ? AND class_no = ?",
            place,
        )
        ledger.lasting["place", place] = (found or [{}])[0], (classes or [{}])[-1]
    school, school_class = ledger.lasting["place", place]
    return school, school_class


def by_name(ledger: Ledger) -> dict[str, Row]:
    """Return {name: id, name, status, closed_on} of the living schools.

    A name that two of them bear is left out: nobody knows which one is meant.
    """
    if "schools by name" not in ledger.lasting:
        ledger.lasting["schools by name"] = named(schools(ledger))
    found: dict[str, Row] = ledger.lasting["schools by name"]
    return found


def named(rows: Iterable[Mapping[str, Any]]) -> dict[str, Row]:
    """Return these schools by name, like `by_name`."""
    found: dict[str, Row | None] = {}
    for row in rows:
        name = row["name"]
        if name:
            short = {key: row[key] for key in ("id", "name", "status", "closed_on")}
            found[name] = None if name in found else short
    return {name: row for name, row in found.items() if row}


def schools_left(ledger: Ledger) -> list[str]:
    """Return the schools that relocated children come from, as written there, by name."""
    return ledger.column(
        "SELECT DISTINCT coalesce(origin_school, '') FROM relocation WHERE deleted_at IS NULL "
        "ORDER BY 1"
    )


def schools_receiving(ledger: Ledger) -> list[str]:
    """Return the schools that take relocated children in, as written there, by name."""
    return ledger.column(
        "SELECT DISTINCT receiving_school FROM relocation "
        "WHERE deleted_at IS NULL AND receiving_school <> '' ORDER BY 1"
    )


def school_ids(ledger: Ledger, text: str) -> list[str]:
    """Return the ids of the living schools with this id, name or code."""
    return ledger.column(
        "SELECT id FROM school WHERE deleted_at IS NULL AND (id = ? OR name = ? OR code = ?)",
        [text, text.strip(), text.strip()],
    )


def classes(ledger: Ledger) -> list[Row]:
    """Return the living classes by school, grade and number, each with its `school_name`."""
    return ledger.rows(
        "SELECT c.*, s.name AS school_name FROM school_class c LEFT JOIN school s "
        "ON s.id = c.school WHERE c.deleted_at IS NULL "
        "ORDER BY s.name, length(c.grade), c.grade, length(c.class_no), c.class_no, c.no"
    )


def students_by_school(ledger: Ledger) -> dict[str | None, int]:
    """Return {school id: number of living files}."""
    rows = ledger.rows(
        "SELECT school, count(*) AS count FROM student WHERE deleted_at IS NULL GROUP BY 1"
    )
    return {row["school"]: row["count"] for row in rows}


def children_by_school(ledger: Ledger) -> dict[str | None, int]:
    """Return {school id: number of children}: a reading copy is counted where its file is kept."""
    rows = ledger.rows(
        "SELECT school, count(*) AS count FROM student_index WHERE status IS NOT ? GROUP BY 1",
        [StatusCode.HANDED_OVER],
    )
    return {row["school"]: row["count"] for row in rows}


def students_by_class(ledger: Ledger) -> dict[tuple[str | None, str | None, str | None], int]:
    """Return {(school id, grade, class number): number of children}, reading copies left out."""
    rows = ledger.rows(
        "SELECT school, grade, class_no, count(*) AS count FROM student_index "
        "WHERE status IS NOT ? GROUP BY 1, 2, 3",
        [StatusCode.HANDED_OVER],
    )
    return {(row["school"], row["grade"], row["class_no"]): row["count"] for row in rows}


def member_ids(ledger: Ledger, place: Place) -> list[str]:
    """Return the ids of a class's living files by the sound of the names."""
    # From the school's children, which are found by an index, to their sorted names.
    return ledger.column(
        "SELECT i.id FROM (SELECT no FROM student WHERE deleted_at IS NULL "
        f"AND {_CLASS}) AS s JOIN student_index i ON i.no = s.no ORDER BY i.sort_name, i.no",
        place,
    )


def class_sizes(ledger: Ledger) -> dict[Place, int]:
    """Return {class: number of children} of every class that has children or was noted."""
    found: dict[Place, int] = {}
    for row in (*classes(ledger), *_classes_of_children(ledger)):
        place = (row["school"], row["grade"] or "", row["class_no"] or "")
        found[place] = row.get("count", 0)
    return found


def _classes_of_children(ledger: Ledger) -> list[Row]:
    return ledger.rows(
        "SELECT school, grade, class_no, count(*) AS count FROM student_index "
        "WHERE school IS NOT NULL GROUP BY 1, coalesce(grade, ''), coalesce(class_no, '')"
    )


def roll_calls(ledger: Ledger, held_on: str, place: Place | None = None) -> list[Row]:
    """Return the roll calls of an ISO day, of one class or of all, oldest first."""
    where, params = ("", [held_on]) if place is None else (f" AND {_CLASS}", [held_on, *place])
    return ledger.rows(
        f"SELECT * FROM roll_call WHERE deleted_at IS NULL AND held_on = ?{where} ORDER BY no",
        params,
    )


def absences(ledger: Ledger, ids: Sequence[str]) -> dict[str, list[Row]]:
    """Return {child: its absences, oldest first} of these children."""
    found: dict[str, list[Row]] = {}
    for row in ledger.rows(
        "SELECT * FROM absence WHERE deleted_at IS NULL "
        f"AND student_id IN {THESE} ORDER BY from_on, no",
        [these(ids)],
    ):
        found.setdefault(row["student_id"], []).append(row)
    return found


def seen_after(ledger: Ledger, day: str) -> dict[str, str]:
    """Return {child: the first ISO day after this one on which a roll call saw it}."""
    found: dict[str, str] = {}
    for row in ledger.rows(
        "SELECT held_on, children FROM roll_call WHERE deleted_at IS NULL AND held_on > ? "
        "ORDER BY held_on DESC",
        [day],
    ):
        found.update(dict.fromkeys((row["children"] or "").split(), row["held_on"]))
    return found


def later_calls(ledger: Ledger, place: Place, day: str) -> list[tuple[str, frozenset[str]]]:
    """Return day and children of a class's roll calls after an ISO day, in their order."""
    rows = ledger.rows(
        f"SELECT held_on, children FROM roll_call WHERE deleted_at IS NULL AND {_CLASS} "
        "AND held_on > ? ORDER BY held_on, no",
        [*place, day],
    )
    return [(row["held_on"], frozenset((row["children"] or "").split())) for row in rows]


def place_row(ledger: Ledger, student_id: str) -> Row | None:
    """Return name, school, grade and class of a living file, None if there is none."""
    rows = ledger.rows(
        "SELECT id, name, school, grade, class_no FROM student_index WHERE id = ?", [student_id]
    )
    return rows[0] if rows else None


def classes_with_children(ledger: Ledger) -> set[tuple[str, str, str]]:
    """Return school id, grade and number of every class that children are in who are not gone."""
    rows = ledger.rows(
        "SELECT DISTINCT school, grade, class_no FROM student_index "
        "WHERE school IS NOT NULL AND grade IS NOT NULL AND standing IS NOT 'gone'"
    )
    return {_class_key(row) for row in rows}


def classes_registered(ledger: Ledger, first: str, last: str) -> set[tuple[str, str, str]]:
    """Return the classes that were registered (报到) between two ISO days, as above."""
    rows = ledger.rows(
        "SELECT DISTINCT school, grade, class_no FROM roll_call WHERE deleted_at IS NULL "
        "AND kind = ? AND held_on BETWEEN ? AND ?",
        [RollCallKind.REPORTING_IN, first, last],
    )
    return {_class_key(row) for row in rows}


def _class_key(row: Row) -> tuple[str, str, str]:
    return row["school"] or "", row["grade"] or "", row["class_no"] or ""


def arrived_elsewhere(ledger: Ledger, today: str) -> list[str]:
    """Return the children with an arrival by an ISO day at a school that their row does not name.

    They may have gone on since: what is true of each its file says.
    """
    return ledger.column(
        "SELECT DISTINCT student.id FROM relocation "
        "JOIN student ON student.id = relocation.student_id "
        "LEFT JOIN school ON school.id = student.school "
        "WHERE relocation.deleted_at IS NULL AND student.deleted_at IS NULL "
        "AND relocation.moved_on > '' AND relocation.moved_on <= ? "
        "AND relocation.receiving_school <> coalesce(school.name, '') ORDER BY student.no",
        [today],
    )
