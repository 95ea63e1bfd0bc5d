"""Parse a list of children column by column into rows of stored values, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ledger_app.exchange.cells.accounted import name_the_rest, untaken_below
from ledger_app.exchange.cells.birth_and_number import add_births, read_ids
from ledger_app.exchange.cells.class_columns import add_classes
from ledger_app.exchange.cells.id_cells import IdReading
from ledger_app.exchange.cells.id_columns import add_numbers
from ledger_app.exchange.cells.list_cells import KnownCells, ListCells
from ledger_app.exchange.cells.people.family_columns import (
    Member,
    families,
    families_below,
    guardian_of,
    one_person_once,
)
from ledger_app.exchange.cells.people.people_columns import Taken, add_people, add_taken, take_apart
from ledger_app.exchange.cells.people.responsible_columns import (
    Responsible,
    one_answering_once,
    responsible_people,
)
from ledger_app.exchange.cells.places.address_columns import add_addresses
from ledger_app.exchange.cells.places.school_cells import read_schools
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind, RowProblem
from ledger_app.exchange.cells.student_columns import student_rows
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.heading_words import GUARDIAN_KEYS, Use
from ledger_app.exchange.reading.workbook import Cell


class ParsedRow(NamedTuple):
    """One row of a list, parsed. `values` has catalogue keys; `school` comes with its placement."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    values: Mapping[str, Any]
    members: Sequence[Mapping[str, Any]]
    identity: IdReading
    birth: str | None  # for matching: from the cell, else from the number
    school_code: str
    school_name: str
    no_school: bool  # the school's cell says 未入学, 在家, 无: not this ledger's own school either
    entry_year: str  # of 2026级1班; the grade follows when the school is known
    problems: Sequence[RowProblem]
    responsible: Sequence[Mapping[str, Any]] = ()  # who answers for the child


def parse_rows(known: KnownCells, children: ChildList) -> list[ParsedRow]:
    """Return the rows of a list, parsed; `known` is the same for all lists of a workbook."""
    if not children.rows:
        return []
    cells = ListCells(known, children)
    taken = take_apart(cells)
    values = student_rows(cells)
    add_addresses(cells, values)
    add_taken(cells, taken, values)
    members = families(cells, values)
    add_people(cells, taken, members)
    responsible = responsible_people(cells)
    ids = read_ids(cells)
    codes = cells.texts(Use.SCHOOL_CODE) or [""] * cells.count
    schools = read_schools(cells, values)
    entries = add_classes(cells, values, schools)
    births = add_births(cells, values, ids)
    add_numbers(cells, values, ids)
    name_the_rest(cells)
    _add_rows_below(cells, members, responsible)
    _add_told(children, values, members)
    return [
        ParsedRow(
            children.sheet,
            children.numbers[at],
            children.rows[at],
            _with_guardian(values[at], family),
            family,
            ids[at],
            births[at],
            codes[at],
            schools[at].name,
            bool(schools[at].instead),
            entries[at],
            cells.problems.get(at, ()),
            responsible[at],
        )
        for at, family in enumerate(map(one_person_once, members))
    ]


def _add_told(
    children: ChildList, values: list[dict[str, Any]], members: list[list[Member]]
) -> None:
    """Add what other rows of the list say of a child: its householder, its parents."""
    if not children.told:
        return
    for at, number in enumerate(children.numbers):
        told, family = children.told.get(number, ({}, ()))
        values[at] = {**told, **values[at]}
        members[at] += [dict(member) for member in family]


def _with_guardian(values: dict[str, Any], family: Sequence[Member]) -> dict[str, Any]:
    """Return the values, the guardian from the family where no column of the child's says it."""
    if "guardian_name" in values or not family:
        return values
    # Behind the child's own columns: which of two differing cells is named first follows them.
    return values | {key: v for key, v in guardian_of(family).items() if key not in values}


def _add_rows_below(
    cells: ListCells, members: list[list[Member]], responsible: list[list[Responsible]]
) -> None:
    """Add the people of rows that go on about the child above them."""
    more = cells.children.more
    if not more:
        return
    _, numbers, rows = zip(*more, strict=True)
    below = replace(cells.children, numbers=list(numbers), rows=list(rows), more=[])
    part = ListCells(cells.known, below)
    taken = take_apart(part)
    responsible_below = responsible_people(part)
    for at, family in enumerate(families_below(part)):
        above, number, row = more[at]
        responsible[above] = one_answering_once([*responsible[above], *responsible_below[at]])
        members[above] += [*_with_taken(family, taken, at), *taken.members.get(at, ())]
        for column, shown in untaken_below(part, row, cells.children.rows[above]):
            text = f"第 {number} 行接着上一行的孩子，这里写着“{shown}”，与上一行不同{LEFT_OUT}"
            part.note(at, column, text, ProblemKind.LEFT_OUT)
        cells.problems.setdefault(above, []).extend(part.problems.get(at, ()))


def _with_taken(family: list[Member], taken: Taken, at: int) -> list[Member]:
    """Return the people of a row, the guardian (the last) with what stood beside the name."""
    said = taken.values.get(at, {})
    more = {GUARDIAN_KEYS[key]: value for key, value in said.items()}
    return [*family[:-1], more | family[-1]] if more and family else family
