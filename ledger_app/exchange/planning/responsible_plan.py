"""Who answers for a child by a list: whom to add beside whom the ledger has, what to fill in.

A list never ends what somebody answers for: who stands in the ledger stays, also beside a new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.people.responsible_columns import is_same
from ledger_app.exchange.cells.row_problem import RESPONSIBLE
from ledger_app.exchange.layout.heading_words import RESPONSIBILITY
from ledger_app.exchange.planning.family_plan import written_values
from ledger_app.exchange.planning.import_plan import MemberChange, Policy

_BESIDE = "台账里包保的是“{}”，工作簿里是“{}”，{}；不再包保的请在“包保”里填结束日期。"
_ADDED = "两人都留着"
_ENDED = "“{}”的包保在台账里到 {} 结束了，没有再登记；又包保了的请在“包保”里登记。"


class ResponsiblePlan(NamedTuple):
    """What to add and change, sentences on single people, labels of what differs and stays."""

    changes: list[MemberChange]
    remarks: list[str]
    kept: list[str]


def responsible_changes(
    said: Sequence[Mapping[str, Any]], stored: Sequence[Row], policy: Policy, today: str
) -> ResponsiblePlan:
    """Return what a list's people who answer for a child change of those the ledger has."""
    plan = ResponsiblePlan([], [], [])
    taken: set[str] = set()
    for person in said:
        same = [row for row in stored if is_same(person, row) and str(row["id"]) not in taken]
        running = [row for row in same if not _has_ended(row, today)]
        if not same:
            plan.changes.append(_added(person))
            plan.remarks.extend(_beside(person, said, stored, today))
            continue
        row = (running or same)[0]
        taken.add(str(row["id"]))
        if not running:
            plan.remarks.append(_ENDED.format(person["helper_name"], same[0]["to_on"]))
            continue
        if policy is Policy.FILL:
            plan.kept.extend(
                f"包保{RESPONSIBILITY.field(key).label}"
                for key, value in person.items()
                if key != "helper_name" and row.get(key) not in (None, "", value)
            )
        written = written_values(_but_name(person), row, policy)
        if written:
            before = {key: row.get(key) for key in ("helper_name", *written)}
            plan.changes.append(MemberChange(str(row["id"]), written, before, RESPONSIBLE))
    return plan


def new_responsible(said: Sequence[Mapping[str, Any]]) -> list[MemberChange]:
    """Return the records of a child that is new."""
    return [_added(person) for person in said]


def _added(person: Mapping[str, Any]) -> MemberChange:
    return MemberChange(None, person, table=RESPONSIBLE)


def _but_name(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of somebody who is there: how his name is spaced changes nothing."""
    return {key: value for key, value in person.items() if key != "helper_name"}


def _has_ended(row: Mapping[str, Any], today: str) -> bool:
    return bool(row.get("to_on")) and str(row["to_on"]) < today


def _beside(
    person: Mapping[str, Any],
    said: Sequence[Mapping[str, Any]],
    stored: Sequence[Row],
    today: str,
) -> list[str]:
    """Name the one of the same level whom the list does not have any more, and the new one."""
    kind = person.get("pair_kind")
    others = [
        str(row.get("helper_name"))
        for row in stored
        if row.get("helper_name")
        and not _has_ended(row, today)
        and not any(is_same(each, row) for each in said)
        and (not kind or row.get("pair_kind") in (None, "", kind))
    ]
    names = "、".join(others)
    return [_BESIDE.format(names, person["helper_name"], _ADDED)] if others else []
