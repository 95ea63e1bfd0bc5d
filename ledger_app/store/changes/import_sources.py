"""Which workbook an import came from: kept with its revision, named in the audit trail."""

from __future__ import annotations

import json

from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger


def remember(revision: Revision, file_name: str, sha256: str, counts: dict[str, int]) -> None:
    """Note the workbook and what became of its rows, inside the open revision."""
    row = (revision.no, file_name, sha256, revision.at, json.dumps(counts))
    revision.ledger.db.execute(
        "INSERT INTO import_source (revision_no, file_name, sha256, at, counts) "
        "VALUES (?, ?, ?, ?, ?)",
        row,
    )
    sealed = {"sha256": sha256, **counts, "row": audit.row_sum(row)}
    audit.append(revision.ledger, "import", sealed)


def is_known(ledger: Ledger, sha256: str) -> bool:
    """Tell whether this very file was loaded before."""
    return bool(ledger.value("SELECT 1 FROM import_source WHERE sha256 = ? LIMIT 1", [sha256]))
