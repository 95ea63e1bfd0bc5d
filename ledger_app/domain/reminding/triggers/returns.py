"""What is due after a child has come back to school."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import ON_LEAVE, ContactPurpose
from ledger_app.domain.reminding.child_today import ChildToday, Due, in_force
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.cases import CaseState
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day


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
        if row.get("placement") in ON_LEAVE:
            continue
        due_on = child.rule_day(rule, row["returned_on"])
        if child.visited(ContactPurpose.RETURN_VISIT, child.shifted(due_on, -rule.early_days)):
            continue
        reason = f"{said_day(row['returned_on'], child.today)} 复学，未见{rule.label}记录"
        yield Due(due_on, row["returned_on"], reason, row.get("id") or "")


def _was_placed(file: StudentFile) -> bool:
    return bool(file.of("placement"))


TRIGGERS = {"after_return": Trigger(_was_placed, after_return, STATUS_READS, "placement")}
