"""A case that somebody closed without what a closing needs: it goes on until that is made good."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.due_words import said_day


def to_be_closed(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield closings that lack something, with what; answered when nothing is lacking any more."""
    live = child.live
    if live is None or not live.lacking:
        return
    due_on = child.rule_day(rule, live.claimed_on)
    if not child.is_near(rule.key, due_on):
        return
    missing = "、".join(live.lacking)
    reason = f"{said_day(live.claimed_on, child.today)} 登记销号，还缺{missing}"
    yield Due(due_on, live.claimed_on, reason, (live.placement or {}).get("id") or "")


def _was_closed(file: StudentFile) -> bool:
    return any(row.get("closed_on") for row in file.of("placement"))


TRIGGERS = {"to_be_closed": Trigger(_was_closed, to_be_closed, STATUS_READS, in_sight=True)}
