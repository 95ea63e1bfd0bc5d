"""Lists of names: which were loaded since a day, and where the children of one stand."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.standing.status import STATUS_READS, status_of
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.student_files import load_files


def loaded_since(ledger: Ledger, digest: str, since: str) -> Row | None:
    """Return id and scope of the newest list made of the very same file since an ISO day."""
    rows = ledger.rows(
        "SELECT id, scope FROM name_list WHERE deleted_at IS NULL AND digest = ? "
        "AND listed_on >= ? ORDER BY no DESC LIMIT 1",
        [digest, since],
    )
    return rows[0] if rows else None


def statuses(ledger: Ledger, student_ids: Sequence[str]) -> dict[str, str]:
    """Return {student id: status code of today}, worked out anew: the lists may be of yesterday."""
    on = ledger.day()
    found = load_files(ledger, student_ids, reads=STATUS_READS)
    return {str(file.student["id"]): status_of(file, on).code for file in found}


def scopes_of(ledger: Ledger, student_ids: Sequence[str], since: str) -> dict[str, list[str]]:
    """Return {student id: scopes of the lists since an ISO day that have the child}."""
    found: dict[str, list[str]] = {}
    for row in ledger.rows(
        "SELECT s.id, coalesce(n.scope, '') AS scope FROM listed_child c "
        "JOIN student s ON s.no = c.student_no JOIN name_list n ON n.no = c.list_no "
        "WHERE c.table_name = 'name_list' AND n.deleted_at IS NULL AND n.listed_on >= ? "
        f"AND s.id IN {THESE}",
        [since, these(student_ids)],
    ):
        found.setdefault(row["id"], []).append(row["scope"])
    return found
