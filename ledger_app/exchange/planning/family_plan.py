"""Family members of a row: which to add, which to fill, and who the guardian is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.names import name_key
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.people.family_columns import SINGLE
from ledger_app.exchange.layout.heading_words import MEMBER
from ledger_app.exchange.planning.import_plan import MemberChange, Policy


def member_changes(
    members: Sequence[Mapping[str, Any]], known: Sequence[Row], policy: Policy
) -> tuple[list[MemberChange], list[str], list[str]]:
    """Return what to add and change, sentences on members who are other people in the ledger,
    and the labels of what differs and stays as it is."""
    changes: list[MemberChange] = []
    remarks: list[str] = []
    kept: list[str] = []
    taken: set[str] = set()
    for member in members:
        stored = _same_member(member, [row for row in known if str(row["id"]) not in taken])
        if stored is None:
            changes.append(MemberChange(None, member))
            continue
        taken.add(str(stored["id"]))
        # A father of another name is another man or a slip of the pen: a person decides.
        if policy is Policy.FILL and _renamed(member, stored):
            remarks.append(
                f"{_relation_name(member)}在台账中是“{stored['name']}”，工作簿中是“{member['name']}”，没有改动，请核对。"
            )
            continue
        if policy is Policy.FILL:
            kept += [_label(member, key) for key in member if _stays(member, stored, key)]
        written = written_values(member, stored, policy)
        if written:
            before = {key: stored.get(key) for key in written}
            changes.append(MemberChange(str(stored["id"]), written, before))
    return changes, remarks, list(dict.fromkeys(kept))


def _stays(member: Mapping[str, Any], stored: Row, key: str) -> bool:
    return key != "name" and stored.get(key) not in (None, "", member[key])


def _label(member: Mapping[str, Any], key: str) -> str:
    return f"{_relation_name(member)}{MEMBER.field(key).label}"


def written_values(values: Mapping[str, Any], stored: Row, policy: Policy) -> dict[str, Any]:
    """Return what the policy writes over a stored row: empty cells never erase anything."""
    if policy is Policy.FILL:
        return {key: value for key, value in values.items() if stored.get(key) in (None, "")}
    return {key: value for key, value in values.items() if stored.get(key) != value}


def _same_member(member: Mapping[str, Any], known: Sequence[Row]) -> Row | None:
    relation, name = member.get("relation"), name_key(member.get("name") or "")
    same_name = [row for row in known if name and name_key(row.get("name") or "") == name]
    same_relation = [row for row in known if relation and row.get("relation") == relation]
    for row in same_name:
        if not relation or row.get("relation") in (relation, None, ""):
            return row
    if len(same_relation) == 1 and (
        relation in SINGLE or not name or not same_relation[0].get("name")
    ):
        return same_relation[0]
    return None


def _renamed(member: Mapping[str, Any], stored: Row) -> bool:
    first, second = member.get("name"), stored.get("name")
    return bool(first and second) and name_key(str(first)) != name_key(str(second))


def _relation_name(member: Mapping[str, Any]) -> str:
    return code_list("relation").name_of(str(member.get("relation") or "")) or "家庭成员"
