"""Decide what happens to each row: a new child, a change, a repeat, or set aside.

A row is decided once. A child may stand in several rows: what they say of it is gathered, and only
when the last row has been looked at is it told what is written of the child.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.domain.standing.marks import with_day
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import FAMILY, ProblemKind, RowProblem
from ledger_app.exchange.planning.deduced_values import deduced, still_deduced
from ledger_app.exchange.planning.family_plan import member_changes, written_values
from ledger_app.exchange.planning.import_plan import (
    LedgerContents,
    MemberChange,
    PlannedRow,
    Policy,
    RowFate,
    StoredChild,
)
from ledger_app.exchange.planning.marks import (
    MARKS,
    MarksBook,
    in_words,
    is_at_school,
)
from ledger_app.exchange.planning.matching import ChildMatcher, KnownChild
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.exchange.reading.patience import go_on

_NAMESAKES = "与另一行同名，按重复处理；如果是两个孩子，请补上出生日期或身份证号后再导入。"
_MARKED = "“{}”在名单上写着{}，"
_LEDGER_SAYS = "台账里是{}，标注没有改；请在“不在名单上”里答复。"
_NOT_TOLD = "台账里没有这样的记录；请在“不在名单上”里答复。"
_ADULT_AGE = 22  # nobody older goes to school here; a household list has the parents, too
_ADULT = "出生日期是 {}，已经成年，没有当作学生导入；如果号码是家长的，请改成孩子的再导入。"
_LEFT_ALONE = "台账里已有这个孩子，按“以台账为准”不改动。"
_NOTHING: Mapping[str, Any] = {}
_PORTION = 500  # children of the ledger held against their rows at once
_HEADINGS = {FAMILY: "家庭成员"}  # of what is no field of the student's


class ListRow(NamedTuple):
    """A row and the list it stands in."""

    row: ParsedRow
    list_index: int
    withheld: str = ""  # why it waits: hidden, struck out


@dataclass(frozen=True)
class ListTold:
    """What a list says of all its children: what new ones get, which fields it has columns for."""

    created_values: dict[str, Any]
    column_keys: frozenset[str]
    of_roster: bool = False  # it lists whole classes


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
    more: dict[str, Any] = field(default_factory=dict)  # what later rows say besides

    def said(self, key: str) -> Any:  # noqa: ANN401
        """Return what its rows say of a field, None where they say nothing."""
        return self.first.row.values.get(key, self.more.get(key))

    def add(self, more: Mapping[str, Any]) -> None:
        """Add what a later row says besides; a new child can be found by it from now on."""
        self.more.update(more)
        if self.student_id is None:
            self.known.values = {**self.known.values, **more}

    @property
    def all_said(self) -> dict[str, Any]:
        """Return what its rows say together."""
        return {**self.more, **self.first.row.values}

    @property
    def is_marked(self) -> bool:
        """Tell whether its rows say that it is not at school."""
        first = self.first.row.values
        return not is_at_school(self.all_said if self.more else first)

    @property
    def student_id(self) -> str | None:
        """Return its id in the ledger, None for a new child."""
        return self.known.student_id


class RowPlanner:
    """Decides the rows of one workbook; `differing` has the rows by what they say otherwise."""

    def __init__(
        self,
        contents: LedgerContents,
        rows: Sequence[ListRow],
        lists: Sequence[ListTold],
        policy: Policy,
        today: date,
        workbook: str = "",
        decided: Mapping[str, Decision] = _NOTHING,
    ) -> None:
        self.marks = MarksBook(contents.lists_before, workbook, policy, today.isoformat())
        self.differing: dict[tuple[str, str], list[ParsedRow]] = {}  # the ledger's value stays
        self._rows = rows
        self._lists = lists
        self._contents = contents
        self._policy = policy
        self._decided = decided  # of rows set aside before, by their key
        self._matcher = ChildMatcher(contents.students, [each.row for each in rows])
        self._today = today.isoformat()
        self._adults_before = f"{today.year - _ADULT_AGE:04}-{today.month:02}-{today.day:02}"
        self._children: dict[int, _Child] = {}  # by the place of their first row
        self._others: dict[int, PlannedRow] = {}  # set aside, or another row's child

    def plan(self) -> tuple[PlannedRow, ...]:
        """Return what happens to each row, in the order of the workbook."""
        for at in by_evidence([each.row for each in self._rows]):
            go_on()
            if self._rows[at].withheld:
                self._withhold(at)
            else:
                self._decide(at)
        planned = self._others | self._created() | self._compared()
        return tuple(planned[at] for at in range(len(self._rows)))

    def _withhold(self, at: int) -> None:
        """Leave a row alone that nobody has said yet whether it counts; its sheet asks once."""
        reason = f"{self._rows[at].withheld}，没有导入"
        self._others[at] = _planned(self._rows[at], RowFate.SKIPPED, (), reason)

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
            known.row = at
            self._children[at] = _Child(self._rows[at], known, problems)
        else:
            self._repeat(at, problems, self._children[known.row], weak=match.weak)

    def _create(self, at: int, problems: list[RowProblem]) -> None:
        row, list_index, _withheld = self._rows[at]
        if not row.values.get("name"):
            self._set_aside(at, RowFate.FAILED, problems, "name", _nameless(problems))
            return
        born = row.values.get("birth_date")
        if born and born < self._adults_before:
            self._set_aside(at, RowFate.SKIPPED, problems, "birth_date", _ADULT.format(born))
            return
        told = self._lists[list_index]
        values = dict(row.values)
        for key, value in (deduced(row.values, told.column_keys) | told.created_values).items():
            values.setdefault(key, value)
        values = with_day({}, values, self._today)
        known = KnownChild(None, values, at)
        self._children[at] = _Child(self._rows[at], known, problems)
        self._matcher.add(known)

    def _created(self) -> dict[int, PlannedRow]:
        """Return the rows of new children, by place."""
        return {
            at: _planned(
                child.first,
                RowFate.CREATED,
                child.problems,
                values=child.known.values,
                members=[MemberChange(None, each) for each in child.first.row.members],
            )
            for at, child in self._children.items()
            if child.student_id is None
        }

    def _compared(self) -> dict[int, PlannedRow]:
        """Return the rows of the ledger's children, by place, held against what is stored."""
        found = [(at, each) for at, each in self._children.items() if each.student_id is not None]
        planned = {}
        for start in range(0, len(found), _PORTION):
            portion = found[start : start + _PORTION]
            stored = self._contents.stored([str(child.student_id) for _at, child in portion])
            marked = [str(child.student_id) for _at, child in portion if child.is_marked]
            statuses = dict.fromkeys(marked, "")
            statuses |= self._contents.statuses(marked) if marked else {}
            for at, child in portion:
                key = str(child.student_id)
                planned[at] = self._changed(child, stored[key], statuses.get(key))
        return planned

    def _changed(self, child: _Child, stored: StoredChild, status: str | None) -> PlannedRow:
        (row, list_index, _withheld), policy = child.first, self._policy
        values = written_values(row.values, stored.row, policy)
        if policy is not Policy.LEDGER:
            found = deduced(row.values, self._lists[list_index].column_keys)
            values |= still_deduced(found, row.values, {**stored.row, **values})
        # After what is deduced: what a row says itself counts more.
        values |= written_values(child.more, stored.row, policy)
        asked = status is not None and self._settle_marks(child, stored, values, status)
        if policy is Policy.FILL:
            self._note_differing(row, stored.row, MARKS if asked else ())
        members, remarks, kept = member_changes(row.members, stored.members, policy)
        for label in kept:
            self.differing.setdefault((FAMILY, label), []).append(row)
        if policy is Policy.LEDGER and (values or members):
            return _planned(
                child.first, RowFate.SKIPPED, child.problems, _LEFT_ALONE, child.student_id
            )
        kind = ProblemKind.LEDGER_STAYS
        child.problems += [_problem(row, FAMILY, text, kind) for text in remarks]
        fate = RowFate.UPDATED if values or members else RowFate.UNCHANGED
        return _planned(
            child.first,
            fate,
            child.problems,
            student_id=child.student_id,
            values=values,
            members=members,
            before={key: stored.row.get(key) for key in values},
        )

    def _settle_marks(
        self, child: _Child, stored: StoredChild, values: dict[str, Any], status: str
    ) -> bool:
        """Write a mark with its day, or name the child: it is asked; tell whether it is."""
        of_roster = self._lists[child.first.list_index].of_roster
        asked = self.marks.settle(child.all_said, stored, values, status, of_roster=of_roster)
        if asked is None:
            return False
        known = in_words(asked.ledger)
        text = _MARKED.format(asked.name, in_words(asked.marks, asked.remark)) + (
            _LEDGER_SAYS.format(known) if known else _NOT_TOLD
        )
        about = next(iter(asked.marks), "remark")
        row = child.first.row
        child.problems = [each for each in child.problems if each.about != about]
        child.problems.append(_problem(row, about, text, ProblemKind.LEDGER_STAYS))
        return True

    def _note_differing(
        self, row: ParsedRow, stored: Mapping[str, Any], asked: Collection[str]
    ) -> None:
        """Remember where the workbook says otherwise and the ledger's value stays."""
        for key, value in row.values.items():
            if key != "name" and key not in asked and stored.get(key) not in (None, "", value):
                about = (key, STUDENT.field(key).label)
                self.differing.setdefault(about, []).append(row)

    def _repeat(self, at: int, problems: list[RowProblem], child: _Child, *, weak: bool) -> None:
        """Set a row aside whose child came before; add what it has more if nothing differs."""
        row, first = self._rows[at].row, child.first.row
        student_id = child.student_id
        place = f"“{first.sheet}”第 {first.row} 行"
        # Held against all that was gathered: the third row may contradict the second.
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
            child.add(more)
            reason += f"，多出的{_labels(more)}并入那一行"
        # By name and class alone they may be two children: said, unless something else is already.
        if weak and not problems:
            problems.append(_problem(row, "name", _NAMESAKES, ProblemKind.WHICH_CHILD))
        self._others[at] = _planned(self._rows[at], RowFate.SKIPPED, problems, reason, student_id)

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
        self._others[at] = _planned(self._rows[at], fate, problems, reason, student_id)


def _planned(
    listed: ListRow,
    fate: RowFate,
    problems: Sequence[RowProblem],
    reason: str = "",
    student_id: str | None = None,
    values: Mapping[str, Any] = _NOTHING,
    members: Iterable[MemberChange] = (),
    before: Mapping[str, Any] = _NOTHING,
) -> PlannedRow:
    """Return a row as it was decided; by default nothing is written of it."""
    row, list_index, _withheld = listed
    return PlannedRow(
        row.sheet,
        row.row,
        list_index,
        str(row.values.get("name") or ""),
        row.cells,
        fate,
        tuple(problems),
        reason,
        student_id,
        values,
        tuple(members),
        before,
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
