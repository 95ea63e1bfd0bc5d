"""Children of whom nothing positive is known: each has a line until somebody has looked."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.domain.reads import together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.name_lists import MARKED, NOT_LISTED, unanswered
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import STATUS_READS
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.unlisted import is_marked


def unverified(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield every child that is 未核实, from the day it is.

    Due the offset after the term began, the file was opened, or the evidence was lost.
    """
    now = child.standing_now
    if now.standing is not Standing.UNVERIFIED:
        return
    # The list that leaves the child out asks about it in a line of its own, unless that is off.
    keys = {MARKED if is_marked(row) else NOT_LISTED for row in unanswered(child)}
    if keys & child.horizons.keys():
        return
    begun = max(now.since, child.today.term_begins.isoformat(), child.opened_on)
    yield Due(child.rule_day(rule, begun), begun, now.reason)


def _anybody(_: StudentFile) -> bool:
    return True


TRIGGERS = {
    "unverified": Trigger(
        _anybody,
        unverified,
        together(STATUS_READS, OPENED_READS),
        of_anybody=True,
        in_sight=True,
    )
}
