"""What the unit above prescribes: its rules, printouts, calendar and ages, its list of schools."""

from __future__ import annotations

import json

from ledger_app.catalogue import TABLES, Kind, Table
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.units import units_above
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.own_values import Own, places_of

_SAME_SCHOOL = "与学校名单上的同名学校是一所"  # why the one without a code is deleted


def prescribed_ids(ledger: Ledger, table: str) -> frozenset[str]:
    """Return the living records of a table of the unit that came from above."""
    return frozenset(
        ledger.column(
            f"SELECT t.id FROM {table} t JOIN origin o ON o.record_id = t.id "
            f"WHERE t.deleted_at IS NULL AND o.unit IN {THESE}",
            [these(units_above(ledger))],
        )
    )


def prescribed_values(ledger: Ledger, table: Table) -> Own:
    """Return the values of rules or printouts that the unit above prescribes."""
    told, keys = prescribed_ids(ledger, table.key), places_of(table)
    rows = ledger.rows(f"SELECT * FROM {table.key} WHERE id IN {THESE}", [these(told)])
    return {tuple(row[key] or "" for key in keys): json.loads(row["value"]) for row in rows}


def join_namesakes(revision: Revision) -> int:
    """Let a school typed here without a code be the one of the list from above with its name.

    What named it names the other from now on. Called when a package was carried out; returns how
    many. Two of a name on either side are left alone: nobody knows which is which.
    """
    ledger = revision.ledger
    pairs = ledger.rows(
        "SELECT min(own.id) AS old, min(told.id) AS new FROM school own JOIN school told "
        "ON told.name = own.name AND coalesce(told.code, '') <> '' AND told.deleted_at IS NULL "
        "JOIN origin o ON o.record_id = told.id WHERE own.deleted_at IS NULL "
        "AND coalesce(own.code, '') = '' AND own.id NOT IN (SELECT json_extract(value, '$') "
        f"FROM setting WHERE key = 'own_school') AND o.unit IN {THESE} "
        "GROUP BY own.name HAVING count(*) = 1",
        [these(units_above(ledger))],
    )
    for pair in pairs:
        _name_the_other(revision, pair["old"], pair["new"])
        revision.delete("school", [pair["old"]], why=_SAME_SCHOOL)
    return len(pairs)


def _name_the_other(revision: Revision, old: str, new: str) -> None:
    for table in TABLES.values():
        for field in table.fields:
            if field.kind is not Kind.SCHOOL:
                continue
            ids = revision.ledger.column(
                f"SELECT id FROM {table.key} WHERE {field.key} = ? ORDER BY no", [old]
            )
            for record_id in ids:
                revision.update(table.key, record_id, {field.key: new})
