"""Rows of this ledger as packages tell them: filled values, schools by their codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.merging.told import Gone, Told
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.units import PLACES, PlaceNames, as_told, place_names
from ledger_app.store.lists.id_lists import THESE, these

MERGE = "merge_package"  # kind of the revision that takes a package over
Withheld = Collection[tuple[str, str]]
Authors = dict[str, str]

# What it was made with is a change, too: the last one of a record says who wrote it last.
_LAST_CHANGE = "SELECT record_id, revision_no, max(no) FROM change WHERE %s GROUP BY record_id"


def authors(ledger: Ledger, students: Collection[str]) -> Authors:
    """Return who wrote each record last: of these children's files, and of the unit's records.

    What came with a package was written by whoever wrote it there.
    """
    kinds = dict(ledger.db.execute("SELECT no, kind FROM revision WHERE kind = ?", [MERGE]))
    names = dict(ledger.db.execute("SELECT no, author FROM revision").fetchall())
    elsewhere = dict(ledger.db.execute("SELECT record_id, author FROM origin").fetchall())
    found: Authors = {}
    for where, params in (
        (f"student_id IN {THESE}", [these(students)]),
        ("student_id IS NULL", []),
    ):
        for record_id, no, _ in ledger.db.execute(_LAST_CHANGE % where, params):
            own = names.get(no, "")
            found[record_id] = (elsewhere.get(record_id) or own) if no in kinds else own
    return found


@cache
def _statement(table: str, state: str) -> tuple[str, tuple[str, ...]]:
    """Return the query for living rows of a table with the unit they are from, and its keys."""
    keys = tuple(field.key for field in TABLES[table].fields)
    owner = "t.id" if table == STUDENT.key else "NULL"
    if TABLES[table].of_student:
        owner = "t.student_id"
    columns = ", ".join(f"t.{key}" for key in keys)
    sql = (
        f"SELECT t.id, {owner}, t.created_at, t.updated_at, o.unit, {columns} FROM {table} t "
        f"LEFT JOIN origin o ON o.record_id = t.id WHERE t.deleted_at IS {state} AND "
    )
    return sql, keys


def told_rows(
    ledger: Ledger,
    table: str,
    where: str,
    params: Sequence[Any] = (),
    *,
    withheld: Withheld = (),
    wrote: Authors | None = None,
    own_code: str = "",
) -> Iterator[Told]:
    """Yield the living rows of a table that meet a condition (`t`: row, `o`: origin), in order."""
    if (table, "*") in withheld:
        return
    sql, keys = _statement(table, "NULL")
    names, wrote = place_names(ledger), wrote or {}
    is_place = table in PLACES
    kept_back = {key for name, key in withheld if name == table}
    with ledger.lock:
        rows = ledger.db.execute(f"{sql}{where} ORDER BY t.no", params).fetchall()
    for record_id, student, made_at, changed_at, unit, *cells in rows:
        values = {
            key: value
            for key, value in zip(keys, cells, strict=True)
            if value is not None and value != ""
        }
        for key in kept_back:
            values.pop(key, None)
        as_told(table, values, names)
        yield Told(
            table=table,
            id=names.called[record_id] if is_place else record_id,
            student=student,
            values=values,
            made_at=made_at,
            changed_at=changed_at,
            author=wrote.get(record_id, ""),
            unit=unit or own_code,
        )


# What only came with a package, and went when its merge was undone, was deleted by nobody.
_NOT_TAKEN_BACK = """
    NOT (EXISTS (SELECT 1 FROM change c JOIN revision r ON r.no = c.revision_no
    JOIN revision m ON m.no = r.undoes WHERE c.record_id = t.record_id AND c.op <> 'create'
    AND c.op = 'delete' AND m.kind = ?) AND NOT EXISTS (SELECT 1 FROM change c
    JOIN revision r ON r.no = c.revision_no WHERE c.record_id = t.record_id AND c.op <> 'create'
    AND c.op = 'delete' AND r.undoes IS NULL))
"""


def gone_rows(ledger: Ledger, table: str, where: str, params: Sequence[Any] = ()) -> Iterator[Gone]:
    """Yield the deleted records of a table that meet a condition (`t`: tombstone, `o`: origin)."""
    names = place_names(ledger)
    with ledger.lock:
        rows = ledger.db.execute(
            "SELECT t.record_id, t.student_id, t.at, t.author, t.why FROM tombstone t "
            f"LEFT JOIN origin o ON o.record_id = t.record_id "
            f"WHERE t.table_name = ? AND {where} AND {_NOT_TAKEN_BACK} ORDER BY t.record_id",
            [table, *params, MERGE],
        ).fetchall()
    for record_id, student, at, author, why in rows:
        name = _gone_name(table, record_id, names)
        if name:
            yield Gone(table, name, student, at, author, why)


def _gone_name(table: str, record_id: str, names: PlaceNames) -> str:
    """Return what a deleted record is called, "" for a place whose name another one bears."""
    if table not in PLACES:
        return record_id
    name = names.called.get(record_id, "")
    return name if names.ids.get(name) == record_id else ""
