"""The absence ladder: same day, 1, 2, 3 school days, one week, ten school days (domain.md §5.2).

Days are counted from the first day that nobody excused. Each step is answered by what it asks for;
an absence of which every step was answered still comes back on each school day until it is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import YES, RegisterStatus
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import ChildToday, Due, contact_day
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.absence import may_be_out
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.reminding.visits_owed import visits
from ledger_app.domain.standing.absences import (
    NO_END,
    Missing,
    last_school_day,
    last_seen_at_school,
)
from ledger_app.domain.standing.cases import Case, CaseState, days_missed
from ledger_app.domain.standing.reached import REACHED_READS
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_day, said_since

FLAGGED = frozenset({RegisterStatus.FLAGGED_SUSPECTED, RegisterStatus.FLAGGED_DROPPED})


def missing_called(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences nobody excused and of which nobody has reached the family.

    Answered by a call or visit that reached somebody since, or by 首次联系时间.
    """
    if away := _unexcused(child):
        since = away.unexcused_from
        noted = any(row.get("contacted_at") or row.get("home_visit_on") for row in away.rows)
        if not noted and not any(contact_day(row) >= since for row in child.reached):
            yield _step(child, rule, away, "还没有联系上监护人")


def missing_visited(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences nobody excused and of which nobody visited the family since the rule's day."""
    if away := _unexcused(child):
        since = child.shifted(_step_day(child, rule, away), -rule.early_days)
        noted = any((row.get("home_visit_on") or "") >= since for row in away.rows)
        if not noted and not any(contact_day(row) >= since for row in visits(child)):
            yield _step(child, rule, away, "还没有家访记录")


def missing_suspected(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences nobody excused that are to become a suspected dropout.

    Answered by a case of it alone; the new record comes filled.
    """
    if away := _unexcused(child):
        yield _step(child, rule, away, "还没有登记疑似辍学", suspicion(child, away))


def not_flagged(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences and cases that are not marked in the national register.

    Answered by the mark there (学籍状态), or by its day in the case.
    """
    if child.file.student.get("register_status") in FLAGGED or child.is_gone:
        return
    if away := _unexcused(child):
        due_on = child.rule_day(rule, away.unexcused_from)
        if child.is_near(rule.key, due_on):
            reason = f"{_since(child, away)}，学籍系统还没有标注疑似辍学"
            yield Due(due_on, away.unexcused_from, reason, presets=suspicion(child, away))
    elif (live := _open_case(child)) and not child.has_passed(live.dropout, "registry_flagged_on"):
        attended = live.dropout.get("last_attended") or ""
        day = child.shifted(attended, 1, rule.unit) or live.since or child.opened_on
        due_on = child.rule_day(rule, day) or child.today.text
        if child.is_near(rule.key, due_on):
            reason = f"{_case_since(child, live)}，学籍系统还没有标注"
            yield Due(due_on, day, reason, live.dropout.get("id") or "")


def not_confirmed(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences and suspected cases that are to be confirmed; answered by the confirmation."""
    if away := _unexcused(child):
        due_on = _step_day(child, rule, away)
        if child.is_near(rule.key, due_on):
            reason = f"{_since(child, away)}，还没有认定辍学"
            yield Due(due_on, away.unexcused_from, reason, presets=suspicion(child, away))
    elif (live := _open_case(child)) and live.state is CaseState.SUSPECTED and not child.is_gone:
        day = live.dropout.get("last_attended") or live.since or child.opened_on
        due_on = child.rule_day(rule, day) or child.today.text
        if child.is_near(rule.key, due_on):
            reason = f"{_case_since(child, live)}，劝返后仍未返校，还没有认定辍学"
            yield Due(due_on, day, reason, live.dropout.get("id") or "")


def village_asked(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield open cases that persuasion did not end: the village is to help.

    Counted from the first persuasion. Answered by the report to the township, or by a visit
    together with the village (集体家访) since then.
    """
    live = _open_case(child)
    if live is None or not live.persuasions or child.is_gone:
        return
    if child.has_passed(live.dropout, "reported_township_on"):
        return
    day = contact_day(live.persuasions[0])
    due_on = child.rule_day(rule, day)
    together_on = (
        contact_day(row) for row in child.contacts if row.get("mode") == ContactMode.WITH_VILLAGE
    )
    if child.is_near(rule.key, due_on) and not any(each >= day for each in together_on):
        reason = f"{said_since(day, child.today)}劝返，至今没有返校，还没有请村里协助"
        yield Due(due_on, day, reason, live.dropout.get("id") or "")


def still_missing(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield absences nobody excused, on the school day after the last contact: it never goes quiet.

    Answered only by what ends the absence.
    """
    if away := _unexcused(child):
        last = child.last_reached
        day = max(last, away.unexcused_from)
        if child.is_near(rule.key, due_on := child.rule_day(rule, day)):
            asked = f"，上次联系是 {said_day(last, child.today)}" if last == day else ""
            yield Due(due_on, day, f"{_since(child, away)}{asked}，还没有到校")


def leave_over(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield excused absences: on the school day after the last one that was asked for.

    Without an end undated_days after the first day. Answered by being seen at school since, or by
    an absence that follows.
    """
    away = child.missing
    if away is None or not away.excused_to:
        return
    first, last = said_since(away.from_on, child.today), away.excused_to
    if last == NO_END:
        due_on = child.shifted(away.from_on, rule.undated_days, rule.unit) or child.today.text
        reason = f"{first}请假（{_reason(away.row)}），没有写到哪一天"
    else:
        due_on = child.rule_day(rule, last)
        reason = f"{first}请假（{_reason(away.row)}）到 {said_day(last, child.today)}"
        reason += "，还没有见到孩子到校" if last < child.today.text else "，到期后核实是否到校"
    if child.is_near(rule.key, due_on):
        yield Due(due_on, away.from_on, reason)


def seen_in_case(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children that were seen at school while their case is open; answered by the return."""
    live = _open_case(child)
    if live is None or child.is_gone:
        return
    seen = last_seen_at_school(child.file, child.today)
    if seen > live.since and child.is_near(rule.key, due_on := child.rule_day(rule, seen)):
        reason = f"{said_day(seen, child.today)} 在校见到，个案还没有登记复学"
        yield Due(due_on, seen, reason, presets={"returned_on": seen})


def suspicion(child: ChildToday, away: Missing) -> dict[str, str]:
    """Return the first values of the dropout record that an absence becomes."""
    attended = last_school_day(away.from_on, child.today.calendar)
    known = {
        "is_suspected": YES,
        "suspected_on": child.today.text,
        "last_attended": attended,
        "dropout_ym": away.from_on[:7],
        "dropout_grade": child.file.student.get("grade") or "",
    }
    return {key: value for key, value in known.items() if value}


def _unexcused(child: ChildToday) -> Missing | None:
    away = child.missing
    return None if away is None or away.is_excused else away


def _open_case(child: ChildToday) -> Case | None:
    return child.live if child.live and child.live.is_open else None


def _step(
    child: ChildToday, rule: Rule, away: Missing, lacks: str, presets: dict[str, str] | None = None
) -> Due:
    due_on, day = _step_day(child, rule, away), away.unexcused_from
    return Due(due_on, day, f"{_since(child, away)}，{lacks}", presets=presets or {})


def _step_day(child: ChildToday, rule: Rule, away: Missing) -> str:
    """Return the day a step is due: the offset-th school day that is missed."""
    return away.missed_on(rule.offset_days, child.today.calendar)


def _since(child: ChildToday, away: Missing) -> str:
    missed, reason = away.missed(child.today), _reason(away.row)
    what = f"缺课 {missed} 个上课日" if missed else "缺勤"
    first = said_since(away.from_on, child.today)
    if away.excused_to:
        return f"{first}请假（{reason}）到 {said_day(away.excused_to, child.today)}、之后{what}"
    return f"{first}{what}（{reason}）"


def _case_since(child: ChildToday, case: Case) -> str:
    missed = days_missed(case, child.today)
    began = said_since(case.began, child.today) if case.began else ""
    return f"{began}疑似辍学" + (f"、缺课 {missed} 个上课日" if missed else "")


def _reason(row: Row) -> str:
    given = row.get("reason_given")
    return code_list("absence_reason").name_of(given) if given else "原因不明"


def _was_absent(file: StudentFile) -> bool:
    return bool(file.of("absence"))


def _absent_or_out(file: StudentFile) -> bool:
    return _was_absent(file) or may_be_out(file)


_AWAY_READS = together(STATUS_READS, {"absence": ("reason_given",)})
_VISIT_READS = together(_AWAY_READS, REACHED_READS, {"absence": ("home_visit_on",)})
_CALL_READS = together(_VISIT_READS, {"absence": ("contacted_at",)})
_SUSPICION_READS: Reads = {"student": ("grade",)}
_CASE_READS: Reads = {"student": ("opened_on", "created_at"), "dropout": ("registry_flagged_on",)}
TRIGGERS = {
    "missing_called": Trigger(_was_absent, missing_called, _CALL_READS),
    "missing_visited": Trigger(_was_absent, missing_visited, _VISIT_READS),
    "missing_suspected": Trigger(
        _was_absent, missing_suspected, together(_AWAY_READS, _SUSPICION_READS)
    ),
    "not_flagged": Trigger(
        _absent_or_out, not_flagged, together(_AWAY_READS, _SUSPICION_READS, _CASE_READS)
    ),
    "not_confirmed": Trigger(
        _absent_or_out,
        not_confirmed,
        together(_AWAY_READS, _SUSPICION_READS, {"student": ("opened_on", "created_at")}),
    ),
    "village_asked": Trigger(
        may_be_out,
        village_asked,
        together(STATUS_READS, {"contact": ("mode",), "dropout": ("reported_township_on",)}),
    ),
    "still_missing": Trigger(
        _was_absent, still_missing, together(_AWAY_READS, REACHED_READS), in_sight=True
    ),
    "leave_over": Trigger(_was_absent, leave_over, _AWAY_READS, in_sight=True),
    "seen_in_case": Trigger(may_be_out, seen_in_case, STATUS_READS),
}
