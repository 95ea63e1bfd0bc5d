"""Route sheets that went out on paper."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_app.catalogue.unit_tables.visit_sheet import VISIT_SHEET
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

TABLE = VISIT_SHEET.key
_OPEN = f"SELECT * FROM {TABLE} WHERE deleted_at IS NULL AND closed_on IS NULL"


def open_sheets(ledger: Ledger) -> list[Row]:
    """Return the sheets of which not every child has been answered for, newest first."""
    return ledger.rows(f"{_OPEN} ORDER BY made_on DESC, no DESC")


def open_sheet(ledger: Ledger, sheet_id: str) -> Row:
    """Return a sheet that is still open; raise LedgerError if it is not."""
    found = ledger.rows(f"{_OPEN} AND id = ?", [sheet_id])
    if not found:
        raise LedgerError("这张走访单已经收回，或者已经撤销。", "请重新选一张。")
    return found[0]


def living(ledger: Ledger, ids: Iterable[str]) -> frozenset[str]:
    """Return those of these children that have a file."""
    query = f"SELECT id FROM student WHERE deleted_at IS NULL AND id IN {THESE}"
    return frozenset(ledger.column(query, [these(ids)]))
