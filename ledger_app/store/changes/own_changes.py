"""Keep what a ledger does in its own way: one record a value, with history and undo."""

from __future__ import annotations

import json
from uuid import uuid4

from ledger_app.catalogue import Table
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.lists.own_values import Own, places_of


def keep(revision: Revision, table: Table, wanted: Own) -> None:
    """Bring the records of a table to exactly these values.

    A value that is changed, taken back and changed again stays one record: undo finds its way
    back through all of it.
    """
    keys = places_of(table)
    rows = revision.ledger.rows(f"SELECT * FROM {table.key} ORDER BY no")
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
