"""The records of children that a list of names leaves out, or says are not at school."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

_OPEN = f"(u.answer IS NULL OR u.answer IN ('', '{UnlistedAnswer.TO_BE_FOUND}'))"
_LIVING = "u.deleted_at IS NULL AND s.deleted_at IS NULL"


def unlisted_since(ledger: Ledger, since: str) -> list[Row]:
    """Return the records of children left out or marked since a day, and all open ones."""
    return ledger.rows(
        "SELECT u.* FROM unlisted u JOIN student s ON s.id = u.student_id "
        f"WHERE {_LIVING} AND ({_OPEN} OR u.missed_on >= ?) ORDER BY u.no",
        [since],
    )


def open_unlisted(ledger: Ledger, record_ids: Sequence[str] | None = None) -> list[Row]:
    """Return the records that still want an answer, oldest first: all, or some of them.

    Each with the child's `name` and numbers.
    """
    some = "" if record_ids is None else f" AND u.id IN {THESE}"
    return ledger.rows(
        "SELECT u.*, s.name, s.id_no, s.register_no "
        "FROM unlisted u JOIN student s ON s.id = u.student_id "
        f"WHERE {_LIVING} AND {_OPEN}{some} ORDER BY u.no",
        [] if record_ids is None else [these(record_ids)],
    )
