"""Visits that are to be made in a term: when the next one is due, spread over the term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.child_today import ChildToday, contact_day
from ledger_app.domain.student_file import Row

# Somebody went there: a visit answers a call, no call is a visit.
WENT_THERE = frozenset({ContactMode.AT_HOME, ContactMode.WITH_VILLAGE, ContactMode.AT_WORK})


def visits(child: ChildToday) -> list[Row]:
    """Return the visits that reached somebody, oldest first."""
    return [row for row in child.reached if row.get("mode") in WENT_THERE]


def visit_due(agreed: int, made: Sequence[Row], since: str, on: Day) -> tuple[str, int, int] | None:
    """Return (ISO day the next visit of this term is due, how many are owed, made), None if none.

    Agreed in mid-term, fewer are owed: of four in a term, two where half of it is over. Example:
    four from 1 September to 31 January are due on 9 October, 16 November, 24 December, 31 January.
    """
    begins = on.term_begins
    ends = on.calendar.term_end(begins)
    start = max(begins, as_day(since) or begins)
    if agreed < 1 or start >= ends:
        return None
    owed = max(1, round(agreed * (ends - start).days / (ends - begins).days))
    first = start.isoformat()
    days = {contact_day(row) for row in made if contact_day(row) >= first}
    if len(days) >= owed:
        return None
    share = ceil((len(days) + 1) * (ends - start).days / owed)
    return (start + timedelta(days=share)).isoformat(), owed, len(days)
