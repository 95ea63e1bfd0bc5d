"""What is due about children of schools that close: a place, and the register that follows."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import RelocationChoice
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.closed_school import (
    CLOSED_READS,
    closing_day,
    concerns_closing,
    last_move,
    unplaced_from,
)
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day


def not_placed(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children whose school closes, or the one they were to go to, without a place.

    Due early_days before the closing; where nobody wrote its day, since the file began.
    """
    file, today = child.file, child.today
    name = unplaced_from(file, today)
    if name is None:
        return
    own = name == (file.school.get("name") or "")
    closed = closing_day(file.school if own else file.schools[name]) or ""
    begun = child.shifted(closed, -rule.early_days) or child.opened_on or today.text
    due_on = child.rule_day(rule, begun)
    if not child.is_near(rule.key, due_on) or child.is_gone:
        return
    school = f"就读学校{name}" if own else f"接收学校{name}"
    past = "已撤并" if not closed or closed <= today.text else "将撤并"
    when = f" {said_day(closed, today)} " if closed else ""
    lacks = "还没有登记分流安置" if own else "要重新安置"
    row = None if own else last_move(file, today)
    pending = row is not None and not child.has_passed(row, "moved_on")
    record = (row or {}).get("id") or "" if pending else ""
    yield Due(due_on, closed or due_on, f"{school}{when}{past}，{lacks}", record)


def register_not_moved(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children who are at the new school while their register is at the old one.

    Only of the newest arrival: with a later one the register goes there.
    """
    arrived = [
        row
        for row in child.file.of("relocation")
        if child.has_passed(row, "moved_on")
        and row.get("choice_type") != RelocationChoice.HOME_TAUGHT
    ]
    if not arrived:
        return
    row = max(arrived, key=lambda each: each["moved_on"])
    due_on = child.rule_day(rule, row["moved_on"])
    if (
        child.has_passed(row, "register_moved_on")
        or not child.is_near(rule.key, due_on)
        or child.is_gone
    ):
        return
    to = row.get("receiving_school") or "接收学校"
    reason = f"{said_day(row['moved_on'], child.today)} 到{to}，学籍还没有转接"
    yield Due(due_on, row["moved_on"], reason, row.get("id") or "", to)


def _was_relocated(file: StudentFile) -> bool:
    return bool(file.of("relocation"))


TRIGGERS = {
    "closed_school": Trigger(
        concerns_closing, not_placed, together(STATUS_READS, OPENED_READS, CLOSED_READS)
    ),
    "register_not_moved": Trigger(_was_relocated, register_not_moved, STATUS_READS),
}
