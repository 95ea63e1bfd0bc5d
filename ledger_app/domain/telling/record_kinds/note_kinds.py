"""The notes on fields as they are printed: what looks odd and why, before somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import Entry
from ledger_app.domain.telling.in_words import field_notes as notes
from ledger_app.domain.telling.record_kinds.kind import Candidates, RecordKind


def _open_notes(file: StudentFile, on: Day) -> Sequence[Row]:
    """Return the notes of a day whose fields a list may show."""
    told = {each.id for each in notes.field_notes(file) if not each.is_hidden}
    rows = file.of("field_note")
    return [row for row in rows if row["id"] in told and (row["noted_on"] or "") <= on.text]


def _place(entry: Entry) -> notes.Place:
    row = entry.row
    return notes.place_of(row["noted_table"], row["noted_record"] or "", row["noted_key"])


FIELD_NOTES = RecordKind(
    key="field_notes",
    candidates=Candidates(tables=("field_note",)),
    entries=_open_notes,
    table="field_note",
    columns={
        "附注的项目": lambda entry, on: notes.label_of(_place(entry)),
        "现在的内容": lambda entry, on: notes.value_at(entry.file, _place(entry)),
    },
)
