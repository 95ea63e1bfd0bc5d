"""Plan an import: what would happen to each row. Pure; preview and commit use the same plan.

Decisions: a row without a name that no number matches fails, every other row is kept, what is wrong
with it listed; a sound number identifies, a number that is wrong or cut is left out and the child
created all the same; a child that comes twice in a workbook is taken once, what the second row has
more is added to the first if nothing differs, else the row is skipped with a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import itemgetter
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.parse_rows import ParsedRow, RowParser
from ledger_app.exchange.cells.row_problem import RowProblem
from ledger_app.exchange.layout.child_lists import ChildList, IgnoredRow, SheetLists, read_lists
from ledger_app.exchange.planning.column_uses import list_head, mapping, unmapped
from ledger_app.exchange.planning.deduced_values import column_keys, deduced, still_deduced
from ledger_app.exchange.planning.family_plan import (
    guardian_of,
    member_changes,
    one_person_once,
    written_values,
)
from ledger_app.exchange.planning.import_plan import (
    Existing,
    ImportPlan,
    MemberChange,
    NewSchool,
    PlannedRow,
    Policy,
    RowFate,
)
from ledger_app.exchange.planning.matching import ChildMatch, ChildMatcher, KnownChild
from ledger_app.exchange.planning.place_assignment import Assigner
from ledger_app.exchange.planning.school_book import SchoolBook
from ledger_app.exchange.planning.sheet_notes import (
    hidden_sheets,
    kept_as_they_were,
    lists_of_leavers,
    nobody_below,
    sheets_without_list,
    stray_rows,
)
from ledger_app.exchange.reading.garbage_collection import without_garbage_collection
from ledger_app.exchange.reading.workbook import Workbook

_NAMESAKES = "与另一行同名，按重复处理；如果是两个孩子，请补上出生日期或身份证号后再导入。"
_ADULT_AGE = 22  # nobody older goes to school here; a household list has the parents, too
_ADULT = "出生日期是 {}，已经成年，没有当作学生导入；如果号码是家长的，请改成孩子的再导入。"
_COUNTED = (RowFate.CREATED, RowFate.UPDATED)


def plan_import(
    workbook: Workbook,
    existing: Existing,
    *,
    unit_school: str | None = None,
    policy: Policy = Policy.FILL,
    school_name: str | None = None,
    today: date,
    new_id: Callable[[], str] | None = None,
) -> ImportPlan:
    """Return what importing `workbook` would do; raise LedgerError if it holds no list of children.

    `unit_school` is the id of the ledger's own school (None for a township ledger), `school_name`
    the school all rows are put in, `new_id` makes the ids of new schools.
    """
    with without_garbage_collection():
        return _planned(workbook, existing, unit_school, policy, school_name, today, new_id)


def _planned(
    workbook: Workbook,
    existing: Existing,
    unit_school: str | None,
    policy: Policy,
    school_name: str | None,
    today: date,
    new_id: Callable[[], str] | None,
) -> ImportPlan:
    sheets = [read_lists(sheet) for sheet in workbook.sheets]
    lists = [children for sheet in sheets for children in sheet.lists]
    if not lists:
        raise _no_list(workbook, sheets)
    book = SchoolBook(existing.schools, unit_school, new_id)
    reader = RowParser(today)
    incoming = [(index, reader.read(children)) for index, children in enumerate(lists)]
    assigner = Assigner(book, lists, incoming, school_name, today)
    for index, rows in incoming:
        assigner.assign(index, rows)
    placed = [(index, row) for index, rows in incoming for row in rows]
    planner = _Planner(existing, [row for _index, row in placed], policy, today)
    keys = [column_keys(children) for children in lists]
    values = [assigner.created_values(index) for index in range(len(lists))]
    order = sorted(range(len(placed)), key=lambda at: _last_in_evidence(placed[at][1]))
    for index, row in map(placed.__getitem__, order):
        planner.plan(row, index, values[index], deduced(row.values, keys[index]))
    rows_in_place = sorted(zip(order, planner.rows, strict=True), key=itemgetter(0))
    planner.rows = [planned for _at, planned in rows_in_place]
    return _finished(workbook, existing, policy, sheets, lists, planner, assigner)


def _last_in_evidence(row: ParsedRow) -> tuple[bool, bool, bool, int]:
    """Order rows by what tells their child: a poor row finds a rich one's child, wherever it is."""
    return (
        not row.values.get("name"),
        not row.identity.number,
        not row.birth,
        0 if row.identity.number else -len(row.values),
    )


def _no_list(workbook: Workbook, sheets: list[SheetLists]) -> LedgerError:
    names = "、".join(f"“{sheet.sheet}”" for sheet in sheets[:5]) or "没有工作表"
    return LedgerError(
        f"在“{workbook.name}”里没有找到学生名单（看过的工作表：{names}）。",
        "名单要有一行标题，其中一列叫“姓名”，旁边有性别、身份证号、年级等列；请检查后再导入。",
    )


