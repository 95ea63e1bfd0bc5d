"""What makes something due: one function for each kind of event a reminder rule may name.

A trigger takes a child as seen today and a rule, and yields what is due; it leaves out what a
record has already answered. Which answers count is written at each trigger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger_app.domain.reminding.child_today import (
    RETURNED_AT_ONCE,
    ChildToday,
    Due,
    contact_day,
    days_between,
    in_force,
    rule_day,
    shift,
    short,
)
from ledger_app.domain.reminding.move_triggers import (
    after_move,
    not_arrived,
    open_difficulty,
    term_of_move,
)
from ledger_app.domain.standing.cases import (
    ABSENT_SUSPECTED,
    FLAGGED_DROPPED,
    FLAGGED_SUSPECTED,
    CaseState,
    days_missed,
)
from ledger_app.domain.standing.status import ABSENT, ELSEWHERE, NOT_AT_SCHOOL, NOT_ENROLLED
from ledger_app.domain.student_file import Row, StudentFile

if TYPE_CHECKING:
    from ledger_app.domain.reminding.rule_files import Rule

# What a rule's sentences may say in {braces}.
WORDS = (
    "name", "day", "due", "days", "school", "grade",
    "helper", "mentor", "solver", "teacher", "guardian", "to",
)  # fmt: skip

RETURN_VISIT = "4"  # list contact_purpose
NO_RETURN = frozenset({"10", "11", "12"})  # placement: on leave, nothing to follow up at school
FLAGGED = (FLAGGED_SUSPECTED, FLAGGED_DROPPED)
LEFT_BEHIND = ("1", "2")  # list left_behind
LEFT_BEHIND_CATEGORY = "left_behind"  # list risk_category
# Statuses that say that a child is not at school, but not where it is.
UNEXPLAINED = {
    ABSENT: "在籍不在校（请假）",
    NOT_AT_SCHOOL: "在籍不在校",
    NOT_ENROLLED: "无籍未入学",
}
NOT_OF_SCHOOL_AGE = ("0", "10")  # list grade: before and after compulsory school
FILE_CLOSED = frozenset({"3", "4", "5"})  # list file_status: 已销号, 已移交, 归档


Find = Callable[[ChildToday, "Rule"], Iterator[Due]]


@dataclass(frozen=True)
class Trigger:
    """A kind of event: which files it may concern (a quick test), and what is due in them."""

    concerns: Callable[[StudentFile], bool]
    find: Find


# --- Promises and plans ------------------------------------------------------------------------


def promised_return(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield promises to be back: the promised day, or the day of 当场返校 itself.

    Answered by a return or closing since the promise, by a newer contact with a result on or after
    the promised day, or by a newer promise.
    """
    for index, row in child.promises:
        said_on = contact_day(row)
        at_once = row.get("result") == RETURNED_AT_ONCE
        promised = row.get("promised_on") or (said_on if at_once else "")
        if not promised or not child.is_near(rule.key, due_on := rule_day(rule, promised)):
            continue
        newer = child.contacts[index + 1 :]
        back = _came_back(child, min(said_on, promised))
        if back or any(_answers_promise(each, promised) for each in newer):
            continue
        if not row.get("promised_on") and child.is_back:
            continue  # 当场返校 of a child who is back
        if child.is_gone:
            return
        words = f"{short(said_on, child.today)} 记为当场返校" if at_once else ""
        words = words or f"承诺 {short(promised, child.today)} 返校"
        tail = "至今未见到校记录" if promised < child.today.text else "请核实是否到校"
        yield Due(due_on, promised, f"{words}，{tail}", row.get("id") or "")


def _answers_promise(newer: Row, promised: str) -> bool:
    if newer.get("promised_on"):
        return True
    return bool(newer.get("result")) and contact_day(newer) >= promised


def _came_back(child: ChildToday, since: str) -> bool:
    days = (row.get(key) for row in child.file.of("placement") for key in _RETURN_DAYS)
    return any(since <= day <= child.today.text for day in days if day)


