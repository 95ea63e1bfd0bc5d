"""Cells that hold a person with telephone, or several people: taken apart before all else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.model import Kind
from ledger_app.domain.values import display
from ledger_app.exchange.cells.column_values import says_nothing
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.people.family_columns import Member
from ledger_app.exchange.cells.people.family_text import (
    Person,
    is_no_single_name,
    is_plain,
    people_in,
    relation_alone,
)
from ledger_app.exchange.cells.row_problem import FAMILY, LEFT_OUT, ProblemKind
from ledger_app.exchange.layout.heading_words import MEMBER, Use, relation_of
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell, is_fault

_HAN = re.compile("[\u4e00-\u9fff]")
_PHONES = frozenset({"phone", "guardian_phone"})


_NOTHING: Mapping[str, str] = {}


class Apart(NamedTuple):
    """What became of a cell: what is left to parse, values of the child, people of its family."""

    left: str = ""
    values: Mapping[str, str] = _NOTHING
    people: tuple[Person, ...] = ()
    refused: str = ""


class Taken(NamedTuple):
    """What was taken out of cells, by row: values of the child, members of the family."""

    values: dict[int, dict[str, str]]
    members: dict[int, list[Member]]


def take_apart(cells: ListCells) -> Taken:
    """Take people out of the cells that hold more than a name or a number; say what cannot be."""
    taken = Taken({}, {})
    for column in cells.children.heading.columns:
        reader = _reader(column)
        if reader:
            _take_column(cells, column, reader, taken)
    return taken


def _reader(column: ListColumn) -> Callable[[str], Apart | None] | None:
    field, use = column.meaning.field, column.meaning.use
    if field is None or use not in (Use.STUDENT, Use.MEMBER):
        return None
    if use is Use.STUDENT and field.key == "guardian_name":
        return _guardian
    if use is Use.MEMBER and field.kind is Kind.NAME:
        return _member
    if field.kind is Kind.PHONE and (use is Use.MEMBER or field.key in _PHONES):
        return _phone
    return None


def _take_column(
    cells: ListCells, column: ListColumn, reader: Callable[[str], Apart | None], taken: Taken
) -> None:
    raws = cells.cells[column.index]
    special = [at for at, raw in enumerate(raws) if raw != "" and _is_special(raw)]
    if not special:
        return
    left: list[Cell] = list(raws)
    for at in special:
        apart = reader(str(raws[at]))
        if apart is None:
            continue
        relation = relation_of(column.meaning.member)
        if apart.left and _is_another(apart.people, relation):
            apart = Apart(refused=_unclear(str(raws[at])))
        left[at] = apart.left
        if apart.refused:
            cells.note(at, column, apart.refused, ProblemKind.LEFT_OUT)
        for key, value in apart.values.items():
            taken.values.setdefault(at, {}).setdefault(key, value)
        members = [_as_member(person, relation) for person in apart.people]
        if members:
            taken.members.setdefault(at, []).extend(members)
    cells.cells[column.index] = tuple(left)


def _is_special(raw: Cell) -> bool:
    if not isinstance(raw, str) or is_plain(raw):
        return False
    return not says_nothing(raw) and not is_fault(raw)


def _is_another(people: tuple[Person, ...], relation: str) -> bool:
    """Tell whether a cell of the father's name holds somebody else's: 杨老汉（爷爷）."""
    return len(people) == 1 and bool(relation) and people[0].relation not in ("", relation)


def _as_member(person: Person, relation: str) -> Member:
    said = {"relation": person.relation or relation, "name": person.name, "phone": person.phone}
    return {key: value for key, value in said.items() if value}


def _guardian(text: str) -> Apart | None:
    """Read a cell of the guardian's name; None where it is to be parsed as it stands."""
    if relation := relation_alone(text):
        return Apart(values={"guardian_relation": relation})
    people = people_in(text)
    if len(people) == 1 and people[0].name:
        one = people[0]
        values = {"guardian_relation": one.relation, "guardian_phone": one.phone}
        return Apart(one.name, {key: value for key, value in values.items() if value})
    if people:
        return Apart(people=people)
    return Apart(refused=_unclear(text)) if is_no_single_name(text) else None


def _member(text: str) -> Apart | None:
    people = people_in(text)
    if len(people) == 1 and people[0].name and (people[0].phone or people[0].relation):
        return Apart(people[0].name, people=people)
    return Apart(refused=_unclear(text)) if is_no_single_name(text) else None


def _phone(text: str) -> Apart | None:
    """Read a cell of a telephone that says whose it is; None for bare numbers."""
    if not _HAN.search(text):
        return None
    people = people_in(text)
    if len(people) == 1 and not people[0].relation and not people[0].name:
        return Apart(people[0].phone)
    if people and all(person.relation and person.phone for person in people):
        return Apart(people=people)
    return Apart(refused=_unclear(text))


def _unclear(text: str) -> str:
    shown = " ".join(text.split())[:40]
    return f"这一格写着“{shown}”，看不出谁是谁、电话是谁的，请一个人写一格{LEFT_OUT}"


def add_taken(cells: ListCells, taken: Taken, values: list[dict[str, Any]]) -> None:
    """Add what was taken out to the rows; of what a column of its own says otherwise it is said."""
    for at, said in taken.values.items():
        for key, value in said.items():
            if values[at].setdefault(key, value) != value:
                shown = display(STUDENT.field(key), value)
                text = f"监护人姓名一格里还写着“{shown}”，与另一栏不同{LEFT_OUT}"
                cells.note(at, "监护人", text, ProblemKind.LEFT_OUT, FAMILY)


def add_people(cells: ListCells, taken: Taken, members: list[list[Member]]) -> None:
    """Add the people taken out to the families; who is there already is told only what is new."""
    for at, people in taken.members.items():
        for person in people:
            same = next((one for one in members[at] if _is_named_so(one, person)), None)
            if same is None:
                members[at].append(person)
                continue
            if same.get("relation", person.get("relation")) != person.get("relation"):
                # Somebody else of that name, or a slip: nothing of it is certain.
                shown = [display(MEMBER.field(k), v) for k, v in person.items() if k != "name"]
                _note_otherwise(cells, at, person, "relation", " ".join(shown))
                continue
            for key, value in person.items():
                if same.setdefault(key, value) != value:
                    _note_otherwise(cells, at, person, key, display(MEMBER.field(key), value))


def _note_otherwise(cells: ListCells, at: int, person: Member, key: str, shown: str) -> None:
    text = f"“{person.get('name', '')}”另外写着“{shown}”，与另一栏不同{LEFT_OUT}"
    cells.note(at, MEMBER.field(key).label, text, ProblemKind.LEFT_OUT, FAMILY)


def _is_named_so(one: Member, person: Member) -> bool:
    return bool(person.get("name")) and one.get("name") == person["name"]