class _Planner:
    """Plans row after row, remembering the children already planned."""

    def __init__(
        self, existing: Existing, rows: Iterable[ParsedRow], policy: Policy, today: date
    ) -> None:
        self.rows: list[PlannedRow] = []
        self.differing: dict[str, list[ParsedRow]] = {}  # by label, the ledger's value kept
        self._incoming: list[ParsedRow] = []
        self._existing = existing
        self._policy = policy
        self._matcher = ChildMatcher(existing.students, rows)
        self._adults_before = f"{today.year - _ADULT_AGE:04}-{today.month:02}-{today.day:02}"

    def plan(
        self,
        row: ParsedRow,
        list_index: int,
        created_values: dict[str, Any],
        deduced_values: dict[str, Any],
    ) -> None:
        """Plan one row; a new child gets `created_values`, `deduced_values` fill what is empty."""
        if len(row.members) > 1:
            row.members = one_person_once(row.members)
        if "guardian_name" not in row.values and row.members:
            for key, value in guardian_of(row.members).items():
                row.values.setdefault(key, value)
        match = self._matcher.find(row)
        planned = _blank(row, list_index)
        if match.known is None or match.known.order < 0:
            planned.problems += [RowProblem(row.sheet, row.row, *note) for note in match.notes]
        self._decide(planned, row, match, created_values, deduced_values)
        self.rows.append(planned)
        self._incoming.append(row)

    def _decide(
        self,
        planned: PlannedRow,
        row: ParsedRow,
        match: ChildMatch,
        created_values: dict[str, Any],
        deduced_values: dict[str, Any],
    ) -> None:
        if match.doubt:
            _set_aside(planned, RowFate.SKIPPED, match.doubt, "姓名")
        elif match.known is None:
            self._create(planned, row, created_values | deduced_values)
        elif match.known.order >= 0:
            self._repeat(planned, row, match.known)
            if match.weak and planned.reason and not planned.problems:
                planned.problems.append(RowProblem(row.sheet, row.row, "姓名", _NAMESAKES))
        else:
            self._update(planned, row, match.known, deduced_values)

    def _create(self, planned: PlannedRow, row: ParsedRow, created_values: dict[str, Any]) -> None:
        if not row.values.get("name"):
            _set_aside(planned, RowFate.FAILED, _nameless(planned.problems), "姓名")
            return
        if (row.values.get("birth_date") or "9") < self._adults_before:
            _set_aside(
                planned, RowFate.SKIPPED, _ADULT.format(row.values["birth_date"]), "出生日期"
            )
            return
        planned.fate = RowFate.CREATED
        planned.values = {**created_values, **row.values}
        planned.members = [MemberChange(None, member) for member in row.members]
        self._matcher.add(KnownChild(None, planned.values, len(self.rows)))

    def _update(
        self, planned: PlannedRow, row: ParsedRow, known: KnownChild, deduced_values: dict[str, Any]
    ) -> None:
        known.order = len(self.rows)
        stored = known.values
        student_id = planned.student_id = str(known.student_id)
        policy = self._policy
        values = written_values(row.values, stored, policy)
        if policy is not Policy.LEDGER:
            values |= still_deduced(deduced_values, row.values, {**stored, **values})
        if policy is Policy.FILL:
            self._note_differing(row, stored)
        members, remarks, kept = member_changes(
            row.members, self._existing.members.get(student_id, ()), policy
        )
        for label in kept:
            self.differing.setdefault(label, []).append(row)
        if policy is Policy.LEDGER and (values or members):
            planned.fate = RowFate.SKIPPED
            planned.reason = "台账里已有这个孩子，按“以台账为准”不改动。"
            return
        planned.problems += [RowProblem(row.sheet, row.row, "家庭成员", text) for text in remarks]
        planned.fate = RowFate.UPDATED if values or members else RowFate.UNCHANGED
        planned.values, planned.members = values, members
        planned.before = {key: stored.get(key) for key in values}

    def _note_differing(self, row: ParsedRow, stored: Row) -> None:
        """Remember where the workbook says otherwise and the ledger's value stays."""
        for key, value in row.values.items():
            if key != "name" and stored.get(key) not in (None, "", value):
                self.differing.setdefault(STUDENT.field(key).label, []).append(row)

    def _repeat(self, planned: PlannedRow, row: ParsedRow, known: KnownChild) -> None:
        """Set a row aside whose child came before; add what it has more if nothing differs."""
        first, earlier = self.rows[known.order], self._incoming[known.order]
        planned.student_id = first.student_id
        place = f"“{first.sheet}”第 {first.row} 行"
        differing = [
            key for key, value in row.values.items() if earlier.values.get(key, value) != value
        ]
        if differing:
            labels = "、".join(STUDENT.field(key).label for key in differing)
            same = "是同一个孩子" if "name" not in differing else f"的“{first.name}”号码相同"
            text = f"与{place}{same}，{labels}却不同，这一行没有导入，请核对。"
            _set_aside(planned, RowFate.SKIPPED, text, STUDENT.field(differing[0]).label)
            return
        planned.fate = RowFate.SKIPPED
        planned.reason = f"与{place}是同一个孩子"
        if any(member not in earlier.members for member in row.members):
            text = f"与{place}是同一个孩子，家庭成员却不同，这一行的家庭成员没有导入，请核对。"
            planned.problems.append(RowProblem(row.sheet, row.row, "家庭成员", text))
        more = {key: value for key, value in row.values.items() if key not in earlier.values}
        kept_as_is = self._policy is Policy.LEDGER and first.student_id is not None
        if more and first.fate in (*_COUNTED, RowFate.UNCHANGED) and not kept_as_is:
            self._add_more(first, earlier, more, known.values)
            labels = "、".join(STUDENT.field(key).label for key in more)
            planned.reason += f"，多出的{labels}并入那一行"

    def _add_more(
        self, first: PlannedRow, earlier: ParsedRow, more: dict[str, Any], stored: Row
    ) -> None:
        earlier.values.update(more)
        if first.student_id is None:
            first.values.update(more)
            return
        written = written_values(more, stored, self._policy)
        first.values.update(written)
        first.before.update({key: stored.get(key) for key in written})
        if written:
            first.fate = RowFate.UPDATED


