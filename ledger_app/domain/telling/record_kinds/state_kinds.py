"""States as they are printed: 在外就读 (L6), 休学缓学免学, 未报到 at the opening of a term.

A child that only a mark, a placement or a relocation puts there stands on the ledger as well, with
what is known: nobody is left out for want of a record.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.meanings import (
    YES,
    AbsentKind,
    RegisterStatus,
    SpecialPlacement,
    StatusCode,
)
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.lasting_states.lasting import LASTING_READS, Lasting, lasting
from ledger_app.domain.standing.lasting_states.lasting_records import elsewhere_state
from ledger_app.domain.standing.lasting_states.lasting_state import AWAY, ON_LEAVE
from ledger_app.domain.standing.lasting_states.review_days import leave_review
from ledger_app.domain.standing.standings import NAMES, Standing
from ledger_app.domain.standing.status import STATUS_READS, Status, status_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import Entry, said_status, school_name, shown
from ledger_app.domain.telling.record_kinds.kind import Candidates, Counted, RecordKind
from ledger_app.domain.telling.record_kinds.row_kinds import rows_on
from ledger_app.domain.telling.restricted import IN_THE_FILE

_STATE_READS = together(STATUS_READS, LASTING_READS)
# Of a record that was not made: the school, by the table that says so.
_SCHOOL_IN = {"relocation": "receiving_school", "placement": "return_school"}


def _with_unwritten(
    file: StudentFile, table: str, ends: str, codes: Collection[str], on: Day
) -> Sequence[Row]:
    """Return the records that go on or ended in this school year, and what no record says yet."""
    kept = [row for row in rows_on(file, table, on) if (row.get(ends) or "9") >= on.year_start]
    now, state = status_of(file, on), lasting(file, on)
    is_written = state is not None and state.table == table
    if now.code not in codes or is_written:
        return kept
    return [*kept, _unwritten(file, table, now, state)]


def _unwritten(file: StudentFile, table: str, now: Status, state: Lasting | None) -> Row:
    row = dict.fromkeys(field.key for field in TABLES[table].fields)
    is_telling = now.code == StatusCode.SPECIAL_SCHOOL
    known = {"from_on": now.since or None, "remark": IN_THE_FILE if is_telling else now.reason}
    if table == "elsewhere" and state and state.table in _SCHOOL_IN and not is_telling:
        source = next(each for each in file.of(state.table) if each.get("id") == state.record)
        known["school_name"] = source.get(_SCHOOL_IN[state.table])
    student = file.student.get("id")
    return {**row, **known, "id": "", "created_at": None, "student_id": student}


# --- 在外就读 ------------------------------------------------------------------------------------


def _elsewhere_now(entry: Entry, on: Day) -> Lasting | None:
    """Return what a record says on a day; of a child without one, what stands instead."""
    if not entry.row.get("id"):
        return lasting(entry.file, on)
    return elsewhere_state(entry.row, entry.row.get("from_on") or "", on)


def _verification(entry: Entry, on: Day) -> str:
    if entry.row.get("ended_on"):
        return "已结束"
    state = _elsewhere_now(entry, on)
    return "已核实" if state and state.is_verified_on(on) else "待核实"


def _verify_again(entry: Entry, on: Day) -> str:
    state = None if entry.row.get("ended_on") else _elsewhere_now(entry, on)
    return state.review_on if state else ""


def _register_is_at(entry: Entry, on: Day) -> str:
    moved = entry.row.get("register_moved") == YES
    return shown("elsewhere", entry.row, "school_name") if moved else school_name(entry.file)


ELSEWHERE = RecordKind(
    key="elsewhere",
    candidates=Candidates(
        tables=("elsewhere", "placement", "relocation"),
        marks={
            "absent_kind": (
                AbsentKind.SPECIAL_SCHOOL,
                AbsentKind.SCHOOL_FOR_DISABLED,
                AbsentKind.TAUGHT_ELSEWHERE,
            ),
            "special_placement": (
                SpecialPlacement.SPECIAL_SCHOOL,
                SpecialPlacement.REHABILITATION,
                SpecialPlacement.WELFARE_HOME,
            ),
        },
    ),
    reads=_STATE_READS,
    entries=lambda file, on: _with_unwritten(file, "elsewhere", "ended_on", AWAY, on),
    table="elsewhere",
    columns={
        "核实情况": _verification,
        "应再核实日期": _verify_again,
        "学籍所在": _register_is_at,
    },
    counted=Counted(
        labels=("已核实", "待核实"),
        others=("已结束",),
        of=lambda entry, on: (_verification(entry, on),),
    ),
)


# --- 休学缓学免学 --------------------------------------------------------------------------------


def _look_at_leave(entry: Entry, on: Day) -> str:
    row = entry.row
    if row.get("returned_on"):
        return ""
    if not row.get("id"):
        return status_of(entry.file, on).until
    since, end, look = (row.get(key) or "" for key in ("from_on", "to_on", "renew_by_on"))
    return leave_review(since, end, look, on)


def _leave_outcome(entry: Entry, on: Day) -> tuple[str, ...]:
    if entry.row.get("returned_on"):
        return ("已复学",)
    return ("应复核",) if _look_at_leave(entry, on) <= on.text else ("未到期",)


def _leave_kind(entry: Entry, on: Day) -> str:
    written = shown("leave", entry.row, "kind")
    return written or said_status(entry.file, on)


LEAVE = RecordKind(
    key="leave",
    candidates=Candidates(
        tables=("leave", "placement", "register_change"),
        marks={
            "register_status": (RegisterStatus.SUSPENDED,),
            "absent_kind": (AbsentKind.SUSPENDED,),
        },
    ),
    reads=_STATE_READS,
    entries=lambda file, on: _with_unwritten(file, "leave", "returned_on", ON_LEAVE, on),
    table="leave",
    columns={"休学种类": _leave_kind, "应复核日期": _look_at_leave},
    counted=Counted(labels=("未到期", "应复核"), others=("已复学",), of=_leave_outcome),
)


# --- 未报到 --------------------------------------------------------------------------------------

_NOT_HERE = (Standing.UNVERIFIED, Standing.CASE)


def _not_reported(file: StudentFile, on: Day) -> Sequence[None]:
    """Return the child itself where nobody has seen it this term and nothing says where it is."""
    return [None] if status_of(file, on).standing in _NOT_HERE else []


NOT_REPORTED = RecordKind(
    key="not_reported",
    candidates=Candidates(),
    entries=_not_reported,
    reads=STATUS_READS,
    columns={
        "现状": lambda entry, on: status_of(entry.file, on).name,
        "现状说明": lambda entry, on: status_of(entry.file, on).reason,
    },
    counted=Counted(
        labels=("未核实", "个案中"),
        of=lambda entry, on: (NAMES[status_of(entry.file, on).standing],),
    ),
)
