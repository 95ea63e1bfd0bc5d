"""Dates of one record that follow each other: declared once, checked in the form and over all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ledger_app.catalogue import CHILD_TABLES, TABLES, Kind
from ledger_app.catalogue.tables.harm import AUTHORITIES
from ledger_app.domain.checking.problem import Problem, error
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.duties.reports import LEVELS, WRITTEN
from ledger_app.domain.student_file import Row

# Each chain of dates by table: none is before the one before it that is filled in.
ORDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "concern": (("since_on", "until_on"),),
    "absence": (("from_on", "to_on"), ("from_on", "home_visit_on")),
    "dropout": (
        ("last_attended", "suspected_on", "confirmed_on"),
        ("last_attended", "registry_flagged_on"),
        ("last_attended", *LEVELS),
        ("confirmed_on", WRITTEN),
    ),
    "harm": tuple(("found_on", f"{authority}_on") for authority in AUTHORITIES),
    "contact": (("contacted_on", "promised_on"), ("contacted_on", "next_on")),
    "responsibility": (("from_on", "to_on"),),
    "relocation": (
        ("notified_on", "parent_signed_on"),
        ("notified_on", "moved_on"),
        ("notified_on", "register_moved_on"),
    ),
    "leave": (("from_on", "to_on"), ("from_on", "returned_on"), ("from_on", "renew_by_on")),
    "elsewhere": (("from_on", "ended_on"), ("verified_on", "verify_by_on")),
    "placement": (("returned_on", "closed_on", "reopened_on"), ("returned_on", "relapsed_on")),
    "register_change": (("applied_on", "accepted_on", "completed_on"),),
}
ORDER_READS: Reads = {
    table: tuple(dict.fromkeys(key for chain in chains for key in chain))
    for table, chains in ORDERS.items()
}
# A term that was agreed beforehand begins on a day to come.
_AGREED = frozenset({("leave", "from_on"), ("elsewhere", "from_on")})


def out_of_order(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """Yield (later step, earlier step) of each date that lies before the step before it."""
    for chain in ORDERS.get(table, ()):
        before = ""
        for key in chain:
            value = row.get(key)
            if not value:
                continue
            if before and value < row[before]:
                yield key, before
            before = key


def order_problems(table: str, row: Row) -> Iterator[Problem]:
    """Report each date that lies before the step before it, under its field."""
    for key, before in out_of_order(table, row):
        labels = [TABLES[table].field(each).label for each in (key, before)]
        yield error(key, f"“{labels[0]}”早于“{labels[1]}”，请核对两个日期。")


@cache
def past_dates(table: str) -> tuple[str, ...]:
    """Return the dates of a table that cannot lie ahead: what they tell has happened."""
    declared = TABLES[table]
    return tuple(
        field.key
        for field in declared.fields
        if field.kind is Kind.DATE
        and field.key not in declared.planned
        and (table, field.key) not in _AGREED
    )


DATED = tuple(table for table in CHILD_TABLES if past_dates(table.key) or table.key in ORDERS)
PAST_READS: Reads = {
    table.key: ("created_at", *dates) for table in DATED if (dates := past_dates(table.key))
}
