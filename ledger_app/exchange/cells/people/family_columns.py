"""Members of the family out of their columns: 父亲姓名 | 父亲电话 | 母亲姓名 …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger_app.catalogue.meanings import YES, Relation
from ledger_app.domain.names import name_key
from ledger_app.exchange.cells.column_values import rows_from_columns
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import FAMILY, ProblemKind
from ledger_app.exchange.layout.heading_words import (
    GUARDIAN_KEYS,
    MEMBER,
    TICKABLE,
    Use,
    is_guardian_group,
    relation_of,
)

Member = dict[str, Any]
# A child has one of each: the same relation is the same person even if the name is blank.
SINGLE = frozenset(
    {
        *(Relation.FATHER, Relation.MOTHER, Relation.STEPFATHER, Relation.STEPMOTHER),
        *(Relation.PATERNAL_GRANDFATHER, Relation.PATERNAL_GRANDMOTHER),
        *(Relation.MATERNAL_GRANDFATHER, Relation.MATERNAL_GRANDMOTHER),
    }
)


def families(cells: ListCells, children: Sequence[Mapping[str, Any]]) -> list[list[Member]]:
    """Return the members that each row names; `children` are the values of their children.

    Who is the child's father and guardian is named once: 家长（关系） | 父务工地点.
    """
    groups = _member_groups(cells, children)
    return [[group[at] for group in groups if group[at]] for at in range(cells.count)]


def families_below(cells: ListCells) -> list[list[Member]]:
    """Return the members that each row names which goes on about the child above it.

    A guardian named there is another one than the child's first: a member like the others.
    """
    groups = [*_member_groups(cells), _guardians(cells)]
    return [[group[at] for group in groups if group[at]] for at in range(cells.count)]


def _member_groups(
    cells: ListCells, children: Sequence[Mapping[str, Any]] = ()
) -> list[list[Member]]:
    """Return, for each member group, one row of values a child; {} where nobody is named."""
    groups: dict[str, dict[str, list[Any]]] = {}
    for column in cells.columns(Use.MEMBER):
        key = column.meaning.field.key if column.meaning.field else ""
        group = groups.setdefault(column.meaning.member, {})
        values = cells.parsed(MEMBER.key, column)
        group[key] = cells.second(group[key], values, column) if key in group else values
    found = []
    for name, parsed in groups.items():
        rows = rows_from_columns(parsed, cells.count)
        for row, child in zip(rows, children, strict=False):
            row |= _name_of_guardian(name, row, child)
        members, nameless = named_members(name, rows)
        for at, text in nameless.items():
            cells.note(at, name, text, ProblemKind.LEFT_OUT, FAMILY)
        found.append(members)
    return found


def _name_of_guardian(group: str, row: Member, child: Mapping[str, Any]) -> Member:
    """Return the guardian's name for a nameless father (or mother …) who is the guardian."""
    relation = relation_of(group)
    if not row or {"name", "phone"} & set(row) or relation not in SINGLE:
        return {}
    is_guardian = child.get("guardian_relation") == relation and child.get("guardian_name")
    return {"name": child["guardian_name"]} if is_guardian else {}


def _guardians(cells: ListCells) -> list[Member]:
    """Return the guardian columns of each row as a family member; {} where nobody is named."""
    parsed = {
        member_key: cells.parsed("student", column)
        for key, member_key in GUARDIAN_KEYS.items()
        for column in cells.with_key(key)
    }
    rows = rows_from_columns(parsed, cells.count)
    return [row if "name" in row or "phone" in row else {} for row in rows]


def named_members(group: str, rows: Sequence[Member]) -> tuple[list[Member], dict[int, str]]:
    """Return the member that a group of columns names in each row, {} where it names nobody; and,
    by row, what is said of nobody and so left out. Codes come prefilled and are not worth a word.
    """
    told: Member = {}
    if relation_of(group):
        told["relation"] = relation_of(group)
    if is_guardian_group(group):
        told["is_guardian"] = YES
    members, nameless = [], {}
    for at, row in enumerate(rows):
        named = "name" in row or "phone" in row
        members.append(told | row if named else {})
        fields = [] if named else [MEMBER.field(key) for key in row]
        # A template fills in 关系 for every row, also where there is no second member.
        labels = "、".join(field.label for field in fields if field.kind not in TICKABLE)
        if labels:
            nameless[at] = f"“{group}”没有姓名和电话，{labels}没有导入，请补上姓名。"
    return members, nameless


def guardian_of(members: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the student's guardian fields from the member who is the guardian."""
    for member in members:
        if member.get("is_guardian") == YES and member.get("name"):
            return {
                key: member[source] for key, source in GUARDIAN_KEYS.items() if member.get(source)
            }
    return {}


def one_person_once(members: Sequence[Member]) -> list[Member]:
    """Return a row's members, one who stands in two groups (监护人1 and 父亲) only once."""
    if len(members) < 2:
        return list(members)
    found: list[Member] = []
    for member in members:
        same = next((one for one in found if _same_person(one, member)), None)
        if same is None:
            found.append(dict(member))
        else:
            same |= {key: value for key, value in member.items() if key not in same}
    return found


def is_one_of_a_kind(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Tell whether both are the child's father (or mother …), one of them without a name."""
    relation = first.get("relation")
    if relation not in SINGLE or relation != second.get("relation"):
        return False
    nameless = not first.get("name") or not second.get("name")
    shared = (set(first) & set(second)) - {"relation", "is_guardian"}
    return nameless and all(first[key] == second[key] for key in shared)


def _same_person(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    if is_one_of_a_kind(first, second):
        return True
    if not first.get("name") or name_key(first["name"]) != name_key(second.get("name") or ""):
        return False
    # Two of one name with different telephones are two people, or one of whom nobody is sure.
    shared = set(first) & set(second) - {"name", "is_guardian"}
    return all(first[key] == second[key] for key in shared)
