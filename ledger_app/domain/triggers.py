"""What makes something due: one function for each kind of event a reminder rule may name.

A trigger takes a child as seen today and a rule, and yields what is due; it leaves out what a
record has already answered. Which answers count is written at each trigger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ledger_app.domain.case import (
    RETURNED_AT_ONCE,
    Case,
    Due,
    contact_day,
    days_between,
    shift,
    short,
)
from ledger_app.domain.dates import term_end
from ledger_app.domain.spells import (
    ABSENT_SUSPECTED,
    FLAGGED_DROPPED,
    FLAGGED_SUSPECTED,
    SpellState,
    as_day,
    days_missed,
    relocation_known_on,
)
from ledger_app.domain.status import ELSEWHERE
from ledger_app.domain.student_file import Row, StudentFile

if TYPE_CHECKING:
    from ledger_app.domain.rules import Rule

# What a rule's sentences may say in {braces}.
WORDS = ("name", "day", "due", "days", "school", "grade", "helper", "teacher", "guardian", "to")

RETURN_VISIT, RELOCATION_VISIT = "4", "5"  # list contact_purpose
NO_RETURN = frozenset({"10", "11", "12"})  # placement: on leave, nothing to follow up at school
HOME_TAUGHT_INSTEAD = "7"  # list relocation_choice: never arrives at a school
FLAGGED = (FLAGGED_SUSPECTED, FLAGGED_DROPPED)
LEFT_BEHIND = ("1", "2")  # list left_behind
FILE_CLOSED = frozenset({"3", "4", "5"})  # list file_status: 已销号, 已移交, 归档
NO_DIFFICULTY = frozenset({"无", "没有", "暂无", "无困难", "-", "—"})


Find = Callable[[Case, "Rule"], Iterator[Due]]


@dataclass(frozen=True)
class Trigger:
    """A kind of event: which files it may concern (a quick test), and what is due in them."""

    concerns: Callable[[StudentFile], bool]
    find: Find


def _due(rule: Rule, day: str) -> str:
    return shift(day, rule.offset_days, rule.unit)


# --- Promises and plans ------------------------------------------------------------------------


def promised_return(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield promises to be back: the promised day, or the day of 当场返校 itself.

    Answered by a return or closing since the promise, by a newer contact with a result on or after
    the promised day, or by a newer promise.
    """
    for index, row in case.promises:
        said_on = contact_day(row)
        at_once = row.get("result") == RETURNED_AT_ONCE
        promised = row.get("promised_on") or (said_on if at_once else "")
        if not promised or not case.is_near(rule.key, due_on := _due(rule, promised)):
            continue
        newer = case.contacts[index + 1 :]
        if any(_answers_promise(each, promised) for each in newer) or _came_back(case, said_on):
            continue
        if case.is_gone:
            return
        words = f"{short(said_on, case.today)} 记为当场返校" if at_once else ""
        words = words or f"承诺 {short(promised, case.today)} 返校"
        tail = "至今未见到校记录" if promised < case.today.text else "请核实是否到校"
        yield Due(due_on, promised, f"{words}，{tail}", row.get("id") or "")


def _answers_promise(newer: Row, promised: str) -> bool:
    if newer.get("promised_on"):
        return True
    return bool(newer.get("result")) and contact_day(newer) >= promised


def _came_back(case: Case, since: str) -> bool:
    days = (row.get(key) for row in case.file.of("placement") for key in _RETURN_DAYS)
    return any(since <= day <= case.today.text for day in days if day)


_RETURN_DAYS = ("returned_on", "closed_on")


