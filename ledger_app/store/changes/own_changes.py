"""Keep what a ledger does in its own way: one record a value, with history and undo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import uuid4

from ledger_app.catalogue import Table
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Row
from ledger_app.store.lists.own_values import Own, places_of


def keep(revision: Revision, table: Table, wanted: Own) -> None:
    """Bring the records of a table to exactly these values, those from above as they are.

    Raises LedgerError for another value than the unit above prescribes. A value that is changed,
    taken back and changed again stays one record: undo finds its way back through all of it.
    """
    keys = places_of(table)
    rows = revision.ledger.rows(
        "SELECT t.*, EXISTS (SELECT 1 FROM origin WHERE record_id = t.id) AS is_prescribed "
        f"FROM {table.key} t ORDER BY no"
    )
    wanted = _beside_prescribed(rows, keys, wanted)
    rows = [row for row in rows if not row["is_prescribed"]]
    known = {tuple(row[key] or "" for key in keys): row for row in rows}
    gone = [row for at, row in known.items() if at not in wanted and row["deleted_at"] is None]
    revision.delete(table.key, [row["id"] for row in gone])
    back = [row for at, row in known.items() if at in wanted and row["deleted_at"] is not None]
    revision.undelete(table.key, [row["id"] for row in back])
    for at, value in wanted.items():
        text = json.dumps(value, ensure_ascii=False)
        if at in known:
            revision.update(table.key, known[at]["id"], {"value": text})
        else:
            record = {"id": uuid4().hex, **dict(zip(keys, at, strict=True)), "value": text}
            revision.insert_many(table.key, [record])


def _beside_prescribed(rows: Sequence[Row], keys: Sequence[str], wanted: Own) -> Own:
    """Return the values that are this ledger's own to keep; what came from above stays."""
    told = {
        tuple(row[key] or "" for key in keys): json.loads(row["value"])
        for row in rows
        if row["is_prescribed"] and row["deleted_at"] is None
    }
    if any(at in wanted and wanted[at] != value for at, value in told.items()):
        raise LedgerError("这一项由上级规定，这里不能改。", "要改的，请联系乡镇（县区）。")
    return {at: value for at, value in wanted.items() if at not in told}
