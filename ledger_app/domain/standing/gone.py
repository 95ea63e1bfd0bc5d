"""Gone for good: what no longer has to be looked for, with reason, day and paper (design §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import CloseReason, Grade, RelocationChoice, StatusCode
from ledger_app.domain.dates import as_day, expected_grade
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.case_status import Status, status
from ledger_app.domain.standing.cases import Case
from ledger_app.domain.standing.lasting_states.lasting_state import first_day
from ledger_app.domain.student_file import Row, StudentFile

GONE_READS: Reads = {
    "student": ("grade", "birth_date"),
    "register_change": (
        "kind", "changed_on", "completed_on", "to_school", "paper_no", "created_at",
    ),
    "relocation": ("choice_type", "moved_on", "register_moved_on"),
    "placement": ("closed_on", "close_reason"),
    "elsewhere": ("from_on", "ended_on", "created_at"),
}  # fmt: skip
_BY_CLOSING = {
    CloseReason.TRANSFERRED: StatusCode.TRANSFERRED,
    CloseReason.GRADUATED: StatusCode.GRADUATED,
    CloseReason.TOO_OLD: StatusCode.TOO_OLD,
    CloseReason.DEAD: StatusCode.DEAD,
    CloseReason.EMIGRATED: StatusCode.ABROAD,
}
_LEFT_BY = ("elsewhere", "register_change", "relocation")
_SUMMER = range(6, 9)  # months in which a school year ends
YOUNGEST_GRADUATE = int(Grade.LAST) - 1  # by age: some have entered a year early
_BY_CHANGE = {
    RegisterChange.DEAD: StatusCode.DEAD,
    RegisterChange.GRADUATED: StatusCode.GRADUATED,
    RegisterChange.ABROAD: StatusCode.ABROAD,
}


def gone(file: StudentFile, found: Sequence[Case], on: Day) -> Status | None:
    """Return how a child left for good by a day, the latest word of it; None if it did not.

    A transfer counts once the register is moved, the others with their paper.
    """
    ends = [*_closings(found), *_changes(file, on.text), *_moves(file, on.text)]
    return max(ends, key=lambda each: (each.since, each.code), default=None)


def _closings(found: Sequence[Case]) -> Iterator[Status]:
    for case in found:
        reason = (case.placement or {}).get("close_reason") or ""
        if case.closed_on and reason in _BY_CLOSING:
            name = code_list(CloseReason.CODES).name_of(reason)
            said = f"{case.closed_on} 销号：{name}"
            yield status(_BY_CLOSING[reason], case.closed_on, said, grounds="closing")


def _changes(file: StudentFile, today: str) -> Iterator[Status]:
    for row in file.of("register_change"):
        kind, day = row.get("kind") or "", row.get("changed_on") or ""
        name = code_list(RegisterChange.CODES).name_of(kind) if kind else ""
        if kind == RegisterChange.OUT:
            done = row.get("completed_on") or ""
            if "" < done <= today and (row.get("to_school") or "").strip():
                said = f"{done} 学籍已转到{row['to_school']}"
                yield status(StatusCode.TRANSFERRED, done, said, grounds="register_change")
        elif kind == RegisterChange.GRADUATED and not _is_last_grade(file.student, day):
            continue  # of the primary school: the child is to appear at a junior school
        elif kind in _BY_CHANGE and "" < day <= today and (row.get("paper_no") or "").strip():
            said = f"{day} {name}（{row['paper_no']}）"
            yield status(_BY_CHANGE[kind], day, said, grounds="register_change")


def said_gone(file: StudentFile, today: str) -> Status | None:
    """Return the newest record that has a child gone for good and does not prove it, or None.

    At the end of a school year a class graduates: who sat in it is looked for in the next term.
    """
    found = [*_unproven_changes(file, today), *_unproven_moves(file, today)]
    return max(found, key=lambda each: (each.since, each.reason), default=None)


def left_on(file: StudentFile, found: Sequence[Case], on: Day) -> str:
    """Return the ISO day since which evidence from before tells nothing of a child; "" for never.

    Out in a case, taught elsewhere until some day, or gone: it is at school again when somebody
    has seen it since. A case that was none (误报) has taken nothing away.
    """
    records = file.records
    if not (found or any(map(records.get, _LEFT_BY))):
        return ""  # most of a township: asked of every child
    days = [
        # Nobody wrote since when: at the latest until then it was away.
        row.get("from_on") or min(first_day(row) or ended, ended)
        for row in file.of("elsewhere")
        if "" < (ended := row.get("ended_on") or "") <= on.text
    ]
    if left := gone(file, found, on):
        days.append(left.since)
    last = found[-1] if found else None
    is_none = last and (last.placement or {}).get("close_reason") == CloseReason.MISTAKE
    if last and last.dropout and not is_none:
        days.append(last.since)
    return max(days, default="")


def _unproven_changes(file: StudentFile, today: str) -> Iterator[Status]:
    for row in file.of("register_change"):
        kind = row.get("kind") or ""
        if kind == RegisterChange.OUT:
            day = row.get("completed_on") or ""
            if "" < day <= today and not (row.get("to_school") or "").strip():
                yield _unproven(day, f"{day} 学籍已转出，没有写转到哪所学校")
        elif kind in _BY_CHANGE:
            day = first_day(row, "changed_on", "completed_on")
            if day > today or (kind == RegisterChange.GRADUATED and int(day[5:7] or 0) in _SUMMER):
                continue
            if kind == RegisterChange.GRADUATED and not _is_last_grade(file.student, day):
                yield _unproven(day, f"{day} 学籍异动：毕业，按年级、年龄还没有读完九年级")
            elif not ((row.get("paper_no") or "").strip() and row.get("changed_on")):
                name = code_list(RegisterChange.CODES).name_of(kind)
                lacks = "证明材料" if row.get("changed_on") else "异动日期和证明材料"
                yield _unproven(day, f"{day} 学籍异动：{name}，没有写{lacks}，还不能确认")


def _unproven_moves(file: StudentFile, today: str) -> Iterator[Status]:
    for row in file.of("relocation"):
        day = row.get("register_moved_on") or ""
        has_arrived = "" < (row.get("moved_on") or "") <= today
        is_far = row.get("choice_type") == RelocationChoice.OUT_OF_COUNTY
        if is_far and "" < day <= today and not has_arrived:
            yield _unproven(day, f"{day} 学籍已转到外县(省)，没有到校日期")


def _unproven(day: str, said: str) -> Status:
    return status(StatusCode.UNVERIFIED, day, said, grounds="unproven")


def _is_last_grade(student: Row, day: str) -> bool:
    """Tell whether nothing says that nine years were not over on the day of a graduation.

    小升初 is the classic leak (domain.md §1): who ends grade six is looked for at the next school.
    The grade is that of today: with a known birth the age on the day has to fit as well.
    """
    if student.get("grade") not in (None, "", Grade.LAST, Grade.GRADUATED):
        return False
    birth, on = as_day(student.get("birth_date")), as_day(day)
    return birth is None or on is None or expected_grade(birth, on) >= YOUNGEST_GRADUATE


def _moves(file: StudentFile, today: str) -> Iterator[Status]:
    for row in file.of("relocation"):
        done = row.get("register_moved_on") or ""
        moved = row.get("moved_on") or ""
        if (
            row.get("choice_type") == RelocationChoice.OUT_OF_COUNTY
            and "" < done <= today
            and "" < moved <= today
        ):
            said = f"分流到外县(省)就读，{done} 学籍已转接"
            yield status(StatusCode.TRANSFERRED, done, said, grounds="relocation")
