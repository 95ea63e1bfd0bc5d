"""A decided difference is written: the other side's value in the place of ours, as it was told."""

from __future__ import annotations

import json
from typing import Any

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.plan import MergePlan, Update
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import carrying_out, packages
from ledger_app.store.handoff.told_rows import told_rows
from ledger_app.store.handoff.units import PLACES, place_names


def take_theirs(revision: Revision, row: Row, reason: str = "") -> None:
    """Write what the other side has of one open difference (a row of `conflict`)."""
    theirs = json.loads(row["theirs"] or "null")
    withheld = packages.withheld_by(revision.ledger, row["unit_code"])
    plan = _plan(revision.ledger, row, theirs, reason)
    carrying_out.carry_out(revision, plan, row["unit_code"], State(withheld=withheld))


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
        return MergePlan(revive=(told,)) if was_here else MergePlan(create=(told,))
    told = Told(table, row["record"], row["student"], {}, changed_at=at, author=by)
    if key == OWNER:
        return MergePlan(update=(Update(told, {}, {}, moved_to=theirs),))
    return MergePlan(update=(Update(told, {key: theirs}, {}),))


def value_now(ledger: Ledger, row: Row) -> Any:  # noqa: ANN401
    """Return what stands here by now where a difference was, as it would be told; None if gone."""
    table, key = row["table_name"], row["field"] or ""
    record_id = local_id(ledger, table, row["record"])
    found = next(iter(told_rows(ledger, table, "t.id = ?", [record_id])), None)
    if found is None:
        return None
    if not key:
        return {**found.values, OWNER: found.student}
    return found.student if key == OWNER else found.values.get(key)


def local_id(ledger: Ledger, table: str, name: str) -> str:
    """Return the id of a record here that packages call by this name."""
    return place_names(ledger).ids.get(name, name) if table in PLACES else name
