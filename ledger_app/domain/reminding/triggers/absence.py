"""Children not at school: out of contact, or nobody knows where they are."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import (
    AbsentKind,
    Presence,
    RegisterStatus,
    StatusCode,
)
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import (
    OPENED_READS,
    ChildToday,
    Due,
)
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.cases import Case
from ledger_app.domain.standing.reached import tells_out
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day, said_since

FLAGGED = (RegisterStatus.FLAGGED_SUSPECTED, RegisterStatus.FLAGGED_DROPPED)
# Statuses that say that a child is not at school, but not where it is.
UNEXPLAINED = {
    StatusCode.ABSENT: "在籍不在校（请假）",
    StatusCode.NOT_AT_SCHOOL: "在籍不在校",
    StatusCode.NOT_ENROLLED: "无籍未入学",
}
# Looked up once: this is asked of every child of a township.
_NOT_THERE = frozenset({Presence.NOT_AT_SCHOOL, Presence.NEVER_ENROLLED})


def no_contact(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children out of school whom nobody reached since the offset.

    Counted from the last contact of any purpose that reached somebody, else from the first day of
    the case: a call that nobody answers resets nothing.
    """
    live = child.live
    if live is None or not live.is_open or child.is_gone:
        return
    last = child.last_reached
    # Without any date the child is due from the day its file was opened: never from no day.
    day = max(last, live.since) or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    reason = _out_of_contact(child, live, last, day)
    yield Due(due_on, day, reason, live.dropout.get("id") or "")


def _out_of_contact(child: ChildToday, live: Case, last: str, day: str) -> str:
    """Return in words since when nobody was reached, and how often it was tried."""
    attended = live.dropout.get("last_attended")
    # "~" sorts behind every digit: a contact of the last day at school was before the absence.
    missed = min(f"{attended}~", live.since) if attended else live.since
    if last and last >= missed:
        tried, days = child.attempts(last), child.today.days_since(last)
        if days < 1:
            return "今天联系过" + (f"，此后没有联系上（试过 {tried} 次）" if tried else "")
        again = f"没有联系上（试过 {tried} 次）" if tried else "没有再联系"
        return f"上次联系是 {said_day(last, child.today)}，已 {days} 天{again}"
    tried = child.attempts(missed)
    never = f"联系过 {tried} 次，都没有联系上" if tried else "没有联系记录"
    pause = "，" if tried else ""
    if not live.began:
        return f"不在校，起始日期不详，{never}"
    # Where only the month is known, the days are not.
    known = f"已 {child.today.days_since(day)} 天{pause}" if live.began == live.since else ""
    return f"{said_since(live.began, child.today)}不在校，{known}{never}"


def not_at_school(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children the roster calls absent or never enrolled: 名在人不在 is to be looked into.

    First undated_days after the file began, then the offset after each contact. Answered by any
    dated record or field that says where the child is.
    """
    if child.status not in UNEXPLAINED or child.standing_now.grounds != "mark":
        return
    last = child.last_reached
    marked = max(child.file.student.get("marked_on") or "", child.opened_on)
    begun = child.shifted(marked, rule.undated_days) if marked else ""
    due_on = (child.rule_day(rule, last) if last else begun) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    what = UNEXPLAINED[child.status]
    tried = child.attempts(last)
    asked = f"联系过 {tried} 次，都没有联系上" if tried else "没有联系记录"
    if last:
        vain = f"，此后 {tried} 次没有联系上" if tried else ""
        asked = f"上次联系是 {said_day(last, child.today)}{vain}"
    yield Due(due_on, last or marked, f"{what}，{asked}，尚未查明去向")


def without_case(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children of whom a call said 失联 or 拒绝 (or the like), and nobody opened a case.

    Answered by a case, by a record of where the child is, or by somebody having seen it at school.
    """
    now = child.standing_now
    if now.grounds == "contact":
        yield Due(child.rule_day(rule, now.since), now.since, now.reason)


def _told_out(file: StudentFile) -> bool:
    return any(map(tells_out, file.of("contact")))


def may_be_out(file: StudentFile) -> bool:
    """Tell quickly whether a child could have a case on some day."""
    student = file.student
    return (
        bool(file.of("dropout") or file.of("placement"))
        or student.get("register_status") in FLAGGED
        or student.get("absent_kind") == AbsentKind.SUSPECTED_DROPOUT
    )


def _not_at_school(file: StudentFile) -> bool:
    student = file.student
    return (
        student.get("in_school_status") in _NOT_THERE
        or student.get("register_status") == RegisterStatus.LEFT
    )


TRIGGERS = {
    "without_case": Trigger(_told_out, without_case, STATUS_READS, in_sight=True),
    "no_contact": Trigger(
        may_be_out, no_contact, together(STATUS_READS, OPENED_READS), in_sight=True
    ),
    "not_at_school": Trigger(
        _not_at_school,
        not_at_school,
        together(STATUS_READS, OPENED_READS),
        in_sight=True,
    ),
}
