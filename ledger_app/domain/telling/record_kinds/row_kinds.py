"""Single records as they are printed, and the child itself where no record is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ledger_app.catalogue import TABLES, Table
from ledger_app.catalogue.meanings import RelocationChoice, RelocationState, SchoolStatus
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.cases import (
    in_focus_ledger,
    in_relocation_ledger,
    relocation_state,
)
from ledger_app.domain.standing.closed_school import CLOSED_READS, stands_unplaced, unplaced_from
from ledger_app.domain.standing.days_to_come import as_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.column_texts import Entry, as_list, shown
from ledger_app.domain.telling.record_kinds.kind import Candidates, Counted, RecordKind
from ledger_app.domain.telling.responsible import RESPONSIBLE_READS, responsible

STUDENT = RecordKind(key="student", candidates=Candidates(), entries=lambda file, on: [None])


def _is_lifted(entry: Entry, on: Day) -> tuple[str, ...]:
    until = entry.row.get("until_on")
    return ("已解除",) if until and until <= on.text else ("在关注",)


def _move(entry: Entry, on: Day) -> tuple[str, ...]:
    """Return what a child is counted as: planned, arrived or not, register moved or not."""
    state = relocation_state(entry.row, on)
    arrived = state in (RelocationState.DONE, RelocationState.NOT_REGISTERED)
    told = ["应分流", "已到校" if arrived else "未到校"]
    told.append("已转学籍" if state == RelocationState.DONE else "未转学籍")
    return (*told, "待安置") if state == RelocationState.TO_BE_PLACED else tuple(told)


FOCUS = RecordKind(
    key="focus",
    candidates=Candidates(tables=("concern",)),
    entries=in_focus_ledger,
    reads={"concern": ("since_on", "until_on")},
    table="concern",
    counted=Counted(labels=("在关注", "已解除"), of=_is_lifted),
)


def _relocations(file: StudentFile, on: Day) -> list[Row]:
    """Return the relocations of a child, and that it has no place yet where no record says so."""
    known = in_relocation_ledger(file, on)
    if not stands_unplaced(file, on):
        return known
    missing: Row = {
        **dict.fromkeys(field.key for field in TABLES["relocation"].fields),
        "id": "",
        "created_at": None,
        "student_id": file.student.get("id"),
        "origin_school": unplaced_from(file, on),
        "origin_grade_class": grade_and_class(file.student) or None,
        "choice_type": RelocationChoice.TO_BE_PLACED,
    }
    return [*known, missing]


RELOCATION = RecordKind(
    key="relocation",
    candidates=Candidates(
        tables=("relocation",), schools=(SchoolStatus.CLOSING, SchoolStatus.CLOSED)
    ),
    entries=_relocations,
    reads=CLOSED_READS,
    table="relocation",
    # The school that is left: that of the child is another one after the move.
    school=lambda entry, on: shown("relocation", entry.row, "origin_school"),
    is_apart=True,
    receiving=lambda entry, on: shown("relocation", entry.row, "receiving_school"),
    counted=Counted(
        labels=("应分流", "已到校", "未到校", "已转学籍", "未转学籍"), others=("待安置",), of=_move
    ),
)

# Tables of which not every record that has begun counts, or not in the order of their days.
_IN_FORCE: dict[str, Callable[[StudentFile, Day], Sequence[Row]]] = {"responsibility": responsible}


def rows_on(file: StudentFile, table: str, on: Day) -> Sequence[Row]:
    """Return a child's records of one table as they were on a day, oldest first."""
    if table in _IN_FORCE:
        return _IN_FORCE[table](file, on)
    begins, today = TABLES[table].begins, on.text
    rows = as_list(file, table, begins, on) if begins else file.of(table)
    return [as_of(table, row, today) for row in rows]


def _rows_read(table: Table) -> Reads:
    if table.key in _IN_FORCE:
        return RESPONSIBLE_READS
    return {table.key: (table.begins,) if table.begins else ()}


@cache
def rows_of(table: Table) -> RecordKind:
    """Return the kind that lists the records of a table one by one."""
    return RecordKind(
        key=table.key,
        candidates=Candidates(tables=(table.key,)),
        entries=lambda file, on: rows_on(file, table.key, on),
        reads=_rows_read(table),
        table=table.key,
    )
