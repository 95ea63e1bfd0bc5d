"""A package comes to a ledger of the model: merged, checked, carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging import sequence, three_way
from ledger_app.domain.merging.plan import Asked, MergePlan
from ledger_app.domain.merging.sequence import Arrival
from ledger_app.domain.merging.terms import Pair, Place, Side, Terms, text_of, whole
from ledger_app.domain.merging.told import Gone, State, Told
from tests.domain.merging.model.ledgers import (
    LIFE,
    NOTHING,
    TOWNSHIP,
    Decision,
    Ledger,
    Sent,
    Waiting,
    decision,
)

REFUSED = (Arrival.REPEAT, Arrival.OLDER, Arrival.FORK)


class EditVanished(AssertionError):
    """An edit that nobody decided about is gone."""


def arrival(ledger: Ledger, sent: Sent, ever: list[sequence.Numbered]) -> Arrival:
    """Say which package it is, seen from this ledger."""
    accepted = ledger.accepted.get(sent.maker, [])
    return sequence.classify(sent.known, accepted, ever, sent.knows).arrival


def planned(ledger: Ledger, sent: Sent) -> MergePlan:
    """Merge a package, without doing anything yet."""
    accepted = ledger.accepted.get(sent.maker, [])
    base = base_of(ledger, sent)
    same = [each for each in accepted if each.incarnation == sent.known.incarnation]
    terms = terms_of(ledger, sent)
    return three_way.merge(
        ledger.bodies[base.digest] if base else None,
        State(ledger.living, ledger.gone),
        sent.state,
        terms,
        ledger.bodies[same[0].digest] if same else None,
    )


def base_of(ledger: Ledger, sent: Sent) -> sequence.Numbered | None:
    """Return the newest package of the school that both know."""
    if ledger.is_township:
        return sequence.both_know(sent.knows, ledger.accepted.get(sent.maker, []), ledger.bodies)
    return sequence.both_know(ledger.made.get(TOWNSHIP, []), sent.knows, ledger.bodies)


def terms_of(ledger: Ledger, sent: Sent) -> Terms:
    """Return the terms as the program makes them."""
    kept = ledger.keepers()
    return Terms(
        side=Side.BELOW if ledger.is_township else Side.ABOVE,
        unit=sent.maker,
        own=ledger.code,
        upper=frozenset({TOWNSHIP}),
        keeper=kept,
        taken_whole=frozenset() if ledger.is_township else _coming(ledger, sent, kept),
        decided={
            place: each.pair
            for place, each in ledger.decided.get(sent.maker, {}).items()
            if each.is_ours
        },
        open={
            each.place: Pair(text_of(each.asked.ours), text_of(each.asked.theirs))
            for each in waiting_for(ledger, sent)
        },
        heard=lambda: ledger.bodies.get(sent.heard),
    )


def waiting_for(ledger: Ledger, sent: Sent) -> list[Waiting]:
    """Return what waits of the packages that the maker of this one remembers."""
    return [
        each
        for each in ledger.open.get(sent.maker, ())
        if each.of in sent.knows or each.of.incarnation == sent.known.incarnation
    ]


def _coming(ledger: Ledger, sent: Sent, kept: Mapping[str, str]) -> frozenset[str]:
    coming = {
        str(each.student)
        for each in sent.state.living.values()
        if each.table == "passage" and each.values["to_code"] == ledger.code
    }
    return frozenset(child for child in coming - sent.state.away if kept.get(child) != ledger.code)


def carry_out(ledger: Ledger, sent: Sent, plan: MergePlan) -> None:
    """Write what a plan says, as the store does; what was seen there has been seen here, too."""
    for told in (*plan.create, *plan.revive):
        ledger.living[told.id] = told
        ledger.gone.pop(told.id, None)
    for each in plan.update:
        ours = ledger.living[each.told.id]
        values = {key: value for key, value in {**ours.values, **each.values}.items() if value}
        ledger.living[ours.id] = replace(ours, values=values, student=each.moved_to or ours.student)
    for gone in plan.bury:
        ledger.was[gone.id] = ledger.living.pop(gone.id)
        ledger.gone[gone.id] = gone
    _keep_waiting(ledger, sent, plan)
    ledger.accepted.setdefault(sent.maker, []).insert(0, sent.known)
    ledger.bodies[sent.known.digest] = sent.state
    if not ledger.is_township:
        base = base_of(ledger, sent)
        ledger.answered = base.digest if base else ledger.answered


def _keep_waiting(ledger: Ledger, sent: Sent, plan: MergePlan) -> None:
    """Renew, settle and add what waits; what is not asked has been seen by now."""
    others = ledger.open.setdefault(sent.maker, [])
    waiting: dict[Place, Waiting] = {}
    for each in waiting_for(ledger, sent):
        others.remove(each)
        seen = waiting[each.place].seen if each.place in waiting else NOTHING
        waiting[each.place] = replace(each, seen=each.seen | seen)
    for place in plan.settled:
        waiting.pop(place, None)
    for asked in plan.ask:
        place = (asked.record, asked.field)
        old = waiting.get(place)
        is_same = old is not None and old.asked.theirs == asked.theirs
        seen = old.seen if old is not None else NOTHING
        waiting[place] = Waiting(asked, seen, old.of if old and is_same else sent.known)
    for place, seen in sent.seen.items():
        if place[0] not in sent.state.living and place[0] not in sent.state.gone:
            continue
        if place in waiting:
            waiting[place] = replace(waiting[place], seen=waiting[place].seen | seen)
        else:
            ledger.seen[place] = ledger.seen.get(place, NOTHING) | seen
    others += waiting.values()


def decide(
    ledger: Ledger, unit: str, waiting: Waiting, answer: str, value: object, clock: str
) -> None:
    """Decide a difference that waits; whoever does has both sides before him."""
    ledger.open[unit].remove(waiting)
    asked, place = waiting.asked, waiting.place
    record, key = place
    kept = asked.ours
    if answer == "theirs":
        kept = asked.theirs
        _take(ledger, asked)
    elif answer == "value":
        kept = value
        ledger.write(record, key, value, clock)
    ledger.seen[place] = ledger.seen.get(place, NOTHING) | waiting.seen
    if not key:  # the whole record was before him
        for other, theirs in (asked.theirs or {}).items():
            seen = ledger.seen.get((record, other), NOTHING)
            ledger.seen[record, other] = seen | {theirs}
    is_ours = answer != "theirs"
    ledger.decided.setdefault(unit, {})[place] = decision(asked, is_ours, kept, clock)


def _take(ledger: Ledger, asked: Asked) -> None:
    record, key, theirs = asked.record, asked.field, asked.theirs
    child = asked.student
    if not key and theirs is None:
        if record in ledger.living:
            ledger.was[record] = ledger.living.pop(record)
            ledger.gone[record] = Gone(asked.table, record, child)
    elif not key:
        ledger.gone.pop(record, None)
        values = {name: value for name, value in theirs.items() if name != OWNER}
        unit = ledger.was[record].unit if record in ledger.was else ledger.code
        ledger.living[record] = Told(asked.table, record, theirs[OWNER], values, unit=unit)
    elif record in ledger.living:
        ours = ledger.living[record]
        if key == OWNER:
            ledger.living[record] = replace(ours, student=theirs)
        else:
            values = {**ours.values, key: theirs}
            ledger.living[record] = replace(
                ours, values={name: value for name, value in values.items() if value}
            )


# No acknowledged edit vanishes without a decision


def check(ledger: Ledger, sent: Sent, plan: MergePlan) -> None:
    """Raise EditVanished where a plan lets one go, here or there."""
    based = base_of(ledger, sent)
    kept = ledger.keepers()
    for each in plan.update if ledger.is_township else ():
        keeper = kept.get(str(ledger.living[each.told.id].student))
        must(keeper == sent.maker, "a unit writes into a file that another one keeps")
    taken = {(each.told.id, key) for each in plan.update for key in each.values}
    taken |= {(each.told.id, OWNER) for each in plan.update if each.moved_to}
    asked = {(each.record, each.field) for each in plan.ask}
    asked |= {each.place for each in waiting_for(ledger, sent)} - set(plan.settled)
    asked |= {each.place for each in _said(ledger, sent)}
    back = {each.id for each in (*plan.create, *plan.revive)}
    buried = {each.id for each in plan.bury}
    is_strange = bool(plan.strange) and ledger.incarnation == "t0"  # else it has forgotten some
    must(not is_strange, "a unit that keeps a file was taken for a stranger")
    is_restored = "t0" not in (ledger.incarnation, sent.known.incarnation)
    missing = [each for each in plan.missing if not _is_in_file_away(sent, each.id)]
    is_all_told = not missing or not based or is_restored
    must(is_all_told, "what was told, or not yet, is listed as missing")
    for record, theirs in sent.state.living.items():
        ours = ledger.living.get(record)
        if ours is not None:
            _check_fields(ledger, sent, (ours, theirs), taken, asked)
        elif record in back:
            if record in ledger.gone and not _is_gone_in(ledger, based, record):
                _must_know(ledger, sent, record, LIFE, "a deletion")
        elif (record, LIFE) not in asked and not _is_of_unknown_file(ledger, sent, theirs):
            _must_have_seen(ledger, sent, theirs)
    for record in sent.state.gone:
        ours = ledger.living.get(record)
        if ours is None or (record, LIFE) in asked:
            continue
        if record in buried:
            _must_have_been_seen(ledger, sent, ours)
        elif not _is_gone_in(ledger, based, record):
            must(sent.seen[record, LIFE] <= ledger.seen[record, LIFE], f"deletion of {record}")


def _is_of_unknown_file(ledger: Ledger, sent: Sent, theirs: Told) -> bool:
    """Tell whether a record lies in a file that was never here and need not be."""
    child = theirs.student
    is_elsewhere = child in sent.state.gone or child in sent.state.away
    return is_elsewhere and child not in ledger.living and child not in ledger.gone


def _is_in_file_away(sent: Sent, record: str) -> bool:
    """Tell whether a record went into a file that is kept elsewhere, and is not told."""
    return bool(sent.seen.get((record, OWNER), NOTHING) & sent.state.away)


def _is_gone_in(ledger: Ledger, base: sequence.Numbered | None, record: str) -> bool:
    """Tell whether a record was gone for both: brought back and deleted again is no difference."""
    return base is not None and record in ledger.bodies[base.digest].gone


def _said(ledger: Ledger, sent: Sent) -> Iterator[Waiting | Decision]:
    """Yield what waits of another copy's packages, or was decided, and is about the same values."""
    waiting = ledger.open.get(sent.maker, [])
    decided = ledger.decided.get(sent.maker, {}).values()
    for each in (*waiting, *decided):
        record, key = each.place
        told = sent.state.living.get(record)
        theirs = whole(told) if not key else dict(Ledger.fields(told)).get(key) if told else None
        if text_of(theirs) == each.theirs:
            yield each


