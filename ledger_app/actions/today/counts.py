"""How much is overdue, due today and near: one number for the side bar, the head and the shell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger_app.actions import due_list
from ledger_app.domain.reminding.reminders import Reminder, one_line_each
from ledger_app.domain.telling.due_words import LATER, OVERDUE, SOON, TODAY, due_group
from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class Counts:
    """Lines by state: one a child and topic, those in folds each for itself."""

    overdue: int
    today: int
    soon: int
    later: int

    @property
    def due(self) -> int:
        """Return what is to be done by tonight: overdue and today."""
        return self.overdue + self.today

    def of(self, state: str) -> int:
        """Return the count of one state."""
        return {OVERDUE: self.overdue, TODAY: self.today, SOON: self.soon}.get(state, self.later)


def counted(lines: Iterable[Reminder]) -> Counts:
    """Count lines as `one_line_each` returns them."""
    found = dict.fromkeys((OVERDUE, TODAY, SOON, LATER), 0)
    for line in lines:
        found[due_group(line.days)] += 1
    return Counts(*found.values())


def count(ledger: Ledger) -> Counts:
    """Count today's lines without reading who the children are."""
    return counted(one_line_each(due_list.due(ledger)))
