"""What this unit has given out already: a change that reaches back into it is a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.actions.printing.printouts_in_use import printouts_in_use
from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain.day import Day
from ledger_app.domain.foreseeing.outlook import Issued, Listing
from ledger_app.domain.reminding.triggers.calendar import BY_CALENDAR
from ledger_app.domain.telling.due_words import said_month, short_day
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part, scope_of
from ledger_app.domain.telling.subject import Of
from ledger_app.store.changes import editions
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import outcomes
from ledger_app.store.lists.rules_in_use import rules_in_use

_MONTHLY = "last monthly report"  # in the ledger's cache
_BESIDE = re.compile(r"[（(].*?[)）]")  # of a title: what a sentence can do without


def listings(ledger: Ledger) -> tuple[Listing, ...]:
    """Return the printouts of the unit on which only some children stand, in menu order.

    Those of which it is said what decides who stands there: a ledger, not a list of what is to be
    done.
    """
    return tuple(
        Listing(each.key, _called(each.plain_title), each.kind)
        for each in printouts_in_use(ledger)
        if Of.UNIT in each.subjects and each.kind.reads
    )


def _called(title: str) -> str:
    """Return a title as clerks say it: 辍学台账 of 辍学学生台账（劝返销号）."""
    return _BESIDE.sub("", title).replace("学生台账", "台账")


def gone_out(ledger: Ledger, listed: Sequence[Listing]) -> tuple[Issued, ...]:
    """Return the last edition of each listing that was reported, and the last monthly report.

    Of a part of it (a school, a village) where none of the whole came after it.
    """
    on = ledger.day()
    of_listing: dict[str, list[Row]] = {}
    for row in editions.newest_of_unit(ledger, Purpose.REPORT):
        of_listing.setdefault(row["printout"], []).append(row)
    issued = (
        Issued(_edition(each, row, on), row["as_of"], each, scope_of(row["scope"]))
        for each in listed
        for row in _standing(of_listing.get(each.key, []))
    )
    return (*issued, *_monthly(ledger))


def parts_given_out(ledger: Ledger) -> frozenset[str]:
    """Return by which fields of a child (school, village_name …) papers of parts were given out."""
    keys = {row["scope"] for row in editions.newest_of_unit(ledger, Purpose.REPORT)}
    parts = {scope.part for key in keys if (scope := scope_of(key))}
    return frozenset(map(str, parts - {Part.RECEIVING}))


def _standing(rows: Sequence[Row]) -> list[Row]:
    """Return the edition of the whole, and those of parts that are newer, the whole first."""
    whole = max((row["as_of"] for row in rows if not row["scope"]), default="")
    kept = (row for row in rows if not row["scope"] or row["as_of"] > whole)
    return sorted(kept, key=lambda row: str(row["scope"]))


def _edition(listing: Listing, row: Row, on: Day) -> str:
    scope = scope_of(row["scope"])
    part = f"（{scope.name}）" if scope else ""
    return f"{listing.name}{part}第 {row['number']} 期（截至 {short_day(row['as_of'], on)}）"


def _monthly(ledger: Ledger) -> list[Issued]:
    if _MONTHLY not in ledger.cache:
        ledger.cache[_MONTHLY] = _last_monthly(ledger)
    found: list[Issued] = ledger.cache[_MONTHLY]
    return found


def _last_monthly(ledger: Ledger) -> list[Issued]:
    labels = {r.key: r.label for r in rules_in_use(ledger) if r.trigger == BY_CALENDAR}
    done = [
        row
        for row in outcomes.of_rules(ledger, list(labels))
        if row["outcome"] == Outcome.DONE and not row["student_id"]
    ]
    last = max(done, key=lambda row: row["due_on"], default=None)
    if last is None:
        return []
    name = f"{said_month(last['due_on'])}{labels[last['rule']]}"
    return [Issued(name, last["done_on"] or last["due_on"])]