def planned_contact(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield planned next contacts (next_on).

    Answered by a newer contact that names its own next day, or one no earlier than early_days
    before the planned day; by a closing after the contact.
    """
    for index, row in case.plans:
        planned = row["next_on"]
        if not case.is_near(rule.key, due_on := _due(rule, planned)):
            continue
        enough = shift(planned, -rule.early_days)
        newer = case.contacts[index + 1 :]
        if any(each.get("next_on") or contact_day(each) >= enough for each in newer):
            continue
        if case.is_gone or _closed_since(case, contact_day(row)):
            return
        plan = f"：{row['next_plan']}" if row.get("next_plan") else ""
        reason = f"计划 {short(planned, case.today)} 再联系，尚无新的联系记录{plan}"
        yield Due(due_on, planned, reason, row.get("id") or "")


def _closed_since(case: Case, day: str) -> bool:
    if case.live or not case.spells:
        return False
    return (case.spells[-1].closed_on or "") >= day


# --- Out of school -----------------------------------------------------------------------------


def no_contact(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield children out of school with whom nobody was in contact since the offset.

    Counted from the last contact of any purpose, else from the first day of the spell.
    """
    live = case.live
    if live is None or not live.is_open or case.is_gone:
        return
    last = contact_day(case.contacts[-1]) if case.contacts else ""
    day = max(last, live.since) or case.opened_on
    due_on = _due(rule, day) or case.today.text
    if not case.is_near(rule.key, due_on):
        return
    said = f"已 {days_between(day, case.today.on)} 天"
    if last and last >= live.since:
        reason = f"上次联系是 {short(last, case.today)}，{said}没有再联系"
    elif live.since:
        reason = f"{short(live.since, case.today)} 起不在校，{said}没有联系记录"
    else:
        reason = "不在校，起始日期不详，没有联系记录"
    yield Due(due_on, day, reason, live.dropout.get("id") or "")


def unreported_absence(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield suspected dropouts not yet reported to the township.

    Answered by reported_township_on or by the confirmation.
    """
    live = case.live
    if live is None or live.state is not SpellState.SUSPECTED or case.is_gone:
        return
    reported = live.dropout.get("reported_township_on")
    if reported and reported <= case.today.text:
        return
    attended = live.dropout.get("last_attended")
    day = attended or live.since or case.opened_on
    due_on = _due(rule, day) or case.today.text
    if not case.is_near(rule.key, due_on):
        return
    start = f"最后到校 {short(attended, case.today)}" if attended else "疑似辍学"
    missed = days_missed(live, case.today.on)
    lost = f"，缺课 {missed} 个上课日" if missed else ""
    yield Due(due_on, day, f"{start}{lost}，未见上报乡镇的记录", live.dropout.get("id") or "")


def after_return(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups after a return.

    Answered by the rule's check field, or by a 巩固回访 no earlier than early_days before the day.
    """
    live = case.live
    if live is None or live.state is not SpellState.RETURNED or case.is_gone:
        return
    first = live.returned_on or ""
    rows = [row for row in case.file.of("placement") if (row.get("returned_on") or "") >= first]
    for row in _in_force(rows, "returned_on", case, rule):
        if row.get("placement") in NO_RETURN:
            continue
        due_on = _due(rule, row["returned_on"])
        if case.visited(RETURN_VISIT, shift(due_on, -rule.early_days)):
            continue
        reason = f"{short(row['returned_on'], case.today)} 复学，未见{rule.label}记录"
        yield Due(due_on, row["returned_on"], reason, row.get("id") or "")


# --- Relocated children ------------------------------------------------------------------------


def after_move(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups after the first day at the receiving school.

    Answered by the rule's check field, or by a 分流回访 no earlier than early_days before the day.
    """
    yield from _after_move(case, rule, lambda day: _due(rule, day))


def term_of_move(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield follow-ups at the end of the term of the move; answered like `after_move`."""
    yield from _after_move(case, rule, lambda day: _due(rule, _term_end(day)))


def _after_move(case: Case, rule: Rule, due: Callable[[str], str]) -> Iterator[Due]:
    for row in _in_force(case.file.of("relocation"), "moved_on", case, rule, due):
        due_on = due(row["moved_on"])
        if case.visited(RELOCATION_VISIT, shift(due_on, -rule.early_days)) or case.is_gone:
            continue
        to = row.get("receiving_school") or "接收学校"
        reason = f"{short(row['moved_on'], case.today)} 到{to}，未见{rule.label}记录"
        yield Due(due_on, row["moved_on"], reason, row.get("id") or "", to)


def not_arrived(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield relocated children without a first day at the receiving school.

    Told in term: offset after the notice (else the parents' signature, the closure, the entry).
    Told from May or in the winter holidays, for the coming term: on its first day.
    """
    for row in _open_relocations(case):
        if _has_passed(row, "moved_on", case) or row.get("choice_type") == HOME_TAUGHT_INSTEAD:
            continue
        known = relocation_known_on(row) or case.file.school.get("closed_on") or _made(row)
        day = known or case.opened_on
        due_on = _expected(day, rule) or case.today.text
        if not case.is_near(rule.key, due_on) or case.is_gone:
            continue
        to = row.get("receiving_school") or ""
        where = f"应到{to}，至今没有到校日期" if to else "原学校撤并，尚未确定接收学校"
        yield Due(due_on, day, where, row.get("id") or "", to or "接收学校")


def open_difficulty(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield difficulties not solved by their day, or undated_days after they became known."""
    for row in _open_relocations(case):
        difficulty = (row.get("difficulty") or "").strip()
        solved = _has_passed(row, "solved_on", case)
        if not difficulty or difficulty in NO_DIFFICULTY or solved:
            continue
        planned = row.get("solve_by_on") or ""
        known = relocation_known_on(row) or _made(row) or case.opened_on
        due_on = _due(rule, planned) if planned else shift(known, rule.undated_days)
        due_on = due_on or case.today.text
        if not case.is_near(rule.key, due_on) or case.is_gone:
            continue
        when = f"应于 {short(planned, case.today)} 办结" if planned else "没有定办结日期"
        solver = f"（责任人 {row['solver']}）" if row.get("solver") else ""
        reason = f"困难“{difficulty[:40]}”{when}，尚未办结{solver}"
        yield Due(due_on, planned or known, reason, row.get("id") or "")


def _in_force(
    rows: Sequence[Row],
    key: str,
    case: Case,
    rule: Rule,
    due: Callable[[str], str] | None = None,
) -> Iterator[Row]:
    """Yield the rows begun by today whose unanswered day is near, and not yet replaced on it."""
    begun = [row for row in rows if _has_passed(row, key, case)]
    for row in begun:
        due_on = due(row[key]) if due else _due(rule, row[key])
        replaced = any(row[key] < other[key] <= due_on for other in begun)
        if case.is_near(rule.key, due_on) and not replaced and not row.get(rule.check):
            yield row


def _open_relocations(case: Case) -> list[Row]:
    """Return the relocations known today, without those an arrival elsewhere has overtaken."""
    rows = [
        row for row in case.file.of("relocation") if relocation_known_on(row) <= case.today.text
    ]
    if len(rows) < 2:
        return rows
    arrived = [row for row in rows if _has_passed(row, "moved_on", case)]
    newest = max((relocation_known_on(row) for row in arrived), default="")
    pending = [row for row in rows if row not in arrived]
    return arrived + [row for row in pending if not arrived or relocation_known_on(row) > newest]


def _has_passed(row: Row, key: str, case: Case) -> bool:
    return "" < (row.get(key) or "") <= case.today.text


def _made(row: Row) -> str:
    return (row.get("created_at") or "")[:10]


@lru_cache(maxsize=2048)
def _term_end(day: str) -> str:
    start = as_day(day)
    return term_end(start).isoformat() if start else day


def _expected(day: str, rule: Rule) -> str:
    """Return the day a child told on `day` should have arrived."""
    month = day[5:7]
    if month in ("05", "06", "07", "08"):
        return f"{day[:4]}-09-01"
    if month in ("01", "02"):
        return f"{day[:4]}-03-01"
    return _due(rule, day)


# --- Left-behind children ----------------------------------------------------------------------


def left_behind(case: Case, rule: Rule) -> Iterator[Due]:
    """Yield left-behind children without any contact since the offset, or since the file began."""
    last = contact_day(case.contacts[-1]) if case.contacts else ""
    day = last or case.opened_on
    due_on = _due(rule, day) or case.today.text
    if not case.is_near(rule.key, due_on) or case.is_gone or case.status == ELSEWHERE:
        return
    if last:
        reason = f"留守儿童，上次联系是 {short(last, case.today)}"
    else:
        reason = "留守儿童，建档以来没有联系记录"
    yield Due(due_on, day, reason)


def _may_be_out(file: StudentFile) -> bool:
    records, student = file.records, file.student
    return (
        bool(records.get("dropout") or records.get("placement"))
        or student.get("register_status") in FLAGGED
        or student.get("absent_kind") == ABSENT_SUSPECTED
    )


def _is_left_behind(file: StudentFile) -> bool:
    student = file.student
    return (
        student.get("left_behind_edu") in LEFT_BEHIND or student.get("left_behind_mca") == "1"
    ) and student.get("file_status") not in FILE_CLOSED


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


def _by_calendar(_: Case, __: Rule) -> Iterator[Due]:
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
    "day_of_month": Trigger(_nobody, _by_calendar),
}
