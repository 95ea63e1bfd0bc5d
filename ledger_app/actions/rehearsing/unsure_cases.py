"""Rows of which nobody can tell whose they are, side by side with whom they may be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.actions.imports.waiting_rows import WaitingRow, waiting
from ledger_app.catalogue import STUDENT, TABLES, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.catalogue.student_basics import FILE_FIELDS
from ledger_app.domain import values
from ledger_app.domain.same_child.fact_words import in_words
from ledger_app.domain.same_child.facts import weigh
from ledger_app.domain.same_child.sides import Side
from ledger_app.exchange.planning.import_plan import ImportPlan, PlannedRow, RowFate
from ledger_app.exchange.planning.unsure import Candidate, Decision
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, student_lookup

__all__ = ["Comparison", "Decision", "SameChild", "UnsureCase", "of_ledger", "of_plan"]

_MEMBER = TABLES["family_member"]
_SHOWN = ("relation", "name", "phone")


@dataclass(frozen=True)
class Comparison:
    """A row beside one child: who that is, facts for and against, and (label, child, row) lines.

    `student_id` is "" for another row of the same workbook.
    """

    student_id: str
    called: str
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class UnsureCase:
    """A row that is unsure: its key, name and place, whom it may be about, what was answered."""

    key: str
    name: str
    place: str
    beside: tuple[Comparison, ...]
    answer: str = ""


def of_plan(plan: ImportPlan, schools: Mapping[str, str]) -> list[UnsureCase]:
    """Return the unsure rows of a plan; `schools` has names by id."""
    return [_case(row, schools) for row in plan.rows if row.unsure is not None]


def _case(row: PlannedRow, schools: Mapping[str, str]) -> UnsureCase:
    unsure = row.unsure
    assert unsure is not None
    mine = _texts(unsure.values, unsure.members, schools)
    beside = tuple(
        Comparison(
            each.student_id or "",
            _called(each, schools),
            each.agreeing,
            each.differing,
            _side_by_side(_texts(each.values, (), schools), mine),
        )
        for each in unsure.candidates
    )
    answers = {RowFate.SKIPPED: "", RowFate.CREATED: SameChild.OTHER}
    answer = answers.get(row.fate, SameChild.SAME)
    return UnsureCase(unsure.key, row.name, f"{row.sheet} 第 {row.row} 行", beside, answer)


def _called(each: Candidate, schools: Mapping[str, str]) -> str:
    if each.place is not None:
        return f"{each.name}（同一份表 {each.place[0]} 第 {each.place[1]} 行）"
    return _named(each.name, each.values, schools)


def _named(name: str, row: Mapping[str, Any], schools: Mapping[str, str]) -> str:
    school = schools.get(str(row.get("school") or ""), "")
    grade = str(row.get("grade") or "")
    grade = code_list("grade").name_of(grade) if grade else ""
    where = f"{school}{grade}{row.get('class_no') or ''}"
    return f"{name}（{where}）" if where else name


def of_ledger(ledger: Ledger) -> list[UnsureCase]:
    """Return the rows that wait in the ledger to be decided."""
    schools = places.school_names(ledger)
    return [_waiting_case(ledger, row, schools) for row in waiting(ledger)]


def _waiting_case(ledger: Ledger, row: WaitingRow, schools: Mapping[str, str]) -> UnsureCase:
    families = student_lookup.families(ledger, row.candidates)
    values, schools = _with_school(row, schools)
    mine = Side(values, row.members)
    texts = _texts(values, row.members, schools)
    beside = []
    for stored in student_lookup.students(ledger, row.candidates):
        members = families.get(stored["id"], ())
        theirs = Side(stored, members)
        agreeing, differing = in_words(
            weigh(theirs, mine), theirs, mine, lambda key: schools.get(key, key)
        )
        lines = _side_by_side(_texts(stored, members, schools), texts)
        called = _named(stored["name"] or "", stored, schools)
        beside.append(Comparison(stored["id"], called, agreeing, differing, lines))
    place = f"{row.source} {row.sheet} 第 {row.row} 行"
    answer = SameChild.LATER if row.later else ""
    return UnsureCase(row.id, row.name, place, tuple(beside), answer)


def _with_school(
    row: WaitingRow, schools: Mapping[str, str]
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return what a row says, and the names of schools: one that came with it has no file yet."""
    if row.new_school is None:
        return row.values, schools
    name = row.new_school["name"]
    key = next((key for key, known in schools.items() if known == name), name)
    return {**row.values, "school": key}, {**schools, key: name}


def _texts(
    row: Mapping[str, Any], members: Sequence[Mapping[str, Any]], schools: Mapping[str, str]
) -> dict[str, str]:
    """Return what is said of a child by label, in the order of the form."""
    found = {}
    for field in STUDENT.fields:
        value = row.get(field.key)
        if value in (None, "") or field.sensitive or field in FILE_FIELDS:
            continue  # how a file came to be says nothing of the child
        text = values.display(field, value)
        found[field.label] = schools.get(str(value), "") if field.kind is Kind.SCHOOL else text
    for at, member in enumerate(members, 1):
        shown = (values.display(_MEMBER.field(key), member.get(key)) for key in _SHOWN)
        found[f"家庭成员{at}"] = " ".join(filter(None, shown))
    return found


def _side_by_side(
    kept: Mapping[str, str], told: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of child and row, what both say first: there they agree or not."""
    both = [label for label in told if label in kept]
    rest = [label for label in (*told, *kept) if label not in both]
    return tuple(
        (label, kept.get(label, ""), told.get(label, "")) for label in dict.fromkeys((*both, *rest))
    )
