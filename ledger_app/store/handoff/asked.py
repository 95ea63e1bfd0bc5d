"""Questions between units about children's files: 请核实."""

from __future__ import annotations

from typing import Any

from ledger_app.catalogue import TABLES
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff.units import as_told, place_names


def living(ledger: Ledger, *, is_open: bool = True) -> list[Row]:
    """Return the questions about living files, oldest first, with the child's name and class.

    `is_ours`: it was asked here. `is_open`: only those that whoever asked has not closed.
    """
    still = "AND q.closed_on IS NULL " if is_open else ""
    return ledger.rows(
        "SELECT q.*, s.name, s.grade, s.class_no, "
        "NOT EXISTS (SELECT 1 FROM origin WHERE record_id = q.id) AS is_ours "
        "FROM question q JOIN student s ON s.id = q.student_id "
        f"WHERE q.deleted_at IS NULL AND s.deleted_at IS NULL {still}ORDER BY q.asked_on, q.no"
    )


def value_now(ledger: Ledger, table: str, record: str, key: str) -> Any:  # noqa: ANN401
    """Return what a field of a living record holds; raise KeyError where it is not there.

    A school is told by its name across ledgers: the other one has another id for it.
    """
    name = TABLES[table].field(key).key  # a column of the catalogue, nothing else
    rows = ledger.rows(f"SELECT {name} FROM {table} WHERE id = ? AND deleted_at IS NULL", [record])
    if not rows:
        raise KeyError(f"{table} {record}")
    told = {key: value for key, value in rows[0].items() if value is not None}
    as_told(table, told, place_names(ledger))
    return told.get(name)
