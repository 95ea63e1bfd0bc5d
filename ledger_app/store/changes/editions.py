"""Editions of printouts: what was printed under which number, exactly as it was."""

from __future__ import annotations

from typing import Any

from ledger_app.store.changes.baseline import EDITION
from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.saving import saving

_INSERT = (
    f"INSERT INTO edition ({', '.join(EDITION)}) VALUES ({', '.join(f':{key}' for key in EDITION)})"
)

_NEWEST = "newest editions"  # in the ledger's cache


def next_number(ledger: Ledger, printout: str) -> int:
    """Return the number that the next edition of a printout gets, from 1."""
    newest = ledger.value("SELECT max(number) FROM edition WHERE printout = ?", [printout])
    # Counted for each printout: its 第 3 期, not the seventeenth print of the office.
    return int(newest or 0) + 1


def add(ledger: Ledger, edition: Row, noted: dict[str, Any]) -> int:
    """Keep an edition (all columns but `no`, time and author) with an audit entry; return `no`."""
    row = {**edition, "at": ledger.now(), "author": ledger.author}
    seal = audit.row_sum(row[key] for key in EDITION)
    ledger.cache.pop(_NEWEST, None)
    with saving(ledger):
        cursor = ledger.db.execute(_INSERT, row)
        audit.append(ledger, "print", {**noted, "row": seal})
        return int(cursor.lastrowid or 0)


def note_written(ledger: Ledger, edition_no: int) -> None:
    """Note that the paper of an edition came to be, once."""
    # Without an entry in the trail, which has one of the number: it is a hint to print it again.
    ledger.cache.pop(_NEWEST, None)
    with saving(ledger):
        ledger.db.execute(
            "UPDATE edition SET written_at = coalesce(written_at, ?) WHERE no = ?",
            [ledger.now(), edition_no],
        )


def withdraw(ledger: Ledger, printout: str, number: int) -> None:
    """Take back an edition of which no paper came to be, with an audit entry that says so."""
    given = {"printout": printout, "number": number}
    ledger.cache.pop(_NEWEST, None)
    with saving(ledger):
        gone = ledger.db.execute(
            "DELETE FROM edition WHERE printout = :printout AND number = :number", given
        )
        if gone.rowcount:
            audit.append(ledger, "print_failed", given)


def of_printout(ledger: Ledger, printout: str) -> list[Row]:
    """Return the editions of a printout without their content, newest first."""
    return ledger.rows(
        "SELECT no, number, as_of, purpose, scope, subject, at, author, content_hash, written_at "
        "FROM edition WHERE printout = ? ORDER BY no DESC",
        [printout],
    )


def newest_of_unit(ledger: Ledger, purpose: str) -> list[Row]:
    """Return printout, scope, number and as_of of the last edition of each, for the whole unit
    ("") and for each part of it that a paper was issued of."""
    if _NEWEST not in ledger.cache:
        ledger.cache[_NEWEST] = ledger.rows(
            "SELECT printout, scope, number, as_of, purpose, max(no) FROM edition "
            "WHERE subject IS NULL AND written_at IS NOT NULL GROUP BY printout, scope, purpose"
        )
    return [row for row in ledger.cache[_NEWEST] if row["purpose"] == purpose]


def edition(ledger: Ledger, edition_no: int) -> Row | None:
    """Return one edition with its content (compressed sheets), or None."""
    rows = ledger.rows("SELECT * FROM edition WHERE no = ?", [edition_no])
    return rows[0] if rows else None


def compared_with(
    ledger: Ledger, printout: str, purpose: str, scope: str, subject: str, as_of: str
) -> Row | None:
    """Return number, as_of, content of the edition that one as of this day is compared with.

    Of the same kind, that of the nearest earlier cut-off, the last issue of it; without any, the
    last issue of the same cut-off. What was cut off later is no "before", however early it was
    printed; nor is an edition of which no paper is known.
    """
    rows = ledger.rows(
        "SELECT number, as_of, content FROM edition WHERE printout = ? AND purpose = ? "
        "AND scope = ? AND coalesce(subject, '') = ? AND as_of <= ? AND written_at IS NOT NULL "
        "ORDER BY as_of = ?, as_of DESC, no DESC LIMIT 1",
        [printout, purpose, scope, subject, as_of, as_of],
    )
    return rows[0] if rows else None
