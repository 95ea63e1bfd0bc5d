"""A unit gets another code: all that goes by the old one goes by the new one from then on."""

from __future__ import annotations

from ledger_app.store.changes import record_origins
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger

# What names a unit by its code, besides the origin of records.
_NAMED = (
    ("school", "code"), ("passage", "from_code"), ("passage", "to_code"),
    ("partner", "unit_code"), ("package", "unit_code"), ("conflict", "unit_code"),
)  # fmt: skip


_FORMER = "former codes"


def recode(revision: Revision, old: str, new: str) -> None:
    """Let a unit go by another code, in its own ledger and in that of the unit above."""
    for table, key in _NAMED:
        if table == "school" and _bears(revision.ledger, new):
            continue  # the list has it already: its children go there with the package
        rows = revision.ledger.rows(
            f"SELECT * FROM {table} WHERE {key} = ? AND deleted_at IS NULL", [old]
        )
        for row in rows:
            revision.update(table, row["id"], {key: new}, before=row)
    record_origins.rename(revision, old, new)


def former_codes(ledger: Ledger) -> dict[str, str]:
    """Return {code that a school bore once: the one it bears now}, but for those in use.

    Kept until a school changes.
    """
    if _FORMER not in ledger.lasting:
        ledger.lasting[_FORMER] = _former_codes(ledger)
    found: dict[str, str] = ledger.lasting[_FORMER]
    return found


def _former_codes(ledger: Ledger) -> dict[str, str]:
    rows = ledger.db.execute(
        "SELECT c.old, s.code FROM change c JOIN school s ON s.id = c.record_id "
        "WHERE c.table_name = 'school' AND c.op = 'update' AND c.field = 'code' "
        "AND c.old <> '' AND s.code <> '' AND s.deleted_at IS NULL"
    ).fetchall()
    return {old: new for old, new in rows if old != new and not _bears(ledger, old)}


def _bears(ledger: Ledger, code: str) -> bool:
    sql = "SELECT 1 FROM school WHERE code = ? AND deleted_at IS NULL"
    return ledger.value(sql, [code]) is not None
