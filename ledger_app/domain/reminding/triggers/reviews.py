"""States that last: on the day of their review somebody looks, or the line stays.

A state from a record asks even where the child has been seen since: then its end is to be written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import RegisterStatus, StatusCode
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.lasting_states.lasting import LASTING_READS, Lasting, may_last
from ledger_app.domain.standing.lasting_states.lasting_state import AWAY, ON_LEAVE, first_day
from ledger_app.domain.standing.lasting_states.review_days import transfer_review
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.due_words import said_since

AT_HOME = frozenset({StatusCode.HOME_TAUGHT})
MOVING = frozenset({StatusCode.TRANSFERRING})


def leave_review(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield 休学, 缓学, 免学 whose end or review is near.

    Answered by the day of the return, or by a new approval that goes on from its end.
    """
    state = _due_state(child, rule, ON_LEAVE)
    if state and not (state.review_on > child.today.text and _goes_on(child, state)):
        yield _review(child, rule, state, "没有复学或续批记录")


def elsewhere_review(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children taught elsewhere or in a special school, whose verification is not of now.

    Answered by proof with its day.
    """
    state = _due_state(child, rule, AWAY)
    if state:
        yield _review(child, rule, state, "没有新的核实")


def home_teaching(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children taught at home to whom nobody came since; answered by a visit."""
    state = _due_state(child, rule, AT_HOME)
    if state:
        due_on = child.rule_day(rule, state.review_on)
        # Each visit is a record of its own: the last one is not opened again.
        yield Due(due_on, state.confirmed_on or state.since, state.reason)


def register_transfer(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield transfers of the register that one of the schools has not done in its ten working days.

    Answered by the day the transfer was completed.
    """
    state = _due_state(child, rule, MOVING)
    if state:
        yield _review(child, rule, state, "还没有办结")
    if child.is_gone:
        return
    for row in child.file.of("register_change"):
        if row.get("kind") == RegisterChange.IN and not child.has_passed(row, "completed_on"):
            yield from _coming_in(child, rule, row)
    if child.file.student.get("register_status") == RegisterStatus.MOVING_IN:
        yield from _marked_coming_in(child, rule)


def _due_state(child: ChildToday, rule: Rule, codes: Collection[str]) -> Lasting | None:
    """Return the state of today if it is one of these and its day is near."""
    state = child.lasting
    if state is None or state.code not in codes or _is_elsewhere_settled(child, state):
        return None
    return state if child.is_near(rule.key, child.rule_day(rule, state.review_on)) else None


def _is_elsewhere_settled(child: ChildToday, state: Lasting) -> bool:
    """Tell whether something else says where the child stands: gone, a case, evidence."""
    if state.by_mark and state.code not in MOVING:  # a transfer is owed to the end
        return child.status != state.code
    return child.is_gone or (child.live is not None and child.live.is_open)


def _review(child: ChildToday, rule: Rule, state: Lasting, missing: str) -> Due:
    due_on = child.rule_day(rule, state.review_on)
    past = state.review_on <= child.today.text and not state.by_mark
    reason = f"{state.reason}；{missing}" if past else state.reason
    record = state.record if state.table == rule.opens else ""
    return Due(due_on, state.review_on, reason, record)


def _goes_on(child: ChildToday, state: Lasting) -> bool:
    """Tell whether a leave is approved already that begins when this one ends."""
    latest = child.shifted(state.review_on, 1)
    return any(
        state.since < (row.get("from_on") or "") <= latest and child.has_passed(row, "approved_on")
        for row in child.file.of("leave")
    )


def _coming_in(child: ChildToday, rule: Rule, row: Row) -> Iterator[Due]:
    since = first_day(row, "applied_on", "changed_on", "accepted_on")
    step = row["accepted_on"] if child.has_passed(row, "accepted_on") else since
    due_on = child.rule_day(rule, transfer_review(step, child.today))
    if since <= child.today.text and child.is_near(rule.key, due_on):
        reason = f"{said_since(since, child.today)}办转入，学籍还没有转接办结"
        yield Due(due_on, since, reason, row.get("id") or "")


def _marked_coming_in(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield what only 学籍状态 says; a record of the transfer asks for itself."""
    if any(row.get("kind") == RegisterChange.IN for row in child.file.of("register_change")):
        return
    day = child.file.student.get("marked_on") or child.opened_on
    due_on = child.rule_day(rule, transfer_review(day, child.today, sides=2))
    if day <= child.today.text and child.is_near(rule.key, due_on):
        since = said_since(day, child.today) if day else ""
        yield Due(due_on, day, f"{since}学籍状态是转入中，没有学籍异动记录")


def _may_transfer(file: StudentFile) -> bool:
    return file.student.get("register_status") == RegisterStatus.MOVING_IN or may_last(file)


_READS = together(STATUS_READS, LASTING_READS)
TRIGGERS = {
    "leave_review": Trigger(may_last, leave_review, _READS),
    "elsewhere_review": Trigger(may_last, elsewhere_review, _READS),
    "home_teaching": Trigger(may_last, home_teaching, _READS),
    "register_transfer": Trigger(_may_transfer, register_transfer, _READS),
}
