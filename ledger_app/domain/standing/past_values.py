"""What a record said on a past day: the rule by which ledgers as of a day are filled.

1. What has a date of its own counts by that date, as it is known now: a contact that was entered
   late stands where it happened, a date that was mistyped is taken as mended.
2. Everything else (a risk level, a telephone, a name …) is as the log had it at the end of the day;
   of a record or file entered only later, as at the end of the day on which it was entered.
3. What belongs to a date (the opinion to the signature) follows it: of a date entered later it is
   as at the end of the day on which that was entered.
4. A record without any date counts from the day it was entered; a deleted one until it was deleted.

Example: on 31 October the risk is 黄; on 5 November somebody makes it 红 and enters a visit of 20
October. The ledger as of 31 October says 黄, and has the visit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES, Kind
from ledger_app.domain.reads import with_values
from ledger_app.domain.student_file import Row

_DATES = (Kind.DATE, Kind.MONTH)


def as_logged(table: str, row: Row, changes: Sequence[Row], until: str) -> Row:
    """Return a row as the log had it at the end of a day (ISO text), but for its dates.

    `changes` are the row's updates after that day, oldest first: field, old, day.
    """
    dates, owners = _event_dates(table), _owners(table)
    dated_on = {change["field"]: change["day"] for change in changes if change["field"] in dates}
    values = {}
    for change in reversed(changes):
        field = change["field"]
        if field in dates or field not in row:
            continue
        # A fact of a date that was entered later is as it was entered with it.
        if change["day"] > max(until, dated_on.get(owners.get(field, ""), "")):
            values[field] = change["old"]
    return with_values(row, values) if values else row


def told_late(table: str, row: Row, values: Mapping[str, Any], today: str) -> dict[str, Any]:
    """Return what of a change that is made today counts on a past day, by the same rule.

    `row` is the record as it stands before it. Of one that was entered today everything counts;
    else its dates, and with each what belongs to it, as it is by then.
    """
    if entered_on(row) >= today:
        return dict(values)
    dates = _event_dates(table).intersection(values)
    owners = _owners(table)
    facts = [fact for fact, owner in owners.items() if owner in dates and fact in row]
    return {key: values[key] if key in values else row[key] for key in (*dates, *facts)}


def entered_on(row: Row) -> str:
    """Return the day on which a row was entered, "" if that is not known."""
    return str(row.get("created_at") or "")[:10]


def is_dated(table: str, row: Row) -> bool:
    """Tell whether a record has any date of its own."""
    return any(row.get(key) for key in _all_dates(table))


@cache
def _all_dates(table: str) -> tuple[str, ...]:
    return tuple(field.key for field in TABLES[table].fields if field.kind in _DATES)


@cache
def _event_dates(table: str) -> frozenset[str]:
    """Return the dates of what happened; a plan (承诺返校日期) is what it was on the day."""
    if not TABLES[table].of_student or table == STUDENT.key:
        return frozenset()
    planned = TABLES[table].planned
    # Where what begins a record may lie ahead, it is a term: its days are no plans.
    plans = frozenset() if TABLES[table].begins in planned else planned
    return frozenset(_all_dates(table)) - plans


@cache
def _owners(table: str) -> dict[str, str]:
    """Return the date that each fact belongs to."""
    return {
        fact: dated.key
        for dated in TABLES[table].days
        for fact in (*dated.facts, *(key for key, _ in dated.later))
    }
