"""Decide what happens to each row: a new child, a change, a repeat, or set aside.

A row is decided once. A child may stand in several rows: what they say of it is gathered, and only
when the last row has been looked at is it told what is written of the child.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import FAMILY, ProblemKind, RowProblem
from ledger_app.exchange.planning.deduced_values import deduced, still_deduced
from ledger_app.exchange.planning.family_plan import member_changes, written_values
from ledger_app.exchange.planning.import_plan import (
    Existing,
    MemberChange,
    PlannedRow,
    Policy,
    RowFate,
)
from ledger_app.exchange.planning.matching import ChildMatcher, KnownChild

_NAMESAKES = "与另一行同名，按重复处理；如果是两个孩子，请补上出生日期或身份证号后再导入。"
_ADULT_AGE = 22  # nobody older goes to school here; a household list has the parents, too
_ADULT = "出生日期是 {}，已经成年，没有当作学生导入；如果号码是家长的，请改成孩子的再导入。"
_LEFT_ALONE = "台账里已有这个孩子，按“以台账为准”不改动。"
_HEADINGS = {FAMILY: "家庭成员"}  # of what is no field of the student's


class ListRow(NamedTuple):
    """A row and the list it stands in."""

    row: ParsedRow
    list_index: int


@dataclass(frozen=True)
class ListTold:
    """What a list says of all its children: what new ones get, which fields it has columns for."""

    created_values: Mapping[str, Any]
    column_keys: frozenset[str]


def by_evidence(rows: Sequence[ParsedRow]) -> list[int]:
    """Return the places of the rows, those that tell most of their child first.

    A row that tells little can only be found to be about a child already known, so it has to wait.
    Example: 0 王刚 in 三(1)班, 1 李梅 born 2018-05-02, 2 王刚 in 三(1)班 with identity number
    → 2, 1, 0: row 2 makes the child and row 0 repeats it. In the order of the workbook row 0 would
    make a child without a number, and whether row 2 is that child nobody could tell.
    """
    return sorted(range(len(rows)), key=lambda at: _lack_of_evidence(rows[at]))


def _lack_of_evidence(row: ParsedRow) -> tuple[bool, bool, bool, int]:
    number = row.identity.number
    return (
        not row.values.get("name"),
        not number,
        not row.birth,
        0 if number else -len(row.values),
    )


@dataclass(slots=True)
class _Child:
    """One child that is imported, while its rows are gathered."""

    first: ListRow  # the row it is imported with
    known: KnownChild
    problems: list[RowProblem]
    values: dict[str, Any]  # what is written
    members: Sequence[MemberChange]
    left_alone: str = ""  # why nothing is written of it
    more: dict[str, Any] = field(default_factory=dict)  # what later rows say besides

    def said(self, key: str) -> Any:  # noqa: ANN401
        """Return what its rows say of a field, None where they say nothing."""
        return self.first.row.values.get(key, self.more.get(key))

    @property
    def fate(self) -> RowFate:
        """Return what happens to its first row."""
        if self.left_alone:
            return RowFate.SKIPPED
        if self.known.student_id is None:
            return RowFate.CREATED
        return RowFate.UPDATED if self.values or self.members else RowFate.UNCHANGED

    def planned(self) -> PlannedRow:
        """Return its first row, decided."""
        stored = {} if self.known.student_id is None else self.known.values
        row, list_index = self.first
        return PlannedRow(
            row.sheet,
            row.row,
            list_index,
            str(row.values.get("name") or ""),
            row.cells,
            self.fate,
            tuple(self.problems),
            self.left_alone,
            self.known.student_id,
            self.values,
            tuple(self.members),
            {key: stored.get(key) for key in self.values} if stored else {},
        )


class RowPlanner:
    """Decides the rows of one workbook; `differing` has the rows by what they say otherwise."""

    def __init__(
        self,
        existing: Existing,
        rows: Sequence[ListRow],
        lists: Sequence[ListTold],
        policy: Policy,
        today: date,
    ) -> None:
        self.differing: dict[tuple[str, str], list[ParsedRow]] = {}  # the ledger's value stays
        self._rows = rows
        self._lists = lists
        self._existing = existing
        self._policy = policy
        self._matcher = ChildMatcher(existing.students, [row for row, _index in rows])
        self._adults_before = f"{today.year - _ADULT_AGE:04}-{today.month:02}-{today.day:02}"
        self._children: dict[int, _Child] = {}  # by the place of their first row
        self._others: dict[int, PlannedRow] = {}  # set aside, or another row's child

    def plan(self) -> tuple[PlannedRow, ...]:
        """Return what happens to each row, in the order of the workbook."""
        for at in by_evidence([row for row, _index in self._rows]):
            self._decide(at)
        places = range(len(self._rows))
        return tuple(self._others.get(at) or self._children[at].planned() for at in places)

    def _decide(self, at: int) -> None:
        row = self._rows[at].row
        match = self._matcher.find(row)
        known = match.known
        problems = list(row.problems)
        if known is None or known.row is None:
            notes = match.notes
            problems += [_problem(row, key, text, ProblemKind.WHICH_CHILD) for key, text in notes]
        if match.doubt:
            self._set_aside(at, RowFate.SKIPPED, problems, "name", match.doubt)
        elif known is None:
            self._create(at, problems)
        elif known.row is None:
            self._update(at, problems, known)
        else:
            self._repeat(at, problems, self._children[known.row], weak=match.weak)

    def _create(self, at: int, problems: list[RowProblem]) -> None:
        row, list_index = self._rows[at]
        if not row.values.get("name"):
            self._set_aside(at, RowFate.FAILED, problems, "name", _nameless(problems))
            return
        born = row.values.get("birth_date")
        if born and born < self._adults_before:
            self._set_aside(at, RowFate.SKIPPED, problems, "birth_date", _ADULT.format(born))
            return
        told = self._lists[list_index]
        values = {**told.created_values, **deduced(row.values, told.column_keys), **row.values}
        members = [MemberChange(None, member) for member in row.members]
        known = KnownChild(None, values, at)
        self._children[at] = _Child(self._rows[at], known, problems, values, members)
        self._matcher.add(known)

    def _update(self, at: int, problems: list[RowProblem], known: KnownChild) -> None:
        row, list_index = self._rows[at]
        known.row = at
        policy, stored = self._policy, known.values
        values = written_values(row.values, stored, policy)
        if policy is not Policy.LEDGER:
            found = deduced(row.values, self._lists[list_index].column_keys)
            values |= still_deduced(found, row.values, {**stored, **values})
        if policy is Policy.FILL:
            self._note_differing(row, stored)
        theirs = self._existing.members.get(str(known.student_id), ())
        members, remarks, kept = member_changes(row.members, theirs, policy)
        for label in kept:
            self.differing.setdefault((FAMILY, label), []).append(row)
        child = _Child(self._rows[at], known, problems, values, members)
        if policy is Policy.LEDGER and (values or members):
            child = _Child(self._rows[at], known, problems, {}, (), _LEFT_ALONE)
        else:
            problems += [_problem(row, FAMILY, text, ProblemKind.LEDGER_STAYS) for text in remarks]
        self._children[at] = child

    def _note_differing(self, row: ParsedRow, stored: Mapping[str, Any]) -> None:
        """Remember where the workbook says otherwise and the ledger's value stays."""
        for key, value in row.values.items():
            if key != "name" and stored.get(key) not in (None, "", value):
                about = (key, STUDENT.field(key).label)
                self.differing.setdefault(about, []).append(row)

    def _repeat(self, at: int, problems: list[RowProblem], child: _Child, *, weak: bool) -> None:
        """Set a row aside whose child came before; add what it has more if nothing differs."""
        row, first = self._rows[at].row, child.first.row
        student_id = child.known.student_id
        place = f"“{first.sheet}”第 {first.row} 行"
        differing = [
            key for key, value in row.values.items() if child.said(key) not in (None, value)
        ]
        if differing:
            name = str(first.values.get("name") or "")
            same = "是同一个孩子" if "name" not in differing else f"的“{name}”号码相同"
            text = f"与{place}{same}，{_labels(differing)}却不同，这一行没有导入，请核对。"
            self._set_aside(at, RowFate.SKIPPED, problems, differing[0], text, student_id)
            return
        reason = f"与{place}是同一个孩子"
        if any(member not in first.members for member in row.members):
            text = f"与{place}是同一个孩子，家庭成员却不同，这一行的家庭成员没有导入，请核对。"
            problems.append(_problem(row, FAMILY, text, ProblemKind.LEFT_OUT))
        more = {key: value for key, value in row.values.items() if child.said(key) is None}
        if more and not (self._policy is Policy.LEDGER and student_id is not None):
            self._gather(child, more)
            reason += f"，多出的{_labels(more)}并入那一行"
        if weak and not problems:
            problems.append(_problem(row, "name", _NAMESAKES, ProblemKind.WHICH_CHILD))
        self._others[at] = _not_imported(
            self._rows[at], RowFate.SKIPPED, problems, reason, student_id
        )

    def _gather(self, child: _Child, more: Mapping[str, Any]) -> None:
        """Add to a child what a later row says besides; an empty field of the ledger is filled."""
        child.more.update(more)
        new = child.known.student_id is None
        stored = {} if new else child.known.values
        child.values.update(more if new else written_values(more, stored, self._policy))

    def _set_aside(
        self,
        at: int,
        fate: RowFate,
        problems: list[RowProblem],
        about: str,
        reason: str,
        student_id: str | None = None,
    ) -> None:
        problems.append(_problem(self._rows[at].row, about, reason, ProblemKind.SET_ASIDE))
        self._others[at] = _not_imported(self._rows[at], fate, problems, reason, student_id)


def _not_imported(
    listed: ListRow,
    fate: RowFate,
    problems: Sequence[RowProblem],
    reason: str,
    student_id: str | None,
) -> PlannedRow:
    row, list_index = listed
    name = str(row.values.get("name") or "")
    return PlannedRow(
        row.sheet, row.row, list_index, name, row.cells, fate, tuple(problems), reason, student_id
    )


def _problem(row: ParsedRow, about: str, text: str, kind: ProblemKind) -> RowProblem:
    heading = _HEADINGS.get(about) or STUDENT.field(about).label
    return RowProblem(row.sheet, row.row, heading, text, kind, about)


def _labels(keys: Sequence[str] | Mapping[str, Any]) -> str:
    return "、".join(STUDENT.field(key).label for key in keys)


def _nameless(problems: Sequence[RowProblem]) -> str:
    if any(problem.about == "name" for problem in problems):
        return "姓名不能用，不能建档，请改好后再导入。"
    return "没有姓名，不能建档，请补上姓名后再导入。"
