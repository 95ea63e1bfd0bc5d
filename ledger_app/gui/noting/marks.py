"""What the fields of a record have beside them: a note, a second look at a number."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.tables.second_look import SECOND_LOOK
from ledger_app.domain.checking.second_look import LOOKED_AT, looked
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.in_words.field_notes import SIGN, FieldNote, notes_at, place_of

Marks = tuple[str, str, str]  # signs at the end, line under the field, all of it
NO_MARKS: Marks = ("", "", "")


def marks_of(file: StudentFile, table: str, record: str) -> dict[str, Marks]:
    """Return {key: marks} of the fields of one record that have any."""
    found = {key: _noted(notes) for key, notes in notes_at(file, table, record).items()}
    for own, key in LOOKED_AT if file.of(SECOND_LOOK.key) else ():
        row = looked(file, place_of(table, record, key)) if own == table else None
        if row is not None:
            found[key] = _with_look(found.get(key, NO_MARKS), row)
    return found


def _noted(notes: Sequence[FieldNote]) -> Marks:
    line = "；".join(each.line for each in notes)
    return SIGN, f"{SIGN} {line}", "\n".join(each.signed for each in notes)


def _with_look(marks: Marks, row: Row) -> Marks:
    signs, line, tip = marks
    told = f"{row['looked_on']} {row['looked_by'] or ''} 照着纸复录核对过".replace("  ", " ")
    return f"✓ 已复录 {signs}".rstrip(), line, "\n".join(filter(None, (told, tip)))
