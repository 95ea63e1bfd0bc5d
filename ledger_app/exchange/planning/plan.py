"""Plan an import: what would happen to each row. Pure; preview and commit use the same plan.

Decisions: a row without a name that no number matches fails, every other row is kept, what is wrong
with it listed; a sound number identifies, a number that is wrong or cut is left out and the child
created all the same; a child that comes twice in a workbook is taken once, what the second row has
more is added to the first if nothing differs, else the row is skipped with a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from ledger_app.exchange.cells.row_problem import RowProblem
from ledger_app.exchange.layout.assignment import UNSAID, Assignment
from ledger_app.exchange.layout.child_lists import ChildList, IgnoredRow, SheetLists
from ledger_app.exchange.planning.changes import moves
from ledger_app.exchange.planning.column_uses import left_columns, list_head, mapping, unmapped
from ledger_app.exchange.planning.deduced_values import column_keys
from ledger_app.exchange.planning.import_plan import (
    ImportPlan,
    LedgerContents,
    NewSchool,
    PlannedRow,
    Policy,
    RowFate,
)
from ledger_app.exchange.planning.listed_rows import read_listed
from ledger_app.exchange.planning.place_assignment import PlaceAssigner
from ledger_app.exchange.planning.roster_lists import why_no_roster
from ledger_app.exchange.planning.roster_reading import read_roster
from ledger_app.exchange.planning.row_planner import RowPlanner
from ledger_app.exchange.planning.school_book import SchoolBook
from ledger_app.exchange.planning.sheet_notes import (
    kept_as_they_were,
    made_schools,
    notes_of_sheets,
)
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.exchange.planning.update_plan import ListTold
from ledger_app.exchange.planning.whose_row.decided_rows import Asking
from ledger_app.exchange.planning.whose_row.keyed_rows import came_back, listed_rows
from ledger_app.exchange.reading.patience import patience
from ledger_app.exchange.reading.workbook import Workbook
from ledger_app.garbage_collection import without_garbage_collection

_NONE: Mapping[str, Decision] = {}
_COUNTED = (RowFate.CREATED, RowFate.UPDATED)


def plan_import(
    workbook: Workbook,
    contents: LedgerContents,
    *,
    unit_school: str | None = None,
    policy: Policy = Policy.FILL,
    school_name: str | None = None,
    today: date,
    new_id: Callable[[], str] | None = None,
    whole: bool = False,
    assignment: Assignment = UNSAID,
    decisions: Mapping[str, Decision] = _NONE,
    ledger_id: str = "",
) -> ImportPlan:
    """Return what importing `workbook` would do; raise LedgerError if it holds no list of children.

    `unit_school` is the id of the ledger's own school (None for a township ledger), `school_name`
    the school all rows are put in, `new_id` makes the ids of new schools. `whole`: its lists are
    whole though they leave out most of a class. `assignment`: what a person said of its columns;
    `decisions`: of rows that were set aside, by their key, besides those the ledger remembers.
    `ledger_id`: whose fill-in workbooks are known for its own.
    """
    asked = _Asked(
        unit_school, policy, school_name, today, new_id, whole, assignment, decisions, ledger_id
    )
    with patience(), without_garbage_collection():
        return _planned(workbook, contents, asked)


class _Asked(NamedTuple):
    """How a workbook is to be imported."""

    unit_school: str | None
    policy: Policy
    school_name: str | None
    today: date
    new_id: Callable[[], str] | None
    whole: bool
    assignment: Assignment
    decisions: Mapping[str, Decision]
    ledger_id: str


def _planned(workbook: Workbook, contents: LedgerContents, asked: _Asked) -> ImportPlan:
    policy, today = asked.policy, asked.today
    listed = read_listed(
        workbook,
        contents.schools,
        unit_school=asked.unit_school,
        today=today,
        new_id=asked.new_id,
        school_name=asked.school_name,
        assignment=asked.assignment,
    )
    sheets, lists, placed, assigner = listed.sheets, listed.lists, listed.rows, listed.assigner
    began = contents.lists_before.term_began
    why_not = [
        why_no_roster(children, found, workbook.name, began)
        for children, found in zip(lists, placed, strict=True)
    ]
    rows = list(listed_rows(lists, placed, asked.ledger_id))
    told = [
        ListTold(assigner.created_values(index), column_keys(children), not why_not[index])
        for index, children in enumerate(lists)
    ]
    asking = Asking(
        workbook.name, asked.decisions, assigner.book.name_of, contents.was_loaded(workbook.sha256)
    )
    planner = RowPlanner(contents, rows, told, policy, today, asking)
    plan = _finished(workbook, contents, policy, sheets, lists, planner, assigner)
    marked = planner.updates.marks.asked
    roster = read_roster(rows, plan.rows, why_not, contents, marked, whole=asked.whole)
    back = came_back(rows)
    return replace(plan, roster=roster, assignment=asked.assignment, fill_ins=back)


def _finished(
    workbook: Workbook,
    contents: LedgerContents,
    policy: Policy,
    sheets: list[SheetLists],
    lists: list[ChildList],
    planner: RowPlanner,
    assigner: PlaceAssigner,
) -> ImportPlan:
    rows = planner.plan()
    columns = tuple(unmapped(lists))
    new_schools = _schools_used(rows, assigner.book)
    made = made_schools(new_schools) if assigner.book.unit is None else ()
    problems = _problems(workbook, sheets, lists, planner, rows)
    return ImportPlan(
        workbook=workbook.name,
        sha256=workbook.sha256,
        policy=policy,
        rows=rows,
        problems=(*assigner.problems, *made, *problems, *left_columns(columns)),
        ignored=tuple(ignored for sheet in sheets for ignored in sheet.ignored),
        refused_sheets=tuple((sheet.sheet, sheet.refused) for sheet in sheets if sheet.refused),
        mapping=mapping(lists),
        unmapped_columns=columns,
        new_schools=new_schools,
        school_codes=dict(assigner.book.codes_learnt),
        new_classes=_new_classes(rows, contents),
        lists=tuple(list_head(children) for children in lists),
        changes=tuple(planner.updates.changes),
        waiting_schools=_schools_waiting(rows, assigner.book, new_schools),
    )


def _problems(
    workbook: Workbook,
    sheets: list[SheetLists],
    lists: list[ChildList],
    planner: RowPlanner,
    rows: Sequence[PlannedRow],
) -> list[RowProblem]:
    """Return what is to be said of sheets, of lists and of each row."""
    return [
        *notes_of_sheets(workbook, sheets, lists, rows),
        *kept_as_they_were(planner.updates.changes, planner.updates.kept_family),
        *moves(planner.updates.changes),
        *chain.from_iterable(row.problems for row in rows),
    ]


def _schools_used(rows: Sequence[PlannedRow], book: SchoolBook) -> tuple[NewSchool, ...]:
    used = {row.values.get("school") for row in rows if row.fate in _COUNTED}
    # A school named only by rows that were set aside must not come into being.
    return tuple(school for key, school in book.new.items() if key in used)


def _schools_waiting(
    rows: Sequence[PlannedRow], book: SchoolBook, used: Sequence[NewSchool]
) -> tuple[NewSchool, ...]:
    named = {row.unsure.values.get("school") for row in rows if row.unsure is not None}
    return tuple(each for key, each in book.new.items() if key in named and each not in used)


def _new_classes(
    rows: Sequence[PlannedRow], contents: LedgerContents
) -> tuple[tuple[str, str, str], ...]:
    known = set(contents.classes)
    found: dict[tuple[str, str, str], None] = {}
    for row in rows:
        values = row.values
        school, grade, class_no = (values.get(key) for key in ("school", "grade", "class_no"))
        if row.fate in _COUNTED and school and grade and class_no:
            found[school, grade, class_no] = None
    return tuple(sorted(place for place in found if place not in known))


__all__ = ["IgnoredRow", "ImportPlan", "LedgerContents", "Policy", "plan_import"]
