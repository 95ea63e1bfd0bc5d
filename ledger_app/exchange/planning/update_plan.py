"""What is written of the children that the ledger has: rows held against what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.domain.names import name_key
from ledger_app.domain.telling.taken_over import giving_way
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import FAMILY, RESPONSIBLE, ProblemKind
from ledger_app.exchange.planning.changes import ChildChange, changes_of, problem_of
from ledger_app.exchange.planning.deduced_values import deduced, still_deduced
from ledger_app.exchange.planning.family_plan import member_changes, written_values
from ledger_app.exchange.planning.import_plan import (
    LedgerContents,
    PlannedRow,
    Policy,
    RowFate,
    StoredChild,
)
from ledger_app.exchange.planning.marks import MARKS, MarksBook, in_words
from ledger_app.exchange.planning.planned_rows import planned, row_problem
from ledger_app.exchange.planning.responsible_plan import responsible_changes
from ledger_app.exchange.planning.whose_row.decided_rows import Asking
from ledger_app.exchange.planning.whose_row.gathered_child import GatheredChild

_MARKED = "“{}”在名单上写着{}，"
_LEDGER_SAYS = "台账里是{}，标注没有改；请在“不在名单上”里答复。"
_NOT_TOLD = "台账里没有这样的记录；请在“不在名单上”里答复。"
_LEFT_ALONE = "台账里已有这个孩子，按“以台账为准”不改动。"
_HANDED_OVER = "档案已移交别的单位，这里只能看，没有写入。"
_PORTION = 500  # children of the ledger held against their rows at once


@dataclass(frozen=True)
class ListTold:
    """What a list says of all its children: what new ones get, which fields it has columns for."""

    created_values: dict[str, Any]
    column_keys: frozenset[str]
    of_roster: bool = False  # it lists whole classes


class UpdatePlanner:
    """Plans what is written of children of the ledger; `changes` has what differs there."""

    def __init__(
        self,
        contents: LedgerContents,
        lists: Sequence[ListTold],
        policy: Policy,
        today: str,
        asking: Asking,
    ) -> None:
        """Take what the ledger has and what each list says of all its children."""
        self.marks = MarksBook(contents.lists_before, asking.workbook, policy, today)
        self.changes: list[ChildChange] = []
        self.kept_family: dict[str, list[ParsedRow]] = {}  # by label: what differs of members
        self._contents = contents
        self._lists = lists
        self._policy = policy
        self._today = today
        self._school_name = asking.school_name

    def plan(self, children: Mapping[int, GatheredChild]) -> dict[int, PlannedRow]:
        """Return the rows of the ledger's children, by place, held against what is stored."""
        found = [(at, each) for at, each in children.items() if each.student_id is not None]
        done = {}
        for start in range(0, len(found), _PORTION):
            portion = found[start : start + _PORTION]
            stored = self._contents.stored([str(child.student_id) for _at, child in portion])
            marked = [str(child.student_id) for _at, child in portion if child.is_marked]
            statuses = dict.fromkeys(marked, "")
            statuses |= self._contents.statuses(marked) if marked else {}
            gone = frozenset(self._contents.handed_over(list(stored)))
            for at, child in portion:
                key = str(child.student_id)
                if key in gone:
                    said = (child.first, RowFate.SKIPPED, child.problems, _HANDED_OVER)
                    done[at] = planned(*said, child.student_id)
                    continue
                done[at] = self._changed(child, stored[key], statuses.get(key))
        return done

    def _changed(self, child: GatheredChild, stored: StoredChild, status: str | None) -> PlannedRow:
        (row, list_index, *_), policy = child.first, self._policy
        values = written_values(row.values, giving_way(stored.row, row.values), policy)
        for key in child.contested:  # which of its rows is right nobody knows
            if stored.row.get(key) not in (None, ""):
                values.pop(key, None)
        if _is_former(values.get("name"), stored.row):
            del values["name"]  # a list from before: the child is not called back
        if policy is not Policy.LEDGER:
            found = deduced(row.values, self._lists[list_index].column_keys, row.members)
            values |= still_deduced(found, row.values, {**stored.row, **values})
        # After what is deduced: what a row says itself counts more.
        values |= written_values(child.more, stored.row, policy)
        asked = status is not None and self._settle_marks(child, stored, values, status)
        members, remarks, kept = member_changes(child.family, stored.members, policy)
        answering = responsible_changes(child.responsible, stored.responsible, policy, self._today)
        members += answering.changes
        for label in (*kept, *answering.kept):
            self.kept_family.setdefault(label, []).append(row)
        leaves_alone = policy is Policy.LEDGER and bool(values or members)
        if leaves_alone:
            values, members = {}, []
        self._note_changes(child, stored.row, values, MARKS if asked else ())
        if leaves_alone:
            return planned(
                child.first, RowFate.SKIPPED, child.problems, _LEFT_ALONE, child.student_id
            )
        kind = ProblemKind.LEDGER_STAYS
        child.problems += [row_problem(row, FAMILY, text, kind) for text in remarks]
        child.problems += [row_problem(row, RESPONSIBLE, text, kind) for text in answering.remarks]
        fate = RowFate.UPDATED if values or members else RowFate.UNCHANGED
        return planned(
            child.first,
            fate,
            child.problems,
            student_id=child.student_id,
            values=values,
            members=members,
            before={key: stored.row.get(key) for key in values},
        )

    def _settle_marks(
        self, child: GatheredChild, stored: StoredChild, values: dict[str, Any], status: str
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
        child.problems.append(row_problem(row, about, text, ProblemKind.LEDGER_STAYS))
        return True

    def _note_changes(
        self,
        child: GatheredChild,
        stored: Mapping[str, Any],
        values: dict[str, Any],
        asked: Collection[str],
    ) -> None:
        """Remember what the rows of a child say otherwise; keep the name it had before."""
        row = child.first.row
        said = child.all_said if child.more else row.values
        names = self._school_name
        left_out = {*asked, *child.contested}  # named in sentences of their own
        place = (row.sheet, row.row)
        found = list(changes_of(place, said, stored, values, names, left_out=left_out))
        if not found:
            return
        self.changes += found
        child.problems += filter(None, map(problem_of, found))
        if values.get("name"):
            child.problems = [
                each
                for each in child.problems
                if (each.about, each.kind) != ("name", ProblemKind.WHICH_CHILD)
            ]
            if not stored.get("former_name") and _is_renamed(stored, values):
                values.setdefault("former_name", stored["name"])


def _is_former(name: object, stored: Mapping[str, Any]) -> bool:
    former = stored.get("former_name")
    return bool(name and former) and name_key(str(name)) == name_key(str(former))


def _is_renamed(stored: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Tell whether a name is another one, and not the same with another dot or blank."""
    return name_key(str(stored.get("name") or "")) != name_key(str(values["name"]))
