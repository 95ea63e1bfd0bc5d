"""Make a file of what stands on the page, as one revision; take it back as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger_app.actions import edit_file
from ledger_app.catalogue.meanings import IdPaper
from ledger_app.store.changes import history, origin
from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class Made:
    """A file that was just made: its id, the child's name, the revision that holds all of it."""

    id: str
    name: str
    revision: int


def make(ledger: Ledger, given: Mapping[str, str]) -> Made:
    """Make a file; a child without papers, for a written reason, gets a temporary number.

    Raises LedgerError where there is no name, or a value cannot be kept: then there is no file.
    """
    values: dict[str, object] = dict(given)
    if given.get("no_id_reason") and not given.get("id_no"):
        values |= {"id_type": IdPaper.OTHER, "temp_no": edit_file.ASKED_FOR}
    saved = edit_file.add_student(ledger, values)
    return Made(saved.record_id, str(saved.changed["name"]), history.newest_no(ledger))


def was_typed(ledger: Ledger, student_id: str) -> bool:
    """Tell whether a file was made by hand, not by a list or a package."""
    return origin.kind_that_made(ledger, student_id) == "edit"


def take_back(ledger: Ledger, made: Made) -> None:
    """Undo the making of a file; raise LedgerError where it has been undone."""
    history.undo(ledger, made.revision)
