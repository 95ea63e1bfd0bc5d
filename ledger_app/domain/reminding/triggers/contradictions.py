"""What a child's file says against itself is due until one of the two facts is mended."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.checking.contradiction import Contradiction, Spot
from ledger_app.domain.checking.contradictions import (
    CONTRADICTION_READS,
    contradictions,
    may_contradict,
)
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger


def contradictory(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield each contradiction of a child, since the day on which it began to be one."""
    for each in contradictions(child.file, child.today, lambda: child.cases):
        due_on = child.rule_day(rule, each.day) or child.today.text
        if child.is_near(rule.key, due_on):
            place = _written_at(each)
            yield Due(
                due_on, each.day, each.text, place.record, opens=place.table, fills=place.field
            )


def _written_at(found: Contradiction) -> Spot:
    """Return the place that a form shows: a record of the child, else the child's own row."""
    both = (found.first, found.second)
    records = (place for place in both if place.record and TABLES[place.table].tab)
    return next(records, next((place for place in both if place.table == STUDENT.key), found.first))


TRIGGERS = {
    "contradiction": Trigger(may_contradict, contradictory, CONTRADICTION_READS, of_anybody=True)
}
