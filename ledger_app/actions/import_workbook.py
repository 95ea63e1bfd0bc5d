"""Load a workbook of children: plan first, then do exactly that, as one revision."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import uuid4

from ledger_app.actions.imports import column_memory, decide_unsure
from ledger_app.actions.merging.rows_of_merged import rows_of_merged
from ledger_app.actions.rosters import keep_roster
from ledger_app.catalogue.meanings import IntakeSource
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.same_child.sides import FAMILY_COMPARED
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.row_problem import ProblemKind, RowProblem
from ledger_app.exchange.layout.assignment import Assignment
from ledger_app.exchange.layout.row_kinds import Ignored
from ledger_app.exchange.planning.import_plan import (
    ColumnUse,
    ImportPlan,
    PlannedRow,
    Policy,
    RowFate,
    StoredChild,
)
from ledger_app.exchange.planning.marks import in_words
from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.planning.roster import (
    ClassPlace,
    ListsBefore,
    MarkedChild,
    MissingChild,
    Roster,
)
from ledger_app.exchange.planning.unsure import Decision, Unsure
from ledger_app.exchange.planning.whose_row.matching import FOUND_BY
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Workbook, column_letter
from ledger_app.exchange.writing.failed_rows import write_failed_rows
from ledger_app.files.targets import free_target
from ledger_app.garbage_collection import without_garbage_collection
from ledger_app.store.changes import file_numbers, history, import_sources
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache
from ledger_app.store.handoff import whose
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.rosters import fill_ins, name_lists, unsure_rows
from ledger_app.store.safety import backup

__all__ = [
    "ClassPlace",
    "ColumnUse",
    "Ignored",
    "ImportPlan",
    "MarkedChild",
    "MissingChild",
    "PlannedRow",
    "Policy",
    "ProblemKind",
    "RowProblem",
    "Unsure",
    "Workbook",
    "column_letter",
    "in_words",
    "read_workbook",
]

_NONE: Mapping[str, Decision] = {}


@dataclass(frozen=True)
class ImportResult:
    """What an import did: revision (None when nothing changed), counts that add up, problems."""

    revision_no: int | None
    counts: dict[str, int]
    problems: tuple[RowProblem, ...]
    roster: Roster = field(default_factory=Roster)


def plan(
    ledger: Ledger,
    path: Path,
    *,
    school: str | None = None,
    policy: Policy = Policy.FILL,
    whole: bool = False,
    assignment: Assignment | None = None,
) -> ImportPlan:
    """Read a workbook and return what importing it would do. Nothing is written."""
    return plan_for(
        ledger,
        read_workbook(path),
        school=school,
        policy=policy,
        whole=whole,
        assignment=assignment,
    )


def plan_for(
    ledger: Ledger,
    workbook: Workbook,
    *,
    school: str | None = None,
    policy: Policy = Policy.FILL,
    whole: bool = False,
    assignment: Assignment | None = None,
    decisions: Mapping[str, Decision] = _NONE,
) -> ImportPlan:
    """Return what importing a workbook that was read already would do. Nothing is written.

    `whole`: its lists are whole, though they leave out most of the children of a class.
    `assignment`: what a person said of its columns; None for what is remembered of its source.
    `decisions`: of rows that were set aside, by their key (PlannedRow.unsure.key).
    """
    with ledger.lock:
        if assignment is None:
            assignment = column_memory.remembered(ledger, workbook)
        made = plan_import(
            workbook,
            _contents(ledger, workbook.sha256),
            unit_school=settings.get(ledger, "own_school"),
            policy=policy,
            school_name=school,
            today=ledger.today(),
            new_id=lambda: uuid4().hex,
            whole=whole,
            assignment=assignment,
            decisions=decisions,
            ledger_id=settings.get(ledger, "ledger_id", ""),
        )
        return replace(made, base=history.newest_no(ledger))


@dataclass(frozen=True)
class _Contents:
    """What the ledger has, whole rows read when they are asked for."""

    ledger: Ledger
    students: Sequence[Row]
    schools: Sequence[Row]
    classes: Collection[tuple[str, str, str]]
    lists_before: ListsBefore

    def statuses(self, ids: Sequence[str]) -> Mapping[str, str]:
        return name_lists.statuses(self.ledger, ids)

    def handed_over(self, ids: Sequence[str]) -> Collection[str]:
        return whose.reading_copies(self.ledger, ids)

    @property
    def decided(self) -> Mapping[str, Decision]:
        rows = unsure_rows.decided(self.ledger)
        said = {row["row_key"]: Decision(row["answer"], row["student"] or "") for row in rows}
        return {**rows_of_merged(self.ledger), **said}

    def scopes_of(self, ids: Sequence[str]) -> Mapping[str, Sequence[Collection[ClassPlace]]]:
        return keep_roster.scopes_of(self.ledger, ids, self.lists_before.term_began)

    @property
    def row_keys(self) -> Collection[str]:
        return {row["row_key"] for row in unsure_rows.everything(self.ledger)}

    def was_loaded(self, sha256: str) -> bool:
        return import_sources.is_known(self.ledger, sha256)

    def families(self, ids: Sequence[str]) -> Mapping[str, Sequence[Row]]:
        return student_lookup.families(self.ledger, ids, FAMILY_COMPARED)

    def stored(self, ids: Sequence[str]) -> Mapping[str, StoredChild]:
        members = student_lookup.families(self.ledger, ids)
        answering = student_lookup.responsible(self.ledger, ids)
        rows = student_lookup.students(self.ledger, ids)
        return {
            row["id"]: StoredChild(row, members.get(row["id"], ()), answering.get(row["id"], ()))
            for row in rows
        }


def _contents(ledger: Ledger, digest: str) -> _Contents:
    classes = places.classes(ledger)
    return _Contents(
        ledger,
        students=student_lookup.everyone(ledger, FOUND_BY),
        schools=sorted(places.schools(ledger), key=itemgetter("no")),
        classes={(row["school"], row["grade"], row["class_no"]) for row in classes},
        lists_before=keep_roster.lists_before(ledger, digest),
    )


def commit(ledger: Ledger, plan: ImportPlan) -> ImportResult:
    """Do what the plan says, as one revision after a backup; no change, no revision.

    Raises LedgerError if the ledger was changed since the plan was made; then nothing is written.
    """
    # The plan is a million objects: the collector would go through them again and again.
    with ledger.lock, without_garbage_collection():
        if plan.base != history.newest_no(ledger):
            raise LedgerError("预演之后台账又有改动。", "请重新预演一次再写入。")
        column_memory.remember_said(ledger, plan)
        if not writes(ledger, plan):
            return ImportResult(None, plan.counts, plan.problems, plan.roster)
        backup.make(ledger, "import")
        with large_cache(ledger), revise(ledger, "import", _about(plan)) as revision:
            _write_places(revision, plan)
            created = _write_created(revision, plan)
            _write_updated(revision, plan)
            keep_roster.write(revision, plan, created)
            decide_unsure.keep(revision, plan, created)
            fill_ins.note_returned(revision, plan.fill_ins, plan.workbook)
            import_sources.remember(revision, plan.workbook, plan.sha256, plan.counts)
    return ImportResult(revision.no, plan.counts, plan.problems, plan.roster)


def _about(plan: ImportPlan) -> str:
    done = plan.counts["created"] + plan.counts["updated"]
    unsure = sum(row.unsure is not None for row in plan.rows)
    what = f"记下名单 {len(plan.roster.rows)} 人"
    if done:
        what = f"{done} 人"
    elif unsure and not plan.roster.writes:
        what = f"记下拿不准的 {unsure} 行"
    return f"导入“{plan.workbook}”：{what}"


def writes(ledger: Ledger, plan: ImportPlan) -> bool:
    """Tell whether doing a plan writes anything: children, a list of names, rows set aside."""
    changed = any(row.fate in (RowFate.CREATED, RowFate.UPDATED) for row in plan.rows)
    returned = fill_ins.are_new(ledger, plan.fill_ins)
    return changed or plan.roster.writes or decide_unsure.is_new(ledger, plan) or returned


def _write_places(revision: Revision, plan: ImportPlan) -> None:
    revision.insert_many(
        "school",
        [
            {"id": school.id, "name": school.name or None, "code": school.code or None}
            for school in plan.new_schools
        ],
    )
    for school_id, code in plan.school_codes.items():
        if not any(school.id == school_id for school in plan.new_schools):
            revision.update("school", school_id, {"code": code})
    revision.insert_many(
        "school_class",
        [
            {"id": uuid4().hex, "school": school, "grade": grade, "class_no": class_no}
            for school, grade, class_no in plan.new_classes
        ],
    )


def _write_created(revision: Revision, plan: ImportPlan) -> dict[int, str]:
    """Write the new children; return their ids by the places of their rows."""
    students: list[dict[str, Any]] = []
    records: dict[str, list[dict[str, Any]]] = {}
    created = [(at, row) for at, row in enumerate(plan.rows) if row.fate is RowFate.CREATED]
    ids = _new_ids(sum(1 + len(row.members) for _at, row in created))
    made: dict[int, str] = {}
    for at, row in created:
        student_id = made[at] = next(ids)
        students.append({"source_list": IntakeSource.ROSTER, **row.values, "id": student_id})
        for member in row.members:
            record = {**member.values, "id": next(ids), "student_id": student_id}
            records.setdefault(member.table, []).append(record)
    revision.insert_many("student", file_numbers.opened(revision, students))
    _insert(revision, records)
    return made


def _insert(revision: Revision, records: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    for table, added in records.items():
        revision.insert_many(table, added)


def _new_ids(count: int) -> Iterator[str]:
    """Yield as many ids as `uuid4().hex` would give, all from one question to the system."""
    text = os.urandom(16 * count).hex()
    for at in range(0, 32 * count, 32):
        variant = "89ab"[int(text[at + 16], 16) & 3]
        yield f"{text[at : at + 12]}4{text[at + 13 : at + 16]}{variant}{text[at + 17 : at + 32]}"


def _write_updated(revision: Revision, plan: ImportPlan) -> None:
    added: dict[str, list[dict[str, Any]]] = {}
    for row in plan.rows:
        if row.fate is not RowFate.UPDATED or row.student_id is None:
            continue
        if row.values:
            revision.update("student", row.student_id, row.values)
        for member in row.members:
            if member.member_id is None:
                record = {**member.values, "id": uuid4().hex, "student_id": row.student_id}
                added.setdefault(member.table, []).append(record)
            else:
                revision.update(member.table, member.member_id, member.values)
    _insert(revision, added)


def write_problem_rows(plan: ImportPlan, path: Path, source: Path | None = None) -> int:
    """Write the rows that failed, were skipped or have a problem to a workbook that can be mended
    and loaded again; return how many. Never over `source`, the workbook they come from."""
    return write_failed_rows(plan, path, source=source)


def check_target(path: Path, source: Path) -> None:
    """Raise LedgerError, before anything is read, if the rows to mend can't be written there."""
    free_target(path, source=source)
