"""A ledger of an older program begins its log anew with what it holds: nobody knows what was in
its records when they were made. What had no seal in the audit trail before gets one, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ledger_app.catalogue import TABLES
from ledger_app.store.changes import created
from ledger_app.store.file import audit
from ledger_app.store.file.audit import ChangeSum
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.saving import saving

EVENT = "baseline"
# What is sealed by its own entry from now on, and all at once for what was there before.
REVISION = ("no", "kind", "about", "author", "at", "undoes", "origin", "incarnation", "number")
_WITH_ORIGIN = REVISION.index("origin")
EDITION = (
    "printout", "number", "as_of", "purpose", "scope", "subject", "at", "author", "content_hash",
    "audit_head", "content",
)  # fmt: skip
SOURCE = ("revision_no", "file_name", "sha256", "at", "counts")
VIEW = ("name", "content")


def begin(ledger: Ledger) -> None:
    """Note what an older ledger holds, once."""
    newest = int(ledger.value("SELECT coalesce(max(no), 0) FROM revision"))
    # Every ledger's first revision makes a record: only an older program has kept nothing of it.
    if not newest or ledger.value("SELECT 1 FROM created LIMIT 1"):
        return
    with saving(ledger):
        total = ChangeSum()
        for table in TABLES:
            for rows in _portions(ledger, table):
                keys = [key for key in rows[0] if key != "no"]
                total.add(created.keep(ledger, newest, table, keys, rows))
        audit.append(ledger, EVENT, {"no": newest, "created": total.text, **_sums(ledger)})


def _portions(ledger: Ledger, table: str) -> Iterator[list[Row]]:
    last = 0
    sql = f"SELECT * FROM {table} WHERE no > ? ORDER BY no LIMIT {created.PORTION}"
    while rows := ledger.rows(sql, [last]):
        yield rows
        last = rows[-1]["no"]


def _sums(ledger: Ledger) -> dict[str, Any]:
    settings = ledger.db.execute("SELECT key, value FROM setting")
    return {
        "revisions": ChangeSum(map(sealed, stored(ledger, "revision", REVISION))).text,
        "editions": edition_sum(stored(ledger, "edition", EDITION)),
        "imports": ChangeSum(stored(ledger, "import_source", SOURCE)).text,
        "views": ChangeSum(stored(ledger, "saved_view", VIEW, "name")).text,
        "numbers": dict(ledger.db.execute("SELECT prefix, last FROM file_number").fetchall()),
        "settings": {key: audit.row_sum((key, value)) for key, value in settings},
    }


def sealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what is sealed of a revision: where it was made is not known of older ones."""
    return row if any(row[_WITH_ORIGIN:]) else row[:_WITH_ORIGIN]


def edition_sum(rows: Iterable[tuple[Any, ...]]) -> str:
    """Return the sum of editions; one of them can be as large as a ledger."""
    total = ChangeSum()
    for row in rows:
        total.add([row])
    return total.text


def stored(
    ledger: Ledger, table: str, columns: Iterable[str], order: str = "no"
) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a table as they are sealed, in their order.

    In a ledger that was not opened by this program yet, what is not there is empty.
    """
    there = set(ledger.column("SELECT name FROM pragma_table_info(?)", [table]))
    if not there:
        return iter(())
    chosen = ", ".join(key if key in there else "NULL" for key in columns)
    return iter(ledger.db.execute(f"SELECT {chosen} FROM {table} ORDER BY {order}"))
