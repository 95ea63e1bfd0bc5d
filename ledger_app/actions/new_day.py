"""Begin the day: a backup first, then statuses and due days as of today."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions import back_up
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import give_back
from ledger_app.store.lists import student_index
from ledger_app.store.safety.backup import Backup


@dataclass(frozen=True)
class DayBegun:
    """Whether the lists moved to another day, the day's backup if one was made, what failed."""

    refreshed: bool
    backup: Backup | None
    problem: LedgerError | None


def begin_day(ledger: Ledger) -> DayBegun:
    """Make the day's first backup and refresh the lists; a failed backup does not stop the day."""
    made, problem = None, None
    try:
        made = back_up.back_up_for_today(ledger)
    except LedgerError as error:
        problem = error
    begun = DayBegun(student_index.bring_up_to_date(ledger), made, problem)
    give_back()
    return begun


def refresh_lists(ledger: Ledger) -> bool:
    """Bring statuses and due days to today; return whether they were of another day."""
    return student_index.bring_up_to_date(ledger)
