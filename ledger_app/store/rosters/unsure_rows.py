"""Rows of workbooks set aside until somebody says whose they are, and what was said."""

from __future__ import annotations

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.store.file.ledger import Ledger, Row

_ANSWERED = f"answer IN ('{SameChild.SAME}', '{SameChild.OTHER}')"


def decided(ledger: Ledger) -> list[Row]:
    """Return row_key, answer and student of each row that was decided, oldest decision first."""
    return ledger.rows(
        "SELECT row_key, answer, student FROM unsure_row WHERE deleted_at IS NULL "
        f"AND {_ANSWERED} ORDER BY decided_on, no"
    )


def everything(ledger: Ledger) -> list[Row]:
    """Return id, row_key and digest of all rows, decided or not."""
    return ledger.rows("SELECT id, row_key, digest FROM unsure_row WHERE deleted_at IS NULL")


def waiting(ledger: Ledger) -> list[Row]:
    """Return the rows that nobody has decided yet, oldest first."""
    return ledger.rows(
        f"SELECT * FROM unsure_row WHERE deleted_at IS NULL AND NOT coalesce({_ANSWERED}, 0) "
        "ORDER BY no"
    )
