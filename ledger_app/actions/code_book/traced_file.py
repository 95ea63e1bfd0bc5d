"""A child whose every value is another one: what stands on paper tells which field it came from.

Papers compose their texts in many ways (监护人及电话, 是否复学). Nobody writes a second time which
fields they print: the file below is put through them, and its values are looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from ledger_app.catalogue import FILE_TABLES, STUDENT, TABLES, Field, Kind, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.values import display

DAY = date(2026, 11, 28)
# In this order things happen to a child, so that a case begins, goes on and ends. Its own dates
# lie in months of their own: of some only the month is printed.
_BEGINS = {
    "student": date(2010, 1, 1), "school": date(2009, 1, 1), "absence": date(2026, 8, 20),
    "dropout": date(2026, 9, 1), "contact": date(2026, 10, 1), "placement": date(2026, 10, 20),
}  # fmt: skip
_APART = {"student": 40}  # days between two of its dates
_OTHER = date(2026, 3, 1)
_LEAST = 2  # characters: 是 and 男 stand on paper for many reasons
_BESIDE = ("school", "school_class")

# What ends a record: without it the child still stands on the ledger of such records.
_ENDS = {
    "concern": ("until_on", "until_reason"), "leave": ("returned_on",), "elsewhere": ("ended_on",),
}  # fmt: skip

Place = tuple[str, str]  # table, key


def traced_files() -> Iterator[StudentFile]:
    """Yield the child with everything, without a return, and with nothing in its own row.

    Texts take the first of several fields that is filled, and a child that is back has other lines
    than one that is out.
    """
    whole = {table.key: (_row(table),) for table in FILE_TABLES}
    own, school, school_class = (_row(TABLES[key]) for key in ("student", *_BESIDE))
    bare = {**dict.fromkeys(own), "id": own["id"], "name": own["name"]}
    out = {key: rows for key, rows in whole.items() if key not in ("placement", "leave")}
    guardian = {"family_member": ({**whole["family_member"][0], "is_guardian": YES},)}
    open_ = {key: ({**whole[key][0], **dict.fromkeys(ends)},) for key, ends in _ENDS.items()}
    stories = ((own, whole), (own, {**whole, **open_}), (own, out), (bare, {**out, **guardian}))
    for student, records in stories:
        yield StudentFile(student, records, school, school_class)


def nobody() -> StudentFile:
    """Return a child of whom nothing is known."""
    return StudentFile({**dict.fromkeys(_row(STUDENT)), "id": "nobody", "name": "某"})


def shown_values(tables: Collection[str]) -> dict[str, Place]:
    """Return {what stands on paper: its field} of the child in these tables.

    A value that several fields have, or that is within another one, tells nothing: it is left out.
    """
    found: defaultdict[str, set[Place]] = defaultdict(set)
    for table in (STUDENT, *(TABLES[key] for key in _BESIDE), *FILE_TABLES):
        row = _row(table) if table.key in tables else {}
        for field in table.fields if row else ():
            for value in _shown(field, display(field, row[field.key])):
                found[value].add((table.key, field.key))
    return {
        value: next(iter(places))
        for value, places in found.items()
        if len(places) == 1 and len(value) >= _LEAST and not _is_within(value, found, places)
    }


def _shown(field: Field, value: str) -> Iterator[str]:
    yield value
    if field.kind is Kind.DATE:
        yield value[:7]  # 出生年月, 辍学年月


def _is_within(value: str, found: Mapping[str, set[Place]], places: set[Place]) -> bool:
    return any(value != other and value in other and found[other] != places for other in found)


def _row(table: Table) -> Row:
    values = {field.key: _value(table, at) for at, field in enumerate(table.fields)}
    return {**values, "id": f"{table.key}-1", "created_at": "2026-11-01 08:00:00"}


def _value(table: Table, at: int) -> str | int | float | None:
    field = table.fields[at]
    if field.kind in (Kind.CODE, Kind.CODES, Kind.YES_NO):
        return _code(field, at)
    begins = _BEGINS.get(table.key, _OTHER)
    number = _number_of(table) * 100 + at
    by_kind: dict[Kind, str | int | float] = {
        Kind.INTEGER: 10_000 + number,
        Kind.DECIMAL: 10_000.5 + number,
        Kind.DATE: (begins + timedelta(days=at * _APART.get(table.key, 1))).isoformat(),
        Kind.MONTH: f"20{number % 80 + 10}-{at % 12 + 1:02d}",
        Kind.TIME: f"{number // 60 % 24:02d}:{number % 60:02d}",
        Kind.REGION: f"5299{number:08d}",
        Kind.SCHOOL: "school-1",
    }
    return by_kind.get(field.kind, f"值{number}号")


def _code(field: Field, at: int) -> str:
    codes = code_list(field.codes).codes
    return codes[at % len(codes)].value


def _number_of(table: Table) -> int:
    return list(TABLES).index(table.key) + 1
