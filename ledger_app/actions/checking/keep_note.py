"""A note on one field: written, changed, taken away; each a revision that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions import edit_file
from ledger_app.actions.ownership.must_write import must_write
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.in_words.field_notes import FieldNote, Place, field_notes, row_at
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import whose
from ledger_app.store.lists.student_files import load_file


@dataclass(frozen=True)
class NotesThere:
    """What is noted on a field: the note that is written here, None before the first, and those
    that other units wrote."""

    own: FieldNote | None
    others: tuple[FieldNote, ...]


def notes_there(ledger: Ledger, student_id: str, place: Place) -> NotesThere:
    """Return the notes on one field; raise LedgerError if the file is gone."""
    there = [each for each in field_notes(load_file(ledger, student_id)) if each.place == place]
    own = _written_here(ledger, student_id, there)
    last = own[-1] if own else None
    return NotesThere(last, tuple(each for each in there if each is not last))


def keep_note(ledger: Ledger, student_id: str, place: Place, text: str) -> None:
    """Write the note of this unit on a field; an empty text takes it away.

    Raises LedgerError if there is no such field, or if the text is too long.
    """
    with ledger.lock:
        file = load_file(ledger, student_id)
        if row_at(file, place) is None:
            raise LedgerError("要加附注的这一项不在了。", "可能刚被删除：可用“撤销”找回。")
        own = notes_there(ledger, student_id, place).own
        note = edit_file.parsed_value(ledger, FIELD_NOTE.field("note"), text.strip())
        must_write(ledger, FIELD_NOTE, ["note"], student_id, own.id if own else "")
        values = {"note": note, "noted_by": ledger.author, "noted_on": ledger.now()[:10]}
        about = f"{file.student['name']}：“{place.field.label}”的附注"
        with revise(ledger, "edit", about) as revision:
            if own is not None and not note:
                revision.delete(FIELD_NOTE.key, [own.id])
            elif own is not None and note != own.text:
                revision.update(FIELD_NOTE.key, own.id, values)
            elif own is None and note:
                where = {
                    "noted_table": place.table,
                    "noted_record": place.record or None,
                    "noted_key": place.key,
                }
                revision.insert(FIELD_NOTE.key, {**where, **values}, student_id=student_id)


def _written_here(ledger: Ledger, student_id: str, there: Sequence[FieldNote]) -> list[FieldNote]:
    sides = whose.sides(ledger)
    begun = whose.kept(ledger, student_id, [each.id for each in there]).begun
    return [each for each in there if begun.get(each.id, sides.code) in ("", sides.code)]
