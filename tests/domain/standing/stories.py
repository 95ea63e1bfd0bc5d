"""Life stories of invented children: any records, any order, any day, missing and contradictory."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from ledger_app.catalogue import CHILD_TABLES, TABLES, Kind, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.student_file import StudentFile

FIRST = date(2025, 8, 20)
LENGTH = 620  # days: nearly two school years
SCHOOLS = {
    name: {"id": f"c{place}", "name": name, "status": status, "closed_on": closed}
    for place, (name, status, closed) in enumerate(
        (
            ("福利镇中心小学", "1", None),
            ("青山教学点", "3", "2026-07-10"),
            ("石门村小学", "1", "2026-10-30"),
            ("白岩小学", "2", None),
            ("水田小学", "3", None),
        )
    )
}
MARKS = {
    "register_status": (None, None, None, "1", "1", "0", "2", "3", "4", "5", "6", "7", "8", "9"),
    "in_school_status": (None, None, "1", "1", "2", "3", "4"),
    "absent_kind": (None, None, None, "1", "2", "3", "4", "5", "6", "9"),
    "study_mode": (None, "1", "2", "3"),
    "special_placement": (None, None, None, "1", "3", "4", "8"),
    "file_status": (None, "1", "2", "3", "4", "5"),
    "grade": (None, "0", "1", "3", "6", "9", "10"),
}
BIRTHS = (None, "2017-05-01", "2014-09-02", "2011-03-08", "2010-01-05", "2021-02-01", "2012-02-29")
# What nearly always says whether something is so; else chance would seldom hit it.
CODES = {
    ("contact", "result"): (None, None, "1", "2", "6", "7", "8", "9", "10"),
    ("contact", "met_who"): (None, "1", "2", "1,2", "4"),
    ("placement", "close_reason"): (None, "1", "2", "3", "4", "5", "6", "7", "8", "9"),
    ("register_change", "kind"): ("11", "12", "17", "21", "21", "22", "51", "91", "92", None),
}
LIVELY = (
    "dropout", "placement", "relocation", "contact", "absence", "leave", "elsewhere",
    "home_teaching", "register_change", "sighting", "unlisted", "roll_call", "name_list", "passage",
)  # fmt: skip


def day_text(rng: Random, *, planned: bool = False) -> str:
    return (FIRST + timedelta(days=rng.randrange(LENGTH + 200 * planned))).isoformat()


def story(seed: int) -> StudentFile:
    """Return the life of one child: the same for the same seed."""
    rng = Random(seed)
    student: dict[str, Any] = {
        "id": f"s{seed}", "name": "王甲", "no": seed, "birth_date": rng.choice(BIRTHS),
        **{key: rng.choice(values) for key, values in MARKS.items() if rng.random() < 0.4},
    }  # fmt: skip
    for key in ("marked_on", "opened_on"):
        student[key] = day_text(rng) if rng.random() < 0.5 else None
    student["created_at"] = f"{day_text(rng)} 08:00:00"
    records: dict[str, list[dict[str, Any]]] = {}
    for number in range(rng.choice((0, 1, 1, 2, 3, 4, 6, 9))):
        table = TABLES[rng.choice(LIVELY)]
        records.setdefault(table.key, []).append(_record(table, rng, number))
    school = rng.choice((*SCHOOLS.values(), {}))
    return in_file_order(StudentFile(student, records, school, {}, SCHOOLS))


def in_file_order(file: StudentFile) -> StudentFile:
    """Return a file as the store gives it: records by the table's date, then as they came."""
    ordered = {
        table: sorted(rows, key=lambda row, by=TABLES[table].sort_by: row.get(by) or "")
        for table, rows in file.records.items()
    }
    return StudentFile(file.student, ordered, file.school, file.school_class, file.schools)


def entered_otherwise(file: StudentFile, rng: Random) -> StudentFile:
    """Return the same life, typed in another order."""
    records = {table: rng.sample(rows, len(rows)) for table, rows in file.records.items()}
    return in_file_order(
        StudentFile(file.student, records, file.school, file.school_class, file.schools)
    )


def _record(table: Table, rng: Random, number: int) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(field.key for field in table.fields)
    share = rng.choice((0.3, 0.6, 0.9))
    for field in table.fields:
        if rng.random() < share or (field.key == table.sort_by and rng.random() < 0.7):
            row[field.key] = _value(table, field, rng)
    row["created_at"] = f"{day_text(rng)} 08:00:00"
    return {**row, "id": f"r{number}", "student_id": "s"}


def _value(table: Table, field: Any, rng: Random) -> Any:
    if own := CODES.get((table.key, field.key)):
        return rng.choice(own)
    if field.kind is Kind.DATE:
        return day_text(rng, planned=field.key in table.planned)
    if field.kind is Kind.MONTH:
        return day_text(rng)[:7]
    if field.kind is Kind.YES_NO:
        return rng.choice("01")
    if field.kind is Kind.CODE:
        return rng.choice(code_list(field.codes).codes).value
    if field.kind is Kind.CODES:
        return rng.choice(code_list(field.codes).codes).value
    if field.kind is Kind.SCHOOL_NAME:
        return rng.choice((*SCHOOLS, "县二中"))
    return None if field.kind in (Kind.SCHOOL, Kind.INTEGER, Kind.DECIMAL) else "某"


def days(seed: int, count: int) -> list[str]:
    """Return days to look at a story: some of them on the day of an event or beside it."""
    rng = Random(seed)
    return sorted(day_text(rng) for _ in range(count))


assert {*LIVELY} >= {table.key for table in CHILD_TABLES} - {
    "family_member", "concern", "responsibility", "harm",
}  # fmt: skip
