"""What the marks of the national register say of a child, and since when.

A mark (学籍状态, 在籍在校, 归类) is evidence with a day, never the last word: it silences nothing.
Marks of a state that lasts (休学, 在外就读, 转出中 …) are read by `lasting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    AbsentKind,
    Presence,
    RegisterStatus,
    SpecialPlacement,
    StatusCode,
    StudyMode,
)
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row

MARK_READS: Reads = {
    "student": (
        "register_status",
        "in_school_status",
        "absent_kind",
        "marked_on",
        "opened_on",
        "created_at",
    )
}
# A mark that a child is gone is no paper: it is to be looked into, so that it can be closed.
_UNPROVEN = {
    RegisterStatus.GRADUATED: "没有毕业日期和证明",
    RegisterStatus.DEAD: "没有死亡日期和证明",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that a child is not at school: the status it means, its ISO day, why in words."""

    code: str
    day: str
    reason: str
    listed_too: bool = False  # rosters have such a child, too: only being seen speaks against it


def marked_on(student: Row) -> str:
    """Return the ISO day of a child's marks: where nobody wrote it, the day the file began."""
    return (
        student.get("marked_on")
        or student.get("opened_on")
        or (student.get("created_at") or "")[:10]
    )


def with_day(before: Row, values: Mapping[str, Any], today: str) -> dict[str, Any]:
    """Return the values that are to be kept, with the day of a mark that they change.

    A mark that says the usual (正常, 在籍在校) or nothing needs none.
    """
    told = [key for key in MARK_KEYS if values.get(key) and values[key] != before.get(key)]
    unusual = [key for key in told if values[key] not in _USUAL[key]]
    if not unusual or values.get("marked_on"):
        return dict(values)
    return {**values, "marked_on": today}


_USUAL: dict[str, tuple[str, ...]] = {
    "register_status": (RegisterStatus.NORMAL,),
    "in_school_status": (Presence.AT_SCHOOL,),
    "absent_kind": (),
    "study_mode": (StudyMode.DAY, StudyMode.BOARDING),
    "special_placement": (SpecialPlacement.ORDINARY_CLASS, SpecialPlacement.CLASS_OF_ITS_OWN),
}
MARK_KEYS = tuple(_USUAL)
_NO_CLASSROOM = frozenset(
    {SpecialPlacement.HOME_TAUGHT, SpecialPlacement.REMOTE, SpecialPlacement.TO_BE_PLACED}
)


def mark(student: Row) -> Mark | None:
    """Return what the marks say against a child being at school, None where they say nothing."""
    register = student.get("register_status") or ""
    presence = student.get("in_school_status") or ""
    day = marked_on(student)
    said = f"学籍状态：{code_list(RegisterStatus.CODES).name_of(register)}" if register else ""
    if missing := _UNPROVEN.get(register):
        return Mark(StatusCode.UNVERIFIED, day, f"{said}，{missing}")
    if register == RegisterStatus.LEFT:
        return Mark(StatusCode.NOT_AT_SCHOOL, day, said)
    if presence == Presence.NEVER_ENROLLED:
        return Mark(StatusCode.NOT_ENROLLED, day, "在籍在校情况：无籍未入学")
    if presence == Presence.NOT_AT_SCHOOL:
        kind = student.get("absent_kind") or ""
        name = code_list(AbsentKind.CODES).name_of(kind) if kind else "未填归类"
        code = StatusCode.ABSENT if kind == AbsentKind.ON_LEAVE else StatusCode.NOT_AT_SCHOOL
        return Mark(code, day, f"在籍不在校：{name}")
    if student.get("special_placement") == SpecialPlacement.TO_BE_PLACED:
        return Mark(StatusCode.UNVERIFIED, day, "特教安置方式：待安置", listed_too=True)
    return None


def taught_elsewhere(student: Row) -> bool:
    """Tell whether the marks have a child taught at home, or still without a place."""
    home = student.get("study_mode") == StudyMode.HOME_TAUGHT
    return home or student.get("special_placement") in _NO_CLASSROOM
