"""Decide what happens to each row: a new child, a change, a repeat, or set aside.

A row is decided once. A child may stand in several rows: what they say of it is gathered, and only
when the last row has been looked at is it told what is written of the child.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ledger_app.domain.same_child.finding import Known
from ledger_app.domain.standing.marks import with_day
from ledger_app.exchange.cells.id_columns import ROUNDED
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.people.responsible_columns import one_answering_once
from ledger_app.exchange.cells.row_problem import ProblemKind, RowProblem
from ledger_app.exchange.planning.deduced_values import deduced
from ledger_app.exchange.planning.import_plan import (
    LedgerContents,
    MemberChange,
    PlannedRow,
    Policy,
    RowFate,
)
from ledger_app.exchange.planning.planned_rows import labels_of, planned, row_problem
from ledger_app.exchange.planning.responsible_plan import new_responsible
from ledger_app.exchange.planning.unsure import Unsure
from ledger_app.exchange.planning.update_plan import ListTold, UpdatePlanner
from ledger_app.exchange.planning.whose_row.decided_rows import Asking, DecidedRows, known_of
from ledger_app.exchange.planning.whose_row.gathered_child import OF_A_GUARDIAN, GatheredChild
from ledger_app.exchange.planning.whose_row.keyed_rows import keyed_child
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.listed_row import ListRow
from ledger_app.exchange.planning.whose_row.matching import ChildMatcher, Why
from ledger_app.exchange.reading.patience import go_on

_ALSO = "“{}”第 {} 行也是这个孩子，{}却不同，按这一行导入，那一行没有导入，请核对。"
_ANOTHER_S_NUMBER = "这个号码是“{}”的，没有导入，请核对。"
_ADULT_AGE = 22  # nobody older goes to school here; a household list has the parents, too
_ADULT = "出生日期是 {}，已经成年，没有当作学生导入；如果号码是家长的，请改成孩子的再导入。"
_SAME_NUMBER = "“{}”第 {} 行的“{}”写着同一个身份证号，不知道是谁的，请核对。"
_IN_A_NUMBER = frozenset({"birth_date", "sex", "id_type"})
_ASKING = Asking()


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


class RowPlanner:
    """Decides the rows of one workbook; `updates` has what they say otherwise than the ledger."""

    def __init__(
        self,
        contents: LedgerContents,
        rows: Sequence[ListRow],
        lists: Sequence[ListTold],
        policy: Policy,
        today: date,
        asking: Asking = _ASKING,
    ) -> None:
        self.updates = UpdatePlanner(contents, lists, policy, today.isoformat(), asking)
        self._rows = list(rows)
        self._lists = lists
        self._policy = policy
        self._asking = asking
        self._decided = DecidedRows(rows, asking, contents)
        self._matcher = ChildMatcher(
            contents.students,
            [each.row for each in rows],
            [each.list_index for each in rows],
            contents.families,
        )
        self._today = today.isoformat()
        self._adults_before = f"{today.year - _ADULT_AGE:04}-{today.month:02}-{today.day:02}"
        self._children: dict[int, GatheredChild] = {}  # by the place of their first row
        self._others: dict[int, PlannedRow] = {}  # set aside, or another row's child
        self._asked: dict[int, Why] = {}  # nobody knows whose rows they are
        self._answered: dict[int, Why] = {}  # somebody has said whose they are
        self._grown: set[Known] = set()  # new children of whom a second row said more

    def plan(self) -> tuple[PlannedRow, ...]:
        """Return what happens to each row, in the order of the workbook."""
        for at in by_evidence([each.row for each in self._rows]):
            go_on()
            if self._rows[at].withheld:
                self._withhold(at)
            elif self._rows[at].key is not None:
                self._decide_keyed(at)
            else:
                self._decide(at)
        self._look_again()
        done = self._others | self._created() | self.updates.plan(self._children)
        for at, why in self._unsure().items():
            done[at] = replace(done[at], unsure=why)
        return tuple(done[at] for at in range(len(self._rows)))

    def _look_again(self) -> None:
        """Decide those once more that were set aside beside a child of whom later rows said more.

        Else the order of the rows would tell, and the same workbook otherwise the next time.
        """
        while grown := self._grown:
            self._grown = set()
            for at, why in list(self._asked.items()):
                if not why.of_number and any(hit.known in grown for hit in why.hits):
                    go_on()
                    del self._asked[at], self._others[at]
                    self._decide(at)

    def _unsure(self) -> dict[int, Unsure]:
        """Return what is asked of rows, and of those that were answered for this plan."""
        whys = self._asked | {
            at: why for at, why in self._answered.items() if self._decided.is_news(at)
        }
        return {
            at: self._decided.unsure(at, why.hits, self._new_values(at, why), self._rows[at].row)
            for at, why in whys.items()
        }

    def _withhold(self, at: int) -> None:
        """Leave a row alone that nobody has said yet whether it counts; its sheet asks once."""
        reason = f"{self._rows[at].withheld}，没有导入"
        self._others[at] = planned(self._rows[at], RowFate.SKIPPED, (), reason)

    def _decide(self, at: int) -> None:
        row, list_index, *_ = self._rows[at]
        found = self._matcher.find(row, list_index)
        match = self._decided.resolved(at, found, self._matcher)
        known = match.known
        if known and found.why and found.why.of_number and known is not known_of(found.why.hits[0]):
            self._rows[at] = self._without_number(at)
        problems = list(row.problems)
        if known and known.student_id and known.values.get("id_no") == row.values.get("id_no"):
            problems = [each for each in problems if each.text != ROUNDED]  # said the first time
        if known is None or known.row is None:
            notes = match.notes
            problems += [
                row_problem(row, key, text, ProblemKind.WHICH_CHILD) for key, text in notes
            ]
        if match.why:
            self._ask(at, problems, match.why)
        elif known is None:
            self._create(at, problems, found.why)
        else:
            self._take(at, known, problems)
        if found.why and not match.why:
            self._answered[at] = found.why

    def _decide_keyed(self, at: int) -> None:
        """Take a row for the child that its key names; where that can't be, set it aside."""
        found = keyed_child(self._rows[at], self._matcher)
        if isinstance(found, str):
            problems = list(self._rows[at].row.problems)
            self._set_aside(at, RowFate.SKIPPED, problems, "name", found)
        else:
            self._take(at, found, list(self._rows[at].row.problems))

    def _take(self, at: int, known: KnownChild, problems: list[RowProblem]) -> None:
        """Take a row for a child of the ledger or of a row before."""
        if known.row is None:
            known.row, known.list_index = at, self._rows[at].list_index
            self._children[at] = self._gathered(at, known, problems)
        else:
            self._repeat(at, problems, self._children[known.row])

    def _ask(self, at: int, problems: list[RowProblem], why: Why) -> None:
        """Set a row aside until somebody says whose it is; name it at the other row, too."""
        row = self._rows[at].row
        self._set_aside(at, RowFate.SKIPPED, problems, "name", why.text)
        self._asked[at] = why
        other = known_of(why.hits[0]).row if why.of_number else None
        if other is not None:
            text = _SAME_NUMBER.format(row.sheet, row.row, row.values.get("name"))
            first = self._children[other]
            first.problems.append(
                row_problem(first.first.row, "id_no", text, ProblemKind.WHICH_CHILD)
            )

    def _create(self, at: int, problems: list[RowProblem], why: Why | None) -> None:
        row = self._rows[at].row
        if not row.values.get("name"):
            self._set_aside(at, RowFate.FAILED, problems, "name", _nameless(problems))
            return
        born = row.values.get("birth_date")
        if born and born < self._adults_before:
            self._set_aside(at, RowFate.SKIPPED, problems, "birth_date", _ADULT.format(born))
            return
        values = self._new_values(at, why)
        if why and why.of_number and row.values.get("id_no"):
            text = _ANOTHER_S_NUMBER.format(why.hits[0].known.side.text("name"))
            problems.append(row_problem(row, "id_no", text, ProblemKind.LEFT_OUT))
        known = KnownChild(None, values, at, self._rows[at].list_index, row.members)
        self._children[at] = self._gathered(at, known, problems)
        self._matcher.add(known)

    def _gathered(self, at: int, known: KnownChild, problems: list[RowProblem]) -> GatheredChild:
        row = self._rows[at].row
        people = (list(row.members), list(row.responsible))
        return GatheredChild(self._rows[at], known, problems, {}, *people)

    def _new_values(self, at: int, why: Why | None) -> dict[str, Any]:
        """Return what a row says as a child of its own; a number that is another's is not its."""
        row, list_index, *_ = self._rows[at]
        told = self._lists[list_index]
        is_anothers = why is not None and why.of_number
        values = dict((self._without_number(at).row if is_anothers else row).values)
        for key, value in (
            deduced(values, told.column_keys, row.members) | told.created_values
        ).items():
            values.setdefault(key, value)
        return with_day({}, values, self._today)

    def _without_number(self, at: int) -> ListRow:
        """Return a row without the number that is another's, and what only the number tells."""
        listed = self._rows[at]
        gone = {"id_no", "register_no"}
        gone |= _IN_A_NUMBER - self._lists[listed.list_index].column_keys
        values = {key: value for key, value in listed.row.values.items() if key not in gone}
        return listed._replace(row=listed.row._replace(values=values))

    def _created(self) -> dict[int, PlannedRow]:
        """Return the rows of new children, by place."""
        return {
            at: planned(
                child.first,
                RowFate.CREATED,
                child.problems,
                values=child.known.values,
                members=[
                    *(MemberChange(None, each) for each in child.family),
                    *new_responsible(child.responsible),
                ],
            )
            for at, child in self._children.items()
            if child.student_id is None
        }

    def _repeat(self, at: int, problems: list[RowProblem], child: GatheredChild) -> None:
        """Set a row aside whose child came before; add what it has more if nothing differs."""
        row, first = self._rows[at].row, child.first.row
        student_id = child.student_id
        place = f"“{first.sheet}”第 {first.row} 行"
        # Held against all that was gathered: the third row may contradict the second.
        differing = child.differing(row)
        guardian = child.second_guardian(row, differing)
        if differing and not guardian:
            self._contradict(at, problems, child, differing)
            return
        reason = f"与{place}是同一个孩子"
        more = {
            key: value
            for key, value in row.values.items()
            if child.said(key) is None and not (guardian and key in OF_A_GUARDIAN)
        }
        members = [*row.members, *([guardian] if guardian else [])]
        added = [each for each in members if each not in child.family]
        if not (self._policy is Policy.LEDGER and student_id is not None):
            if student_id is None and (more or added):
                self._grown.add(child.known)
            if more:
                child.add(more)
                reason += f"，多出的{labels_of(more)}并入那一行"
            if added:
                child.family += added
                names = "、".join(str(each.get("name") or "") for each in added)
                reason += f"，家庭成员{names}并入那一行"
            reason += self._add_responsible(child, row)
        self._others[at] = planned(self._rows[at], RowFate.SKIPPED, problems, reason, student_id)

    def _add_responsible(self, child: GatheredChild, row: ParsedRow) -> str:
        """Add who answers for the child by a later row; return what is said of that."""
        known = {str(each["helper_name"]) for each in child.responsible}
        child.responsible[:] = one_answering_once([*child.responsible, *row.responsible])
        names = dict.fromkeys(str(each["helper_name"]) for each in child.responsible)
        new = "、".join(name for name in names if name not in known)
        return f"，包保责任人{new}并入那一行" if new else ""

    def _contradict(
        self, at: int, problems: list[RowProblem], child: GatheredChild, differing: list[str]
    ) -> None:
        """Set a row aside that contradicts another of its child; both are named."""
        row, first = self._rows[at].row, child.first.row
        same = "是同一个孩子"
        if "name" in differing:
            same = f"的“{first.values.get('name') or ''}”号码相同"
        labels = self._told(differing, row)
        text = f"与“{first.sheet}”第 {first.row} 行{same}，{labels}却不同，这一行没有导入，请核对。"
        self._set_aside(at, RowFate.SKIPPED, problems, differing[0], text, child.student_id)
        told = _ALSO.format(row.sheet, row.row, labels)
        child.problems.append(row_problem(first, differing[0], told, ProblemKind.WHICH_CHILD))
        child.contested.update(differing)

    def _told(self, differing: Sequence[str], row: ParsedRow) -> str:
        """Return what differs, with the school that a row says: it may have moved there."""
        labels = labels_of(differing)
        school = str(row.values.get("school") or "")
        return (
            f"{labels}（{self._asking.school_name(school)}）" if "school" in differing else labels
        )

    def _set_aside(
        self,
        at: int,
        fate: RowFate,
        problems: list[RowProblem],
        about: str,
        reason: str,
        student_id: str | None = None,
    ) -> None:
        problems.append(row_problem(self._rows[at].row, about, reason, ProblemKind.SET_ASIDE))
        self._others[at] = planned(self._rows[at], fate, problems, reason, student_id)


def _nameless(problems: Sequence[RowProblem]) -> str:
    if any(problem.about == "name" for problem in problems):
        return "姓名不能用，不能建档，请改好后再导入。"
    return "没有姓名，不能建档，请补上姓名后再导入。"
