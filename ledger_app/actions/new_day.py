"""Begin the day: a backup first, then statuses and due days as of today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger_app.actions import back_up
from ledger_app.actions.today import first_look
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.connection import NotWritten, in_words
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import give_back
from ledger_app.store.lists import student_index
from ledger_app.store.safety.backup import Backup


@dataclass(frozen=True)
class DayBegun:
    """Whether lists were worked out anew, the day's backup if one was made, why either failed."""

    refreshed: bool
    backup: Backup | None
    problem: LedgerError | None
    lists_problem: LedgerError | None = None
    note: LedgerError | None = None  # what is to be said of the new lists, once


class OldLists(LedgerError):
    """The disk did not take the new lists: the old ones go on to be of use."""


def begin_day(ledger: Ledger, tell: Callable[[int, int], None] | None = None) -> DayBegun:
    """Make the day's first backup and refresh the lists; neither failure stops the day."""
    made, problem, refreshed, lists_problem = None, None, False, None
    if ledger.refusal:
        return DayBegun(False, None, None)  # said when it was opened
    try:
        made = back_up.back_up_for_today(ledger)
    except LedgerError as error:
        problem = error
    try:
        refreshed = refresh_lists(ledger, tell)
    except OldLists as error:
        lists_problem = error
    note = first_look.take_note(ledger) if lists_problem is None else None
    give_back()
    return DayBegun(refreshed, made, problem, lists_problem, note)


def refresh_lists(ledger: Ledger, tell: Callable[[int, int], None] | None = None) -> bool:
    """Bring lists to today and to this program; return whether they were not, or raise OldLists.

    `tell` hears how many children are done, of how many.
    """
    try:
        with in_words(ledger.path):
            return student_index.bring_up_to_date(ledger, tell)
    except NotWritten as error:
        raise OldLists(
            f"名单没有更新，里面的状态和提醒可能是以前的。{error.message}", error.hint
        ) from error
