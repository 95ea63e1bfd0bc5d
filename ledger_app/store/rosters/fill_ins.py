"""Fill-in workbooks that were handed out to classes, and which have come back."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row

FILL_IN = "fill_in"


def handed_out(ledger: Ledger) -> list[Row]:
    """Return what was handed out, the newest first, with the name of the school."""
    return ledger.rows(
        f"SELECT f.*, s.name AS school_name FROM {FILL_IN} f LEFT JOIN school s ON s.id = f.school "
        "WHERE f.deleted_at IS NULL ORDER BY f.handed_on DESC, f.no DESC"
    )


def are_new(ledger: Ledger, back: Mapping[str, int]) -> bool:
    """Tell whether one of these was not known to have come back with so many rows."""
    return any(row["returned_count"] != back[row["id"]] for row in _of(ledger, back))


def note_returned(revision: Revision, back: Mapping[str, int], source: str) -> None:
    """Note on which day these came back, with how many rows, in which file."""
    day = revision.at[:10]
    for row in _of(revision.ledger, back):
        values = {"returned_on": day, "returned_count": back[row["id"]], "source": source[:260]}
        revision.update(FILL_IN, row["id"], values)


def _of(ledger: Ledger, back: Mapping[str, int]) -> list[Row]:
    return [row for row in handed_out(ledger) if row["id"] in back] if back else []
