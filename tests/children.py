"""Invented children whose records say anything at all, of any day: as no clerk would type them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from ledger_app.catalogue import FILE_TABLES, STUDENT, TABLES, Field, Kind, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.student_file import StudentFile

FIRST = date(2026, 1, 1)
DAYS = ("2026-03-02", "2026-07-10", "2026-09-10", "2026-11-21", "2027-01-15")
SCHOOLS = ("福利镇中心小学", "青山教学点", "石门村小学")
# What says where a child is and who looks after it; the rest of the row stays empty.
TELLING = (
    "register_status", "in_school_status", "absent_kind", "left_behind_edu", "left_behind_mca",
    "file_status", "grade", "home_teacher", "guardian_name", "guardian_phone", "opened_on",
    "econ_category", "former_name", "village_name", "class_no", "marked_on", "study_mode",
    "special_placement", "birth_date",
)  # fmt: skip
CHILD_LISTS = ("roll_call", "name_list")  # that name a child
CALM = {
    "contact_frequency": ("每周1次", "每月家访1次", "每学期2次"), "risk_level": ("3",),
    "result": ("", "2", "3"), "relapse": ("0", ""), "file_status": ("", "1"),
}  # fmt: skip


@dataclass(frozen=True)
class Child:
    """A child as its tables hold it: values by key, records by table."""

    student: dict[str, Any]
    records: tuple[tuple[str, dict[str, Any]], ...]


def children(count: int, seed: int) -> list[Child]:
    """Return so many children, the same for the same seed."""
    rng = Random(seed)
    return [_child(rng, number) for number in range(count)]


def _child(rng: Random, number: int) -> Child:
    marks = {key: _value(STUDENT.field(key), rng) for key in TELLING if rng.random() < 0.3}
    tables = rng.choices(FILE_TABLES, k=rng.randrange(6))
    return Child(
        {"name": f"王{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}", **_filled(marks)},
        tuple((table.key, _record(table, rng)) for table in tables),
    )


def _record(table: Table, rng: Random) -> dict[str, Any]:
    share = rng.choice((0.2, 0.4, 0.8))
    keys = [field for field in table.fields if rng.random() < share]
    return _filled({field.key: _value(field, rng) for field in keys})


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}


def _value(field: Field, rng: Random) -> Any:
    if field.key in CALM and rng.random() < 0.5:
        return rng.choice(CALM[field.key])
    if field.key == "left_behind_edu":  # a kind that nobody told (3) is acted upon like the others
        return rng.choice(code_list(field.codes).codes[:3]).value
    if field.key == "birth_date":
        return (FIRST - timedelta(days=365 * 5 + rng.randrange(365 * 13))).isoformat()
    if field.key in ("table_name", "field"):  # of a question: what it is about
        return rng.choice((STUDENT.key, "contact") if field.key == "table_name" else ("phone", "?"))
    if field.kind is Kind.DATE:
        return (FIRST + timedelta(days=rng.randrange(380))).isoformat()
    if field.kind is Kind.CODE:
        return rng.choice(code_list(field.codes).codes).value
    if field.kind is Kind.CODES:
        codes = rng.sample(code_list(field.codes).codes, 2)
        return ",".join(sorted(code.value for code in codes))
    if field.kind in (Kind.REGION, Kind.SCHOOL, Kind.ID_NUMBER):
        return None
    by_kind = {
        Kind.MONTH: f"2026-{rng.randrange(1, 13):02d}", Kind.YES_NO: rng.choice("01"),
        Kind.TIME: f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
        Kind.INTEGER: rng.randrange(1, 9), Kind.DECIMAL: rng.randrange(1, 9) + 0.5,
        Kind.PHONE: f"138{rng.randrange(10**8):08d}",
    }  # fmt: skip
    text = rng.choice(SCHOOLS) if "school" in field.key else field.label
    return by_kind.get(field.kind, text[: field.max_length or 500])


def files(count: int, seed: int) -> Iterator[StudentFile]:
    """Yield their files as they are read whole: every column is there, most are empty."""
    rng, others = Random(seed), Random(seed + 1)
    for number, child in enumerate(children(count, seed)):
        own = {"id": f"s{number}", "no": number, "created_at": _value(_MADE, rng) + " 08:00:00"}
        records: dict[str, list[dict[str, Any]]] = {}
        for place, (table, values) in enumerate(child.records):
            row = {**_empty(TABLES[table]), **own, **values, "id": f"r{number}-{place}"}
            if rng.random() < 0.5:
                row["created_at"] = None
            records.setdefault(table, []).append({**row, "student_id": own["id"]})
        for table in CHILD_LISTS:
            if rng.random() < 0.5:
                rows = records.setdefault(table, [])
                named = {**_empty(TABLES[table]), **_record(TABLES[table], rng)}
                rows.append({**named, "id": f"l{number}-{table}"})
        for table, rows in records.items():
            rows.sort(key=lambda row: str(row.get(TABLES[table].sort_by) or ""))
        school = {**_empty(TABLES["school"]), "id": "c", **_place(TABLES["school"], rng)}
        school_class = {**_empty(TABLES["school_class"]), "home_teacher": rng.choice((None, "李"))}
        yield StudentFile(
            {**_empty(STUDENT), **own, **child.student},
            records,
            school,
            school_class,
            {row["name"]: row for row in (_place(TABLES["school"], others) for _ in SCHOOLS)},
        )


def _place(table: Table, rng: Random) -> dict[str, Any]:
    wanted = {"name": rng.choice(SCHOOLS), "status": rng.choice("13")}
    return wanted | ({"closed_on": _value(_MADE, rng)} if rng.random() < 0.3 else {})


_MADE = next(field for field in STUDENT.fields if field.key == "opened_on")


def _empty(table: Table) -> dict[str, Any]:
    return dict.fromkeys(field.key for field in table.fields)
