"""Records name a school by its name; one that is called otherwise has it in all of them at once.

A record can name a school outside the ledger, so that it holds a name and no id. That a name means
a school of the ledger holds as long as the name follows the school: here, in the same revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger_app.catalogue import TABLES, Kind
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.id_lists import THESE, these

NAMED = tuple(
    (table.key, field.key)
    for table in TABLES.values()
    for field in table.fields
    if field.kind is Kind.SCHOOL_NAME
)
_RENAMED = (
    "SELECT old, (SELECT name FROM school WHERE id = record_id) AS new FROM change "
    "WHERE revision_no = ? AND table_name = 'school' AND op = 'update' AND field = 'name' "
    "AND old <> '' ORDER BY no"
)


def following(ledger: Ledger, revision_no: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield table, record and values of what names a school that a revision has renamed.

    Where another school bears the old name nothing is: nobody knows which one was meant.
    """
    for row in ledger.rows(_RENAMED, [revision_no]):
        old, new = row["old"], row["new"]
        others = "SELECT 1 FROM school WHERE name = ? AND deleted_at IS NULL"
        if not new or new == old or ledger.value(others, [old]):
            continue
        for table, key in NAMED:
            sql = f"SELECT id FROM {table} WHERE {key} = ? ORDER BY no"
            for record_id in ledger.column(sql, [old]):
                yield table, record_id, {key: new}


def sent_to(ledger: Ledger, revision_no: int, schools: Iterable[str]) -> list[str]:
    """Return the children who were to go to one of these schools, by its name now or before."""
    names = ledger.column(f"SELECT name FROM school WHERE id IN {THESE}", [these(schools)])
    names += [row["old"] for row in ledger.rows(_RENAMED, [revision_no])]
    sql = f"SELECT DISTINCT student_id FROM relocation WHERE receiving_school IN {THESE}"
    return ledger.column(f"{sql} AND deleted_at IS NULL", [these(filter(None, names))])