_RETURN_DAYS = ("returned_on", "closed_on")


def planned_contact(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield planned next contacts (next_on).

    Answered by a newer contact that names its own next day, or one no earlier than early_days
    before the planned day; by a closing after the contact.
    """
    for index, row in child.plans:
        planned = row["next_on"]
        if not child.is_near(rule.key, due_on := rule_day(rule, planned)):
            continue
        enough = shift(planned, -rule.early_days)
        newer = child.contacts[index + 1 :]
        if any(each.get("next_on") or contact_day(each) >= enough for each in newer):
            continue
        if child.is_gone or _closed_since(child, contact_day(row)):
            return
        plan = f"：{row['next_plan']}" if row.get("next_plan") else ""
        reason = f"计划 {short(planned, child.today)} 再联系，尚无新的联系记录{plan}"
        yield Due(due_on, planned, reason, row.get("id") or "")


def _closed_since(child: ChildToday, day: str) -> bool:
    if child.live or not child.cases:
        return False
    return (child.cases[-1].closed_on or "") >= day


# --- Out of school -----------------------------------------------------------------------------


def no_contact(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children out of school with whom nobody was in contact since the offset.

    Counted from the last contact of any purpose, else from the first day of the case.
    """
    live = child.live
    if live is None or not live.is_open or child.is_gone:
        return
    last = contact_day(child.contacts[-1]) if child.contacts else ""
    day = max(last, live.since) or child.opened_on
    due_on = rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    attended = live.dropout.get("last_attended")
    missed = min(f"{attended}~", live.since) if attended else live.since
    if last and last >= missed:
        days = days_between(last, child.today.on)
        reason = f"上次联系是 {short(last, child.today)}，已 {days} 天没有再联系"
    elif live.began:
        # Where only the month is known, the days are not.
        known = f"已 {days_between(day, child.today.on)} 天" if live.began == live.since else ""
        begun = f"{short(live.began, child.today)} ".replace("月 ", "月")
        reason = f"{begun}起不在校，{known}没有联系记录"
    else:
        reason = "不在校，起始日期不详，没有联系记录"
    yield Due(due_on, day, reason, live.dropout.get("id") or "")


def unreported_absence(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield suspected dropouts not yet reported to the township.

    Answered by reported_township_on or by the confirmation.
    """
    live = child.live
    if live is None or live.state is not CaseState.SUSPECTED or child.is_gone:
        return
    reported = live.dropout.get("reported_township_on")
    if reported and reported <= child.today.text:
        return
    attended = live.dropout.get("last_attended")
    day = attended or live.since or child.opened_on
    due_on = rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    start = f"最后到校 {short(attended, child.today)}" if attended else "疑似辍学"
    missed = days_missed(live, child.today.on)
    lost = f"，缺课 {missed} 个上课日" if missed else ""
    yield Due(due_on, day, f"{start}{lost}，未见上报乡镇的记录", live.dropout.get("id") or "")


def after_return(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups after a return.

    Answered by the rule's check field, or by a 巩固回访 no earlier than early_days before the day.
    """
    live = child.live
    if live is None or live.state is not CaseState.RETURNED or child.is_gone:
        return
    first = live.returned_on or ""
    rows = [row for row in child.file.of("placement") if (row.get("returned_on") or "") >= first]
    for row in in_force(rows, "returned_on", child, rule):
        if row.get("placement") in NO_RETURN:
            continue
        due_on = rule_day(rule, row["returned_on"])
        if child.visited(RETURN_VISIT, shift(due_on, -rule.early_days)):
            continue
        reason = f"{short(row['returned_on'], child.today)} 复学，未见{rule.label}记录"
        yield Due(due_on, row["returned_on"], reason, row.get("id") or "")


# --- Left-behind children ----------------------------------------------------------------------


def left_behind(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield left-behind children without any contact since the offset, or since the file began.

    By either definition of the file (学籍、民政), or because a concern says so.
    """
    if not _has_left_behind_flag(child.file) and not _left_behind_concern(child):
        return
    last = contact_day(child.contacts[-1]) if child.contacts else ""
    day = last or child.opened_on
    due_on = rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on) or child.is_gone or child.status == ELSEWHERE:
        return
    if last:
        reason = f"留守儿童，上次联系是 {short(last, child.today)}"
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


# --- Not at school, and nobody says why ----------------------------------------------------------


def not_at_school(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children the roster calls absent or never enrolled: 名在人不在 is to be looked into.

    First undated_days after the file began, then the offset after each contact. Answered by any
    dated record or field that says where the child is.
    """
    if child.status not in UNEXPLAINED or child.is_gone:
        return
    last = contact_day(child.contacts[-1]) if child.contacts else ""
    begun = shift(child.opened_on, rule.undated_days) if child.opened_on else ""
    due_on = (rule_day(rule, last) if last else begun) or child.today.text
    if not child.is_near(rule.key, due_on):
        return
    what = UNEXPLAINED[child.status]
    asked = f"上次联系是 {short(last, child.today)}" if last else "没有联系记录"
    yield Due(due_on, last or child.opened_on, f"{what}，{asked}，尚未查明去向")


def _not_at_school(file: StudentFile) -> bool:
    student = file.student
    return (
        student.get("in_school_status") in ("2", "4") or student.get("register_status") == "7"
    ) and (
        student.get("grade") not in NOT_OF_SCHOOL_AGE
        and student.get("file_status") not in FILE_CLOSED
    )


def _may_be_out(file: StudentFile) -> bool:
    records, student = file.records, file.student
    return (
        bool(records.get("dropout") or records.get("placement"))
        or student.get("register_status") in FLAGGED
        or student.get("absent_kind") == ABSENT_SUSPECTED
    )


def _has_left_behind_flag(file: StudentFile) -> bool:
    student = file.student
    return student.get("left_behind_edu") in LEFT_BEHIND or student.get("left_behind_mca") == "1"


def _is_left_behind(file: StudentFile) -> bool:
    if not _has_left_behind_flag(file) and not any(
        LEFT_BEHIND_CATEGORY in (row.get("risk_categories") or "")
        for row in file.records.get("concern") or ()
    ):
        return False
    return file.student.get("file_status") not in FILE_CLOSED


def _was_contacted(file: StudentFile) -> bool:
    return bool(file.records.get("contact"))


def _was_placed(file: StudentFile) -> bool:
    return bool(file.records.get("placement"))


def _was_relocated(file: StudentFile) -> bool:
    return bool(file.records.get("relocation")) and (
        file.student.get("file_status") not in FILE_CLOSED
    )


def _nobody(_: StudentFile) -> bool:
    return False


def _by_calendar(_: ChildToday, __: Rule) -> Iterator[Due]:
    """Yield nothing for a child: the calendar is asked once, in domain/reminders.py."""
    return iter(())


TRIGGERS: dict[str, Trigger] = {
    "promised_return": Trigger(_was_contacted, promised_return),
    "planned_contact": Trigger(_was_contacted, planned_contact),
    "no_contact": Trigger(_may_be_out, no_contact),
    "unreported_absence": Trigger(_may_be_out, unreported_absence),
    "after_return": Trigger(_was_placed, after_return),
    "after_move": Trigger(_was_relocated, after_move),
    "term_of_move": Trigger(_was_relocated, term_of_move),
    "not_arrived": Trigger(_was_relocated, not_arrived),
    "open_difficulty": Trigger(_was_relocated, open_difficulty),
    "left_behind": Trigger(_is_left_behind, left_behind),
    "not_at_school": Trigger(_not_at_school, not_at_school),
    "day_of_month": Trigger(_nobody, _by_calendar),
}
