"""Status is derived, never typed: where a child stands on any day, from the dated records.

Codes: list `status`. Flow: domain.md §1. Fields without a date (register status, presence) speak
only when no dated record does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.replay import PLACEMENT_STEPS
from ledger_app.domain.spells import Spell, SpellState, as_day, live_spell, spells
from ledger_app.domain.student_file import Row, StudentFile

AT_SCHOOL, ABSENT, SUSPECTED, DROPPED, PERSUADING, LEGAL = "1", "2", "3", "4", "5", "6"
RETURNED, FOLLOWED_UP, CLOSED = "7", "8", "9"
TRANSFERRED, ELSEWHERE, SUSPENDED, DEFERRED, EXEMPT, HOME_TAUGHT = (
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
)
GRADUATED, ABROAD, DEAD, LOST, NOT_ENROLLED, NOT_AT_SCHOOL = "17", "18", "19", "20", "21", "22"

OUT_OF_SCHOOL = frozenset({SUSPECTED, DROPPED, PERSUADING, LEGAL, LOST})
GONE = frozenset({TRANSFERRED, GRADUATED, ABROAD, DEAD})  # nobody here has to look for them

FRESH_RETURN_DAYS = 30  # calendar days as 已复学, then 巩固跟踪
RESULT_LOST, RESULT_LEGAL = "9", "10"  # list persuade_result
MOVED_OUT_OF_COUNTY = "5"  # list relocation_choice

# placement → status, for arrangements that are no return to a classroom
_BY_PLACEMENT = {
    "9": HOME_TAUGHT,
    "10": SUSPENDED,
    "11": DEFERRED,
    "12": EXEMPT,
    "14": ELSEWHERE,
}
_BY_CLOSING = {"2": TRANSFERRED, "3": GRADUATED, "6": DEAD, "7": ABROAD}  # close_reason → status
_BY_REGISTER = {"4": SUSPENDED, "7": NOT_AT_SCHOOL, "8": GRADUATED, "9": DEAD}
_BY_ABSENT_KIND = {
    "1": ABSENT,
    "3": SUSPENDED,
    "4": ELSEWHERE,  # taught, but not here: a special school, another school
    "5": ELSEWHERE,
    "6": ELSEWHERE,
}


@dataclass(frozen=True)
class Status:
    """Where a child stands: code and name from list `status`, since when ("" unknown), why."""

    code: str
    name: str
    since: str
    reason: str


def status_of(file: StudentFile, on: date) -> Status:
    """Derive the status on a day, using only what was dated on or before it."""
    return status_from(file, spells(file, on), on)


def status_from(file: StudentFile, found: list[Spell], on: date) -> Status:
    """Derive the status like `status_of`, from the spells already found for that day."""
    live = live_spell(found)
    if live:
        return _open_status(live) if live.is_open else _return_status(live, on)
    ends = [spell for spell in found if spell.state is SpellState.CLOSED]
    if ends:
        return _closing_status(max(ends, key=lambda spell: spell.closed_on or ""), file.student)
    if not (file.of("relocation") or file.of("placement")):
        return _undated_status(file.student)
    return _relocation_status(file, on) or _undated_placement(file) or _undated_status(file.student)


def _status(code: str, since: str, reason: str) -> Status:
    return Status(code, code_list("status").name_of(code), since, reason)


def _open_status(spell: Spell) -> Status:
    last = spell.persuasions[-1] if spell.persuasions else None
    if last is not None and last.get("result") == RESULT_LOST:
        day = last["contacted_on"]
        return _status(LOST, day, f"{day} 联系结果为失联，尚未返校")
    if spell.confirmed_on is None:
        return _status(SUSPECTED, spell.since, f"{_when(spell.since)}起疑似辍学，尚未认定或返校")
    since = [row for row in spell.persuasions if row["contacted_on"] >= spell.confirmed_on]
    legal = [row for row in since if row.get("result") == RESULT_LEGAL]
    if legal:
        day = legal[0]["contacted_on"]
        return _status(LEGAL, day, f"{day} 移交乡镇依法处理，尚未返校")
    if since:
        day = since[0]["contacted_on"]
        return _status(PERSUADING, day, f"已认定辍学，{day} 起劝返 {len(since)} 次，尚未返校")
    return _status(DROPPED, spell.confirmed_on, f"{_when(spell.confirmed_on)}认定辍学，尚未劝返")


def _return_status(spell: Spell, on: date) -> Status:
    placement = spell.placement or {}
    day = placement.get("returned_on") or spell.returned_on or ""
    arranged = _BY_PLACEMENT.get(placement.get("placement") or "")
    if arranged:
        return _status(arranged, day, f"{day} 安置方式：{_placement_name(placement)}")
    if spell.reopened_on:
        return _status(FOLLOWED_UP, spell.reopened_on, f"{spell.reopened_on} 撤销销号，继续巩固")
    first = as_day(spell.returned_on)
    settled = (first + timedelta(days=FRESH_RETURN_DAYS)) if first else on
    if on < settled:
        return _status(RETURNED, spell.returned_on or "", f"{spell.returned_on} 复学")
    reason = f"{spell.returned_on} 复学，满 {FRESH_RETURN_DAYS} 天，尚未销号"
    return _status(FOLLOWED_UP, settled.isoformat(), reason)


def _closing_status(spell: Spell, student: Row) -> Status:
    day = spell.closed_on or ""
    closing = (spell.placement or {}).get("close_reason") or ""
    code = _BY_CLOSING.get(closing, CLOSED)
    # A child who came back and was closed may have left school for good since.
    later = _BY_REGISTER.get(student.get("register_status") or "")
    if code == CLOSED and later in (GRADUATED, DEAD):
        return _undated_status(student)
    name = code_list("close_reason").name_of(closing) if closing else "未填原因"
    return _status(code, day, f"{day} 销号：{name}")


def _relocation_status(file: StudentFile, on: date) -> Status | None:
    """Return the status of a child who moved to a school outside the county, else None."""
    today = on.isoformat()
    moved = [row for row in file.of("relocation") if "" < (row.get("moved_on") or "") <= today]
    if not moved:
        return None
    last = max(moved, key=lambda row: row["moved_on"])
    if last.get("choice_type") != MOVED_OUT_OF_COUNTY:
        return None
    day, register_day = last["moved_on"], last.get("register_moved_on")
    if register_day and register_day <= today:
        return _status(TRANSFERRED, register_day, f"分流到外县(省)就读，{register_day} 学籍已转接")
    return _status(ELSEWHERE, day, f"{day} 分流到外县(省)就读，学籍尚未转接")


def _undated_placement(file: StudentFile) -> Status | None:
    """Return the status a placement without any date names: it ends no spell, but says where."""
    for row in reversed(file.of("placement")):
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
    if presence == "4":
        return _status(NOT_ENROLLED, "", "在籍在校情况：无籍未入学")
    if presence == "2":
        kind = code_list("absent_kind").name_of(absent) if absent else "未填归类"
        return _status(_BY_ABSENT_KIND.get(absent, NOT_AT_SCHOOL), "", f"在籍不在校：{kind}")
    return _status(AT_SCHOOL, "", "没有不在校的记录")


def _placement_name(placement: Row) -> str:
    return code_list("placement").name_of(placement.get("placement") or "")


def _when(day: str) -> str:
    return f"{day} " if day else "日期不详，"
