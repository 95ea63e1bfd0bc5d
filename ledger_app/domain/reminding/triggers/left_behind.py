"""Left-behind children whom nobody has been in contact with."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import (
    OPENED_READS,
    ChildToday,
    Due,
    contact_day,
)
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import FILE_CLOSED, Trigger
from ledger_app.domain.standing.status import ELSEWHERE, STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day

LEFT_BEHIND = ("1", "2")  # list left_behind
LEFT_BEHIND_CATEGORY = "left_behind"  # list risk_category


def left_behind(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield left-behind children without any contact since the offset, or since the file began.

    By either definition of the file (学籍、民政), or because a concern says so.
    """
    if not _has_left_behind_flag(child.file) and not _left_behind_concern(child):
        return
    last = contact_day(child.contacts[-1]) if child.contacts else ""
    day = last or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on) or child.is_gone or child.status == ELSEWHERE:
        return
    if last:
        reason = f"留守儿童，上次联系是 {said_day(last, child.today)}"
    else:
        reason = "留守儿童，建档以来没有联系记录"
    yield Due(due_on, day, reason)


def _left_behind_concern(child: ChildToday) -> bool:
    today = child.today.text
    return any(
        LEFT_BEHIND_CATEGORY in (row.get("risk_categories") or "").split(",")
        and (row.get("since_on") or "") <= today < (row.get("until_on") or "9")
        for row in child.file.of("concern")
    )


def _has_left_behind_flag(file: StudentFile) -> bool:
    student = file.student
    return student.get("left_behind_edu") in LEFT_BEHIND or student.get("left_behind_mca") == "1"


def _is_left_behind(file: StudentFile) -> bool:
    if not _has_left_behind_flag(file) and not any(
        LEFT_BEHIND_CATEGORY in (row.get("risk_categories") or "") for row in file.of("concern")
    ):
        return False
    return file.student.get("file_status") not in FILE_CLOSED


TRIGGERS = {
    "left_behind": Trigger(
        _is_left_behind,
        left_behind,
        together(
            STATUS_READS,
            OPENED_READS,
            {
                "student": ("left_behind_edu", "left_behind_mca", "file_status"),
                "concern": ("risk_categories", "since_on", "until_on"),
            },
        ),
    )
}
