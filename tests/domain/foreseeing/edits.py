"""Random single edits of a file: one field of one record, or a new record of one day."""

from __future__ import annotations

from random import Random

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.foreseeing.changed_file import NEW, Entry
from ledger_app.domain.student_file import StudentFile
from tests.domain.standing.stories import LIVELY, MARKS, _value

AT = "2026-11-21 12:00:00"


def edit(file: StudentFile, rng: Random, at: str = AT) -> Entry:
    """Return one edit of the file: as often of a record, of the row, and a new record."""
    written = [(table, row) for table in LIVELY for row in file.of(table)]
    kind = rng.choice(("row", "record", "new"))
    if kind == "row" or (kind == "record" and not written):
        key = rng.choice(list(MARKS))
        return Entry(STUDENT.key, file.student["id"], {key: rng.choice(MARKS[key])}, at)
    if kind == "record":
        name, row = rng.choice(written)
        field = rng.choice(TABLES[name].fields)
        return Entry(name, row["id"], {field.key: _value(TABLES[name], field, rng)}, at)
    table = TABLES[rng.choice(LIVELY)]
    chosen = [field for field in table.fields if rng.random() < 0.4]
    values = {field.key: _value(table, field, rng) for field in chosen}
    kept = {key: value for key, value in values.items() if value is not None}
    return Entry(table.key, NEW, kept or {table.fields[-1].key: "某"}, at)
