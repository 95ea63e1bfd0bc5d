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
    """Return the last edition of each listing that was reported, and the last monthly report."""
    on = ledger.day()
    newest = {row["printout"]: row for row in editions.newest_of_unit(ledger, Purpose.REPORT)}
    issued = (
        Issued(_edition(each, newest[each.key], on), newest[each.key]["as_of"], each)
        for each in listed
        if each.key in newest
    )
    return (*issued, *_monthly(ledger))


def _edition(listing: Listing, row: Row, on: Day) -> str:
    return f"{listing.name}第 {row['number']} 期（截至 {short_day(row['as_of'], on)}）"


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
