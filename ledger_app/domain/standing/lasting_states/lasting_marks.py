"""Which marks of a child name a state that lasts: for a few days, until a record says it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import SchoolKind, StatusCode, StudyMode
from ledger_app.domain.day import Day
from ledger_app.domain.standing.lasting_states.lasting_state import (
    MARKED_ABSENT,
    MARKED_REGISTER,
    MARKED_SPECIAL,
    MAY_BE_ABSENT,
    RECORD_OF,
    Lasting,
)
from ledger_app.domain.standing.lasting_states.review_days import (
    UNPROVEN_DAYS,
    later,
    transfer_review,
)
from ledger_app.domain.student_file import StudentFile


def of_marks(file: StudentFile, on: Day) -> Iterator[Lasting]:
    """Yield what the marks of a child say, since the day they were made; never for long."""
    student = file.student
    codes: dict[str, tuple[str, bool]] = {}
    for code, reason, listed_too in _marks(file):
        codes.setdefault(code, (reason, listed_too))
    if not codes:
        return
    day = student.get("marked_on") or student.get("opened_on") or ""
    day = day or (student.get("created_at") or "")[:10]
    if day > on.text:
        return
    for code, (reason, listed_too) in codes.items():
        review = later(day, UNPROVEN_DAYS, on)
        if code == StatusCode.TRANSFERRING:
            review = transfer_review(day, on)
        said = f"{reason}（{day} 的标注，没有{RECORD_OF[code]}记录）" if day else reason
        yield Lasting(code, day, review, said, True, day, listed_too=listed_too)


def _marks(file: StudentFile) -> Iterator[tuple[str, str, bool]]:
    """Yield the states that marks name, in which words, and whether rosters have such children."""
    student = file.student
    special, home = student.get("special_placement"), student.get("study_mode")
    if special in MARKED_SPECIAL and not _is_at_special_school(file, special):
        name = code_list("special_placement").name_of(special)
        yield MARKED_SPECIAL[special], f"特教安置方式：{name}", True
    if home == StudyMode.HOME_TAUGHT:
        yield StatusCode.HOME_TAUGHT, "就读方式：送教上门", True
    absent = student.get("absent_kind")
    if absent in MARKED_ABSENT and student.get("in_school_status") in MAY_BE_ABSENT:
        name = code_list("absent_kind").name_of(absent)
        yield MARKED_ABSENT[absent], f"在籍不在校：{name}", False
    register = student.get("register_status")
    if register in MARKED_REGISTER:
        name = code_list("register_status").name_of(register)
        yield MARKED_REGISTER[register], f"学籍状态：{name}", False


def _is_at_special_school(file: StudentFile, special: str) -> bool:
    """Tell whether the school of the file is the special school: then the child is not away."""
    return (
        MARKED_SPECIAL[special] == StatusCode.ELSEWHERE
        and file.school.get("kind") == SchoolKind.FOR_DISABLED
    )
