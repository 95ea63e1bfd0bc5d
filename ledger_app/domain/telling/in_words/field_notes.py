"""The notes on single fields of a file: EpiData's field notes (peers2 row 61).

A note belongs to a field of the child's own row or of one of its records; once that record is
deleted, the note is told by the history alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ledger_app.catalogue import STUDENT, TABLES, Field
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.restricted import is_note_hidden
from ledger_app.domain.values import display

SIGN = "✎"


class Place(NamedTuple):
    """A field of a record; `record` is "" for the child's own row, which outlives a merge."""

    table: str
    record: str
    key: str

    @property
    def field(self) -> Field:
        """Return the field; raise KeyError if there is none."""
        return TABLES[self.table].field(self.key)


@dataclass(frozen=True, slots=True)
class FieldNote:
    """A note: where, what it says, who wrote it and when, whether it is hidden with its field."""

    id: str
    place: Place
    text: str
    by: str
    on: str
    is_hidden: bool

    @property
    def line(self) -> str:
        """Return the note on one line."""
        return " ".join(self.text.split())

    @property
    def signed(self) -> str:
        """Return the whole note with who wrote it and when."""
        return f"{self.text}（{' '.join(filter(None, (self.by, self.on)))}）"


def place_of(table: str, record: str, key: str) -> Place:
    """Return the place of a field by its table, record and key."""
    return Place(table, "" if table == STUDENT.key else record, key)


def field_notes(file: StudentFile) -> list[FieldNote]:
    """Return the notes on fields that are there, oldest first."""
    found = [_note(row) for row in file.of(FIELD_NOTE.key) if row.get("note")]
    return [each for each in found if row_at(file, each.place) is not None]


def notes_at(file: StudentFile, table: str, record: str) -> dict[str, list[FieldNote]]:
    """Return {key: notes, oldest first} of one record, or of the child's own row."""
    wanted, found = place_of(table, record, ""), dict[str, list[FieldNote]]()
    for each in field_notes(file) if file.of(FIELD_NOTE.key) else ():
        if each.place[:2] == wanted[:2]:
            found.setdefault(each.place.key, []).append(each)
    return found


def row_at(file: StudentFile, place: Place) -> Row | None:
    """Return the record that has a field, None if it is gone, or there never was such a field."""
    if place.table not in TABLES or not any(
        field.key == place.key for field in TABLES[place.table].fields
    ):
        return None
    if place.table == STUDENT.key:
        return file.student
    return next((row for row in file.of(place.table) if row.get("id") == place.record), None)


def label_of(place: Place) -> str:
    """Return 民族, of a record 联系记录 承诺返校日期."""
    label = place.field.label
    return label if place.table == STUDENT.key else f"{TABLES[place.table].label} {label}"


def value_at(file: StudentFile, place: Place) -> str:
    """Return the value that a note is about, as people read it."""
    row = row_at(file, place)
    if row is None:
        return ""
    if place.key == "school":
        return str(file.school.get("name") or "")
    return display(place.field, row.get(place.key))


def _note(row: Row) -> FieldNote:
    keys = (row.get(key) or "" for key in ("noted_table", "noted_record", "noted_key"))
    return FieldNote(
        id=str(row.get("id") or ""),
        place=place_of(*keys),
        text=str(row["note"]),
        by=str(row.get("noted_by") or ""),
        on=str(row.get("noted_on") or ""),
        is_hidden=is_note_hidden(row),
    )
