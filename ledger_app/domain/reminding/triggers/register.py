"""What the school still owes to the register: a number for a new child, papers for a long leave."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import YES, AbsentKind, Presence, RegisterStatus
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.lasting_states.lasting_state import ON_LEAVE
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_since


def new_register(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children at school without a register; answered by 学籍状态 and 在籍在校."""
    if child.is_gone:
        return
    day = child.file.student.get("marked_on") or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if child.is_near(rule.key, due_on):
        since = said_since(day, child.today) if day else ""
        yield Due(due_on, day, f"{since}没有学籍，至今没有建立")


def long_leave(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children who have been on leave for so many days of a school year, and still are.

    Answered by the end of the absence, or by 休学. Every day counts, also of holidays within.
    """
    if child.status in ON_LEAVE or child.is_gone:
        return
    rows = [row for row in child.file.of("absence") if row.get("excused") == YES]
    rows = [row for row in rows if child.has_passed(row, "from_on")]
    now = [row for row in rows if (row.get("to_on") or "9") >= child.today.text]
    if now:
        yield from _on_leave(child, rule, rows, now)
    elif child.file.student.get("absent_kind") == AbsentKind.ON_LEAVE:
        yield from _marked(child, rule)


def _on_leave(child: ChildToday, rule: Rule, rows: list[Row], now: list[Row]) -> Iterator[Due]:
    begun = min(row["from_on"] for row in now)
    before = {
        day
        for row in rows
        if (row.get("to_on") or "") >= child.today.year_start
        for day in _days(child, max(row["from_on"], child.today.year_start), row["to_on"])
        if day < begun
    }
    due_on = child.shifted(begun, rule.offset_days - len(before))
    if child.is_near(rule.key, due_on):
        total = len(before) + child.today.days_since(begun) + 1
        since = said_since(begun, child.today)
        yield Due(due_on, begun, f"{since}请假，本学年累计 {total} 天，没有休学手续")


def _days(child: ChildToday, first: str, last: str) -> Iterator[str]:
    for count in range(366):
        if (day := child.shifted(first, count)) > last:
            return
        yield day


def _marked(child: ChildToday, rule: Rule) -> Iterator[Due]:
    day = child.file.student.get("marked_on") or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    is_away = child.file.student.get("in_school_status") == Presence.NOT_AT_SCHOOL
    if is_away and child.is_near(rule.key, due_on):
        since = said_since(day, child.today) if day else ""
        yield Due(due_on, day, f"{since}记为长时间请假，没有休学手续")


def _has_no_register(file: StudentFile) -> bool:
    student = file.student
    return (
        student.get("register_status") == RegisterStatus.NO_REGISTER
        and student.get("in_school_status") != Presence.NEVER_ENROLLED
    ) or student.get("in_school_status") == Presence.WITHOUT_REGISTER


def _may_be_on_leave(file: StudentFile) -> bool:
    return bool(file.of("absence")) or file.student.get("absent_kind") == AbsentKind.ON_LEAVE


_MARK_READS = together(STATUS_READS, OPENED_READS, {"student": ("marked_on",)})
TRIGGERS = {
    "new_register": Trigger(_has_no_register, new_register, _MARK_READS),
    "long_leave": Trigger(
        _may_be_on_leave,
        long_leave,
        together(_MARK_READS, {"absence": ("from_on", "to_on", "excused")}),
    ),
}