def _check_fields(
    ledger: Ledger,
    sent: Sent,
    both: tuple[Told, Told],
    taken: set[Place],
    asked: set[Place],
) -> None:
    ours, theirs = (dict(Ledger.fields(each)) for each in both)
    for key in ours.keys() | theirs.keys():
        place = (both[0].id, key)
        here, there = ours.get(key), theirs.get(key)
        if here == there or place in asked:
            continue
        if place in taken:
            must(here is None or here in sent.seen.get(place, NOTHING), f"{place}: {here} unseen")
        else:
            must(there is None or there in ledger.seen.get(place, NOTHING), f"{place}: {there}")


def _must_know(ledger: Ledger, sent: Sent, record: str, key: str, what: str) -> None:
    must(ledger.seen[record, key] <= sent.seen[record, key], f"{what} of {record} was not seen")


def _must_have_seen(ledger: Ledger, sent: Sent, theirs: Told) -> None:
    """Check that whoever deleted a record here had seen all that it says there."""
    for key, value in Ledger.fields(theirs):
        known = ledger.seen.get((theirs.id, key), NOTHING)
        must(value in known, f"{theirs.id}.{key}: {value} is nowhere")


def _must_have_been_seen(ledger: Ledger, sent: Sent, ours: Told) -> None:
    """Check that whoever deleted a record there had seen all that it says here."""
    for key, value in Ledger.fields(ours):
        must(value in sent.seen.get((ours.id, key), NOTHING), f"{ours.id}.{key}: {value} buried")
    if ours.table != "student":
        return
    for record in ledger.living.values():
        there = sent.state.living.get(record.id)
        if record.student != ours.id or record.id == ours.id:
            continue
        if there is None or there.student == ours.id:
            for key, value in Ledger.fields(record):
                seen = sent.seen.get((record.id, key), NOTHING)
                must(value in seen, f"{record.id}.{key}: {value} buried with its file")


def must(holds: bool, what: str) -> None:
    """Raise EditVanished unless it holds."""
    if not holds:
        raise EditVanished(what)
