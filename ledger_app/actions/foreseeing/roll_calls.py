"""What a roll call would change: for who was not there, and for who was."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.actions.attendance import roll_call
from ledger_app.actions.attendance.roll_call import RollCall
from ledger_app.actions.foreseeing.many import Many
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.changed_file import NEW, Entry
from ledger_app.store.file.ledger import Ledger


def tell_of_roll_call(ledger: Ledger, call: RollCall) -> Many | None:
    """Return what is to be asked portion by portion, None of a call that would be refused."""
    try:
        about = roll_call.about_to_write(ledger, call)
    except LedgerError:
        return None  # it is said why, once it is saved
    return Many(_entries(about, ledger.now()))


def _entries(about: roll_call.AboutToWrite, at: str) -> dict[str, Sequence[Entry]]:
    """Return what is written of each child: the roll call that saw it, its absences."""
    found: dict[str, list[Entry]] = {each: [] for each in about.children}
    there = set(about.values["children"].split())
    for child in there - about.seen_before:
        found.setdefault(child, []).append(Entry("roll_call", NEW, about.values, at))
    for child in about.seen_before - there:
        gone = Entry("roll_call", about.record, {}, at, is_gone=True)
        found.setdefault(child, []).append(gone)
    for child, record, values, is_gone in about.absences:
        found.setdefault(child, []).append(Entry("absence", record or NEW, values, at, is_gone))
    return {child: entries for child, entries in found.items() if entries}
