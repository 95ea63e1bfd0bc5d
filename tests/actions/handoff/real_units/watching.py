"""A package is taken by a real ledger: what changed in its rows is compared with what was known."""

from __future__ import annotations

import json
from typing import Any

from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import Incoming
from ledger_app.actions.handoff.receiving import arrivals
from ledger_app.domain.merging.sequence import Arrival
from ledger_app.domain.merging.sequence import Standing as Order
from ledger_app.domain.merging.told import State, Told
from tests.actions.handoff.real_units.desks import KEYS, LIFE, NOTHING, Desk, Place, Rows, Sent


class EditVanishedError(AssertionError):
    """An edit that nobody decided about is gone."""


def take(desk: Desk, sent: Sent) -> bool:
    """Take a package if it can be; raise EditVanishedError where something is lost by that."""
    incoming = receive.look(desk.ledger, sent.path)
    if not incoming.can_be_taken:
        return False
    before, seen, waiting = desk.rows(), dict(desk.seen), dict(desk.waiting)
    received = receive.accept(desk.ledger, incoming, incoming.number_to_type, is_backed_up=True)
    after, told = desk.rows(), incoming.told
    must(told is not None, "a package that is taken tells something")
    _Check(desk, sent, told or State(), before, after).all()
    _learn(desk, sent, told or State(), after)
    _must_be_done(desk, incoming)
    if received.revision_no is not None:
        desk.before_merge[received.revision_no] = (seen, waiting)
    return True


def _must_be_done(desk: Desk, incoming: Incoming) -> None:
    """Merge the same package once more, as if it were new: there is nothing left to do."""
    again = receive.look(desk.ledger, incoming.path)
    must(str(again.state) == "repeat", f"taken twice: {again.state}")
    assert incoming.header is not None
    plan = arrivals._planned(desk.ledger, incoming, incoming.header, Order(Arrival.NEW)).plan
    assert plan is not None
    must(plan.changes_nothing and not plan.settled, f"merged again, it changes more: {plan}")


class _Check:
    """One package against the rows before and after it."""

    def __init__(self, desk: Desk, sent: Sent, told: State, before: Rows, after: Rows) -> None:
        self.desk, self.sent, self.told = desk, sent, told
        self.before, self.after = before, after
        self.asked = said_of(desk)
        self.open = {place(row) for row in desk.conflicts(sent.maker) if not row["answer"]}

    def all(self) -> None:
        for record, theirs in self.told.living.items():
            if theirs.table in KEYS:
                self._living(record, theirs)
        for record, gone in self.told.gone.items():
            if gone.table in KEYS and record not in self.told.living:
                self._gone(record)
        for record, now in self.after.items():
            if record not in self.told.living and record not in self.told.gone:
                must(self.before.get(record) == now, f"{record} changed, and was not told")

    def _living(self, record: str, theirs: Told) -> None:
        then, now = self.before.get(record), self.after.get(record)
        if then is None:
            is_taken = now is not None and not now.is_gone
            is_unknown = theirs.student in self.told.gone or theirs.student in self.told.away
            is_left = is_unknown or self._may_forget() or (record, LIFE) in self.asked
            must(is_taken or is_left, f"{record} of {theirs.table} was told and is not here")
        elif then.is_gone:
            self._was_gone(record, theirs)
        else:
            must(now is not None and not now.is_gone, f"{record} is told living and was deleted")
            for key in KEYS[theirs.table]:
                self._field(record, theirs, key)

    def _was_gone(self, record: str, theirs: Told) -> None:
        if not self.after[record].is_gone:
            known = self.sent.seen.get((record, LIFE), NOTHING)
            must(
                self.desk.seen.get((record, LIFE), NOTHING) <= known,
                f"a deletion of {record} was not seen",
            )
        elif (record, LIFE) not in self.asked:
            for key, value in _watched(theirs).items():
                known = self.desk.seen.get((record, key), NOTHING)
                must(value in known, f"{record}.{key}: {value} is nowhere")

    def _field(self, record: str, theirs: Told, key: str) -> None:
        here, now = (rows[record].values.get(key) for rows in (self.before, self.after))
        there, where = theirs.values.get(key) or None, (record, key)
        if (theirs.table, key) in self.told.withheld:
            must(now == here, f"{where}: {here} gave way to what was not told")
        elif here == there:
            must(now == here, f"{where}: both have {here}, and now it is {now}")
        elif now == there:
            known = here is None or here in self.sent.seen.get(where, NOTHING)
            must(known, f"{where}: {here} gave way to {there}, whose writer had not seen it")
        else:
            must(now == here, f"{where}: {here} here, {there} there, and now {now}")
            known = there is None or there in self.desk.seen.get(where, NOTHING)
            is_said = where in self.open or (record, key, as_text(there)) in self.asked
            must(known or is_said, f"{where}: {there} is nowhere")

    def _gone(self, record: str) -> None:
        then = self.before.get(record)
        if then is None or then.is_gone or (record, LIFE) in self.asked:
            return
        known = self.sent.seen.get((record, LIFE), NOTHING)
        if not self.after[record].is_gone:
            is_known = known <= self.desk.seen.get((record, LIFE), NOTHING)
            must(is_known, f"that {record} was deleted is nowhere")
            return
        records = [record] if then.table != "student" else self._of_file(record)
        for each in records:
            for key, value in self.before[each].values.items():
                is_known = value in self.sent.seen.get((each, key), NOTHING)
                must(is_known, f"{each}.{key}: {value} was deleted unseen")

    def _of_file(self, child: str) -> list[str]:
        rows = self.before.items()
        return [key for key, row in rows if row.student == child and not row.is_gone]

    def _may_forget(self) -> bool:
        return self.desk.is_copy or self.sent.is_of_copy


def _learn(desk: Desk, sent: Sent, told: State, after: Rows) -> None:
    """What is not asked has been seen by now; what waits is seen by whoever decides it."""
    waiting = {place(row) for row in desk.conflicts(sent.maker) if not row["answer"]}
    for where, values in sent.seen.items():
        if where[0] not in told.living and where[0] not in told.gone:
            continue
        if where in waiting:
            desk.waiting[where] = desk.waiting.get(where, NOTHING) | values
        else:
            desk.saw(where, *values)


def said_of(desk: Desk) -> set[tuple[str, ...]]:
    """Return the places of all differences that wait or were decided, with what the other said."""
    found: set[tuple[str, ...]] = set()
    for row in desk.conflicts():
        found.add((*place(row), row["theirs"]))
        if not row["field"]:
            found.add(place(row))
    return found


def place(row: dict[str, Any]) -> Place:
    return (row["record"], row["field"] or LIFE)


def as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _watched(told: Told) -> dict[str, Any]:
    return {key: told.values[key] for key in KEYS[told.table] if told.values.get(key)}


def must(holds: bool, what: str) -> None:
    """Raise EditVanishedError unless it holds."""
    if not holds:
        raise EditVanishedError(what)
