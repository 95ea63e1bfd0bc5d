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
from ledger_app.domain.student_file import Row, StudentFile

GONE_READS: Reads = {
    "student": ("grade", "birth_date"),
    "register_change": ("kind", "changed_on", "completed_on", "to_school", "paper_no"),
    "relocation": ("choice_type", "moved_on", "register_moved_on"),
    "placement": ("closed_on", "close_reason"),
}
_BY_CLOSING = {
    CloseReason.TRANSFERRED: StatusCode.TRANSFERRED,
    CloseReason.GRADUATED: StatusCode.GRADUATED,
    CloseReason.TOO_OLD: StatusCode.TOO_OLD,
    CloseReason.DEAD: StatusCode.DEAD,
    CloseReason.EMIGRATED: StatusCode.ABROAD,
}
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
