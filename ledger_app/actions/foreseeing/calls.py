"""What a call would change in the files of its children, with the records that it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.actions.contact.keep import Spoken, made_of, timed
from ledger_app.actions.foreseeing.what_if import foreseen
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.changed_file import NEW, Entry
from ledger_app.domain.foreseeing.consequences import Consequences
from ledger_app.store.file.ledger import Ledger


def what_if_called(
    ledger: Ledger, shared: Mapping[str, object], spoken: Sequence[Spoken]
) -> list[Consequences]:
    """Return what keeping it would change for each child; nothing while it would be refused."""
    try:
        made = made_of(ledger, timed(ledger, shared), spoken)
    except LedgerError:
        return []  # the field says why, once it is kept
    at = ledger.now()
    return [
        foreseen(ledger, student, *(Entry(table, NEW, values, at) for table, values in rows))
        for student, rows in made.items()
    ]
