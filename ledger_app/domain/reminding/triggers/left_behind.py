"""Left-behind children whom nobody has been in contact with."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import (
    OPENED_READS,
    ChildToday,
    Due,
)
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.telling.due_words import said_day
from ledger_app.domain.telling.left_behind import FOLLOWED_READS, is_followed, may_be_followed

# With its parents, or under somebody else's care.
AWAY = frozenset({StatusCode.ELSEWHERE, StatusCode.VERIFIED_ELSEWHERE, StatusCode.SPECIAL_SCHOOL})


def left_behind(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield left-behind children whom nobody reached since the offset, or since the file began.

    By either definition of the file (学籍、民政), or because a concern says so.
    """
    last = child.last_reached
    day = last or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if not child.is_near(rule.key, due_on) or not is_followed(child.file, child.today):
        return
    if child.is_gone or child.status in AWAY:
        return
    attempts = child.attempts(last)
    if last:
        tried = f"，此后 {attempts} 次没有联系上" if attempts else ""
        reason = f"留守儿童，上次联系是 {said_day(last, child.today)}{tried}"
    elif attempts:
        reason = f"留守儿童，建档以来联系过 {attempts} 次，都没有联系上"
    else:
        reason = "留守儿童，建档以来没有联系记录"
    yield Due(due_on, day, reason)


TRIGGERS = {
    "left_behind": Trigger(
        may_be_followed,
        left_behind,
        together(
            STATUS_READS,
            OPENED_READS,
            FOLLOWED_READS,
        ),
    )
}
