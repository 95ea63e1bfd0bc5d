"""A decided difference is written: the other side's value in the place of ours, as it was told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.plan import MergePlan, Update
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import carrying_out
from ledger_app.store.handoff.told_rows import told_rows
from ledger_app.store.handoff.units import PLACES, own_unit, place_names, units_above
from ledger_app.store.lists.id_lists import THESE, these


def take_theirs(revision: Revision, rows: Sequence[Row], reason: str = "") -> None:
    """Write what the other side has of open differences (rows of `conflict`)."""
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row["unit_code"], []).append(row)
    for unit_code, own in by_unit.items():
        plans = [
            _plan(revision.ledger, row, json.loads(row["theirs"] or "null"), reason) for row in own
        ]
        whole = MergePlan(
            create=tuple(each for plan in plans for each in plan.create),
            update=tuple(each for plan in plans for each in plan.update),
            bury=tuple(each for plan in plans for each in plan.bury),
            revive=tuple(each for plan in plans for each in plan.revive),
        )
        carrying_out.carry_out(revision, whole, unit_code, State())


def _plan(ledger: Ledger, row: Row, theirs: Any, reason: str) -> MergePlan:  # noqa: ANN401
    table, key = row["table_name"], row["field"] or ""
    by, at = row["theirs_by"] or "", row["theirs_at"] or ""
    if not key and theirs is None:
        why = reason or "按移交包删除"
        return MergePlan(bury=(Gone(table, row["record"], row["student"], author=by, why=why),))
    if not key:
        values = {name: value for name, value in theirs.items() if name != OWNER}
        told = Told(table, row["record"], theirs.get(OWNER), values, at, at, by)
        local = local_id(ledger, table, row["record"])
        was_here = ledger.value(f"SELECT 1 FROM {table} WHERE id = ?", [local])
        if was_here:
            return MergePlan(revive=(told,))
        return MergePlan(create=(replace(told, unit=_begun_in(ledger, row["unit_code"])),))
    told = Told(table, row["record"], row["student"], {}, changed_at=at, author=by)
    if key == OWNER:
        return MergePlan(update=(Update(told, {}, {}, moved_to=theirs),))
    return MergePlan(update=(Update(told, {key: theirs}, {}),))


def _begun_in(ledger: Ledger, unit_code: str) -> str:
    """Return the unit that began a record that only the other side has.

    Of a unit below only such are asked: that a restored ledger began itself, and has forgotten.
    """
    return unit_code if unit_code in units_above(ledger) else own_unit(ledger).code


def values_now(ledger: Ledger, rows: Sequence[Row]) -> dict[str, Any]:
    """Return what stands here by now where differences were, by their ids, as it would be told.

    None for a record that is gone, as for an empty field.
    """
    found: dict[tuple[str, str], Told] = {}
    for table in dict.fromkeys(row["table_name"] for row in rows):
        names = {row["record"] for row in rows if row["table_name"] == table}
        own = these(local_id(ledger, table, name) for name in names)
        told = told_rows(ledger, table, f"t.id IN {THESE}", [own])
        found.update({(table, each.id): each for each in told})
    return {row["id"]: value_in(row, found.get((row["table_name"], row["record"]))) for row in rows}


def value_in(row: Row, told: Told | None) -> Any:  # noqa: ANN401
    """Return what a record has where a difference is, as it is told; None if there is no record."""
    if told is None:
        return None
    if not row["field"]:
        return {**told.values, OWNER: told.student}
    return told.student if row["field"] == OWNER else told.values.get(row["field"])


def local_id(ledger: Ledger, table: str, name: str) -> str:
    """Return the id of a record here that packages call by this name."""
    return place_names(ledger).ids.get(name, name) if table in PLACES else name
