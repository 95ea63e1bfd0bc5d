"""What was in records when they were made: kept beside the change log, column by column.

One by one they would take as much room as the records themselves; together, a portion of an import
takes a seventh of it and next to no time. Changes say the rest: a record is what it was made with,
and then every change in turn. `store/safety/check_rows.py` holds that against what stands there.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.store.file.ledger import Ledger, Row

PORTION = 500  # records
_FAST = 1  # names and numbers do not get much smaller by more work
Written = tuple[int, str, bytes]  # revision, table, packed columns


@dataclass(frozen=True)
class Created:
    """Records of one table as they were made: a list of values for each key, in their order.

    What is not among the keys was empty.
    """

    revision_no: int
    table: str
    columns: dict[str, list[Any]]


def keep(
    ledger: Ledger, revision_no: int, table: str, keys: Sequence[str], records: Sequence[Row]
) -> list[Written]:
    """Keep what is in new records, inside the open transaction; return what was written.

    The entry of the revision in the audit trail holds the sum of that.
    """
    rows: list[Written] = []
    for start in range(0, len(records), PORTION):
        portion = records[start : start + PORTION]
        columns = {key: [record.get(key) for record in portion] for key in keys}
        rows.append((revision_no, table, _packed(columns)))
    ledger.db.conn.executemany(
        "INSERT INTO created (revision_no, table_name, content) VALUES (?, ?, ?)", rows
    )
    return rows


def _packed(columns: dict[str, list[Any]]) -> bytes:
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8"), _FAST)


def everything(ledger: Ledger) -> Iterator[Created]:
    """Yield what all records were made with, oldest first; what cannot be read is left out."""
    for no, table, content in ledger.db.execute(
        "SELECT revision_no, table_name, content FROM created ORDER BY no"
    ):
        try:
            columns = json.loads(zlib.decompress(content))
        except (zlib.error, ValueError):
            continue  # the audit trail says that it was altered
        yield Created(no, table, columns)