def _nameless(problems: list[RowProblem]) -> str:
    if any(problem.text.startswith("“姓名”") for problem in problems):
        return "姓名不能用，不能建档，请改好后再导入。"
    return "没有姓名，不能建档，请补上姓名后再导入。"


def _blank(row: ParsedRow, list_index: int) -> PlannedRow:
    return PlannedRow(
        sheet=row.sheet,
        row=row.row,
        fate=RowFate.UNCHANGED,
        student_id=None,
        values={},
        members=[],
        before={},
        problems=row.problems,
        reason="",
        name=str(row.values.get("name") or ""),
        cells=row.cells,
        list_index=list_index,
    )


def _set_aside(planned: PlannedRow, fate: RowFate, reason: str, column: str) -> None:
    planned.fate, planned.reason = fate, reason
    planned.problems.append(RowProblem(planned.sheet, planned.row, column, reason))


def _finished(
    workbook: Workbook,
    existing: Existing,
    policy: Policy,
    sheets: list[SheetLists],
    lists: list[ChildList],
    planner: _Planner,
    assigner: Assigner,
) -> ImportPlan:
    rows = tuple(planner.rows)
    problems = [
        *assigner.problems,
        *sheets_without_list(workbook, sheets),
        *hidden_sheets(workbook, lists),
        *lists_of_leavers(lists),
        *stray_rows(sheets),
        *kept_as_they_were(planner.differing),
        *([] if rows else [nobody_below(lists)]),
    ]
    problems += [problem for row in rows for problem in row.problems]
    return ImportPlan(
        workbook=workbook.name,
        sha256=workbook.sha256,
        policy=policy,
        rows=rows,
        problems=tuple(problems),
        ignored=tuple(ignored for sheet in sheets for ignored in sheet.ignored),
        refused_sheets=tuple((sheet.sheet, sheet.refused) for sheet in sheets if sheet.refused),
        mapping=mapping(lists),
        unmapped_columns=tuple(unmapped(lists)),
        new_schools=_schools_used(rows, assigner.book),
        school_codes=dict(assigner.book.codes_learnt),
        new_classes=_new_classes(rows, existing),
        lists=tuple(list_head(children) for children in lists),
    )


def _schools_used(rows: tuple[PlannedRow, ...], book: SchoolBook) -> tuple[NewSchool, ...]:
    used = {row.values.get("school") for row in rows if row.fate in _COUNTED}
    return tuple(school for key, school in book.new.items() if key in used)


def _new_classes(
    rows: tuple[PlannedRow, ...], existing: Existing
) -> tuple[tuple[str, str, str], ...]:
    known = set(existing.classes)
    found: dict[tuple[str, str, str], None] = {}
    for row in rows:
        values = row.values
        school, grade, class_no = (values.get(key) for key in ("school", "grade", "class_no"))
        if row.fate in _COUNTED and school and grade and class_no:
            found[school, grade, class_no] = None
    return tuple(sorted(place for place in found if place not in known))


__all__ = ["Existing", "IgnoredRow", "ImportPlan", "Policy", "plan_import"]
