"""Status is derived, never typed: where a child stands on any day, from the dated records.

Codes: list `status`. Flow: domain.md §1. Fields without a date (register status, presence) speak
only when no dated record does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    AbsentKind,
    CloseReason,
    PersuadeResult,
    Placement,
    Presence,
    RegisterStatus,
    RelocationChoice,
    SchoolStatus,
    StatusCode,
)
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.case_replay import PLACEMENT_STEPS
from ledger_app.domain.standing.cases import (
    CASE_READS,
    FLAG_KEYS,
    Case,
    CaseState,
    arrival_expected_on,
    cases,
    live_case,
)
from ledger_app.domain.standing.row_order import in_order
from ledger_app.domain.student_file import Row, StudentFile

OUT_OF_SCHOOL = frozenset(
    {
        StatusCode.SUSPECTED,
        StatusCode.DROPPED,
        StatusCode.PERSUADING,
        StatusCode.LEGAL,
        StatusCode.LOST,
    }
)
UNSEEN = OUT_OF_SCHOOL | {
    StatusCode.ABSENT,
    StatusCode.NOT_ENROLLED,
    StatusCode.NOT_AT_SCHOOL,
}  # not known to be at any school
GONE = frozenset(
    {StatusCode.TRANSFERRED, StatusCode.GRADUATED, StatusCode.ABROAD, StatusCode.DEAD}
)  # nobody here has to look for them

STATUS_READS = together(
    CASE_READS,
    {
        "placement": ("placement",),
        "relocation": (
            "notified_on", "parent_signed_on", "moved_on", "register_moved_on", "choice_type",
            "origin_school", "receiving_school",
        ),
        "school": ("name", "status", "closed_on"),
    },
)  # fmt: skip

FRESH_RETURN_DAYS = 30  # calendar days as 已复学, then 巩固跟踪

# placement → status, for arrangements that are no return to a classroom
_BY_PLACEMENT = {
    Placement.HOME_TAUGHT: StatusCode.HOME_TAUGHT,
    Placement.SUSPENDED: StatusCode.SUSPENDED,
    Placement.DEFERRED: StatusCode.DEFERRED,
    Placement.EXEMPT: StatusCode.EXEMPT,
    Placement.ELSEWHERE: StatusCode.ELSEWHERE,
}
_BY_CLOSING = {
    CloseReason.TRANSFERRED: StatusCode.TRANSFERRED,
    CloseReason.GRADUATED: StatusCode.GRADUATED,
    CloseReason.DEAD: StatusCode.DEAD,
    CloseReason.EMIGRATED: StatusCode.ABROAD,
}
_MAY_MOVE = frozenset(
    {StatusCode.AT_SCHOOL, StatusCode.CLOSED}
)  # says nothing about a relocation still under way
_BY_REGISTER = {
    RegisterStatus.SUSPENDED: StatusCode.SUSPENDED,
    RegisterStatus.LEFT: StatusCode.NOT_AT_SCHOOL,
    RegisterStatus.GRADUATED: StatusCode.GRADUATED,
    RegisterStatus.DEAD: StatusCode.DEAD,
}
_BY_ABSENT_KIND = {
    AbsentKind.ON_LEAVE: StatusCode.ABSENT,
    AbsentKind.SUSPENDED: StatusCode.SUSPENDED,
    AbsentKind.SPECIAL_SCHOOL: StatusCode.ELSEWHERE,  # taught, but not here
    AbsentKind.SCHOOL_FOR_DISABLED: StatusCode.ELSEWHERE,
    AbsentKind.TAUGHT_ELSEWHERE: StatusCode.ELSEWHERE,
}


@dataclass(frozen=True)
class Status:
    """Where a child stands: code and name from list `status`, since when ("" unknown), why."""

    code: str
    name: str
    since: str
    reason: str


def status_of(file: StudentFile, on: Day) -> Status:
    """Derive the status on a day, using only what was dated on or before it."""
    return status_from(file, cases(file, on), on)


def status_from(file: StudentFile, found: list[Case], on: Day) -> Status:
    """Derive the status like `status_of`, from the cases already found for that day."""
    live = live_case(found)
    if live and live.lacking:
        return _to_be_closed(live)
    if live:
        return _open_status(live) if live.is_open else _return_status(live, on)
    ends = [case for case in found if case.state is CaseState.CLOSED]
    if not (ends or file.of("relocation") or file.of("placement")):
        return _undated_status(file.student)
    known = _known_status(file, ends, on)
    return (_not_arrived(file, known.since, on) if known.code in _MAY_MOVE else None) or known


def _known_status(file: StudentFile, ends: list[Case], on: Day) -> Status:
    if ends:
        return _closing_status(max(ends, key=lambda case: case.closed_on or ""), file.student)
    return _relocation_status(file, on) or _undated_placement(file) or _undated_status(file.student)


def _status(code: str, since: str, reason: str) -> Status:
    return Status(code, code_list("status").name_of(code), since, reason)


def _to_be_closed(case: Case) -> Status:
    missing = "、".join(case.lacking)
    return _status(
        StatusCode.TO_BE_CLOSED, case.claimed_on, f"{case.claimed_on} 登记销号，还缺{missing}"
    )


def _open_status(case: Case) -> Status:
    status = _state_of(case)
    if case.placement or not case.dropout.keys() <= FLAG_KEYS:
        return status
    return replace(status, reason=f"{status.reason}（学籍系统标注，还没有辍学情况记录）")


def _state_of(case: Case) -> Status:
    if case.lost is not None:
        day = case.lost["contacted_on"]
        return _status(StatusCode.LOST, day, f"{day} 联系结果为失联，尚未返校")
    if case.confirmed_on is None:
        said = f"{case.began} 起疑似辍学" if case.began else "疑似辍学（起始日期不详）"
        return _status(StatusCode.SUSPECTED, case.began, f"{said}，尚未认定或返校")
    since = [row for row in case.persuasions if row["contacted_on"] >= case.confirmed_on]
    legal = [row for row in since if row.get("result") == PersuadeResult.LEGAL]
    if legal:
        day = legal[0]["contacted_on"]
        return _status(StatusCode.LEGAL, day, f"{day} 移交乡镇依法处理，尚未返校")
    if since:
        day = since[0]["contacted_on"]
        return _status(
            StatusCode.PERSUADING, day, f"已认定辍学，{day} 起劝返 {len(since)} 次，尚未返校"
        )
    written = case.dropout.get("confirmed_on")
    began = f"{case.began} 起辍学（未填认定日期）" if case.began else "辍学（日期不详）"
    said = f"{written} 认定辍学" if written else began
    before = len(case.persuasions)
    said += f"，认定后尚未劝返（此前 {before} 次）" if before else "，尚未劝返"
    return _status(StatusCode.DROPPED, written or case.began, said)


def _return_status(case: Case, on: Day) -> Status:
    placement = case.placement or {}
    day = placement.get("returned_on") or case.returned_on or ""
    arranged = _BY_PLACEMENT.get(placement.get("placement") or "")
    if arranged:
        return _status(arranged, day, f"{day} 安置方式：{_placement_name(placement)}")
    if case.reopened_on:
        return _status(
            StatusCode.FOLLOWED_UP, case.reopened_on, f"{case.reopened_on} 撤销销号，继续巩固"
        )
    first = as_day(case.returned_on)
    settled = (first + timedelta(days=FRESH_RETURN_DAYS)) if first else on.date
    if on.date < settled:
        return _status(StatusCode.RETURNED, case.returned_on or "", f"{case.returned_on} 复学")
    reason = f"{case.returned_on} 复学，满 {FRESH_RETURN_DAYS} 天，尚未销号"
    return _status(StatusCode.FOLLOWED_UP, settled.isoformat(), reason)


def _closing_status(case: Case, student: Row) -> Status:
    day = case.closed_on or ""
    closing = (case.placement or {}).get("close_reason") or ""
    code = _BY_CLOSING.get(closing, StatusCode.CLOSED)
    # A child who came back and was closed may have left school for good since.
    later = _BY_REGISTER.get(student.get("register_status") or "")
    if code == StatusCode.CLOSED and later in (StatusCode.GRADUATED, StatusCode.DEAD):
        return _undated_status(student)
    name = code_list("close_reason").name_of(closing) if closing else "未填原因"
    return _status(code, day, f"{day} 销号：{name}")


def _relocation_status(file: StudentFile, on: Day) -> Status | None:
    """Return the status of a child who moved to a school outside the county, else None."""
    today = on.text
    moved = [row for row in file.of("relocation") if "" < (row.get("moved_on") or "") <= today]
    if not moved:
        return None
    last = max(moved, key=lambda row: row["moved_on"])
    if last.get("choice_type") != RelocationChoice.OUT_OF_COUNTY:
        return None
    day, register_day = last["moved_on"], last.get("register_moved_on")
    if register_day and register_day <= today:
        return _status(
            StatusCode.TRANSFERRED, register_day, f"分流到外县(省)就读，{register_day} 学籍已转接"
        )
    return _status(StatusCode.ELSEWHERE, day, f"{day} 分流到外县(省)就读，学籍尚未转接")


def _not_arrived(file: StudentFile, since: str, on: Day) -> Status | None:
    """Return the status of a child expected at a receiving school after `since` and not seen."""
    today = on.text
    for row in file.of("relocation"):
        if "" < (row.get("moved_on") or "") <= today:
            since = max(since, row["moved_on"])
    for row in file.of("relocation"):
        expected = arrival_expected_on(row, file.school, on.calendar)
        if since < expected < today and _is_awaited(row, file.school, today):
            to = row.get("receiving_school")
            where = f"应到{to}" if to else "原学校撤并，尚未确定接收学校"
            return _status(StatusCode.ABSENT, expected, f"{where}，{expected} 起没有到校日期")
    return None


def _is_awaited(row: Row, school: Row, today: str) -> bool:
    """Tell whether a child has left the old school and is not known to be at the new one."""
    if (
        row.get("choice_type") == RelocationChoice.HOME_TAUGHT
        or "" < (row.get("moved_on") or "") <= today
    ):
        return False
    closed = (
        school.get("status") == SchoolStatus.CLOSED or (school.get("closed_on") or "9") <= today
    )
    return closed or not school.get("name") or school["name"] != row.get("origin_school")


def _undated_placement(file: StudentFile) -> Status | None:
    """Return the status a placement without any date names: it ends no case, but says where."""
    for row in reversed(in_order(file, "placement")):
        arranged = _BY_PLACEMENT.get(row.get("placement") or "")
        if arranged and not any(row.get(key) for key in PLACEMENT_STEPS):
            return _status(arranged, "", f"安置方式：{_placement_name(row)}（未填日期）")
    return None


def _undated_status(student: Row) -> Status:
    return _register_status(
        student.get("register_status") or "",
        student.get("in_school_status") or "",
        student.get("absent_kind") or "",
    )


@lru_cache(maxsize=1024)  # a few combinations, asked for every child of a township
def _register_status(register: str, presence: str, absent: str) -> Status:
    if register in _BY_REGISTER:
        name = code_list("register_status").name_of(register)
        return _status(_BY_REGISTER[register], "", f"学籍状态：{name}")
    if presence == Presence.NEVER_ENROLLED:
        return _status(StatusCode.NOT_ENROLLED, "", "在籍在校情况：无籍未入学")
    if presence == Presence.NOT_AT_SCHOOL:
        kind = code_list("absent_kind").name_of(absent) if absent else "未填归类"
        return _status(
            _BY_ABSENT_KIND.get(absent, StatusCode.NOT_AT_SCHOOL), "", f"在籍不在校：{kind}"
        )
    return _status(StatusCode.AT_SCHOOL, "", "没有不在校的记录")


def _placement_name(placement: Row) -> str:
    return code_list("placement").name_of(placement.get("placement") or "")
