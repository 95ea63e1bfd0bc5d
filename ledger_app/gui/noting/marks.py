"""What the fields of a record have beside them: a note, a second look at a number."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.in_words.field_notes import SIGN, FieldNote, notes_at

Marks = tuple[str, str, str]  # signs at the end, line under the field, all of it


def marks_of(file: StudentFile, table: str, record: str) -> dict[str, Marks]:
    """Return {key: marks} of the fields of one record that have any."""
    return {key: _noted(notes) for key, notes in notes_at(file, table, record).items()}


def _noted(notes: Sequence[FieldNote]) -> Marks:
    line = "；".join(each.line for each in notes)
    return SIGN, f"{SIGN} {line}", "\n".join(each.signed for each in notes)
