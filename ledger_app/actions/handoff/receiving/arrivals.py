"""Which package it is that came in, and what it would change here: the plan behind a preview."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ledger_app.actions.handoff import senders
from ledger_app.actions.handoff.incoming import NOTHING, ArrivalState, Counts, Guard, Incoming
from ledger_app.actions.handoff.named_now import told_in
from ledger_app.actions.handoff.receiving import incoming_words, merge_terms
from ledger_app.domain.merging import guards, sequence, three_way
from ledger_app.domain.merging.header import Header, Known, PackageKind
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.renamed import renamed
from ledger_app.domain.merging.sequence import Arrival, Standing
from ledger_app.domain.merging.told import State
from ledger_app.exchange.packages import lines
from ledger_app.exchange.packages.refused import DAMAGED, PackageRefused
from ledger_app.exchange.packages.sealing import Opened
from ledger_app.exchange.packages.told_values import must_be_of_our_time
from ledger_app.store.changes import history
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages, partners, same_ids, telling
from ledger_app.store.handoff.naming.recoding import former_codes

_ASK_THEM = "对方的台账里有不该有的内容：请对方先做一次“检查台账”，再重新做包。台账没有变化。"
_STATES = {
    Arrival.NEW: ArrivalState.NEW,
    Arrival.GAP: ArrivalState.GAP,
    Arrival.RESTORED: ArrivalState.RESTORED,
    Arrival.COPY: ArrivalState.RESTORED,
    Arrival.REPEAT: ArrivalState.REPEAT,
    Arrival.OLDER: ArrivalState.OLDER,
    Arrival.FORK: ArrivalState.FORK,
}


def judge(ledger: Ledger, path: Path, opened: Opened) -> Incoming:
    """Return which package it is and what it would change; raise PackageRefused if it lies."""
    sender = senders.sender(ledger, opened)
    incoming = Incoming(
        path,
        ArrivalState.NEW,
        "",
        header=opened.header,
        digest=opened.digest,
        body=opened.body,
        verified=sender.verified,
        sign_key=opened.sign_key,
        seal_key=opened.seal_key,
    )
    return plan_again(ledger, incoming)


def plan_again(ledger: Ledger, incoming: Incoming) -> Incoming:
    """Return a package as the ledger stands now: which it is, what it would change."""
    if incoming.header is None:
        return incoming
    unit = former_codes(ledger).get(incoming.header.unit_code, incoming.header.unit_code)
    header = replace(incoming.header, unit_code=unit)
    incoming = replace(incoming, header=header)
    accepted = packages.accepted(ledger, header.ledger_id)
    standing = sequence.classify(
        Known(header.incarnation, header.sequence, incoming.digest),
        accepted,
        packages.ever_taken(ledger, header.ledger_id),
        header.knows,
        header.never_handed,
    )
    state = _STATES[standing.arrival]
    last = accepted[0].sequence if accepted else None
    message, hint = incoming_words.sentence(state, header, last, standing)
    again = replace(
        incoming, state=state, message=message, hint=hint, guards=(), plan=None, counts=NOTHING
    )
    return _planned(ledger, again, header, standing) if again.can_be_taken else again


def _planned(ledger: Ledger, incoming: Incoming, header: Header, standing: Standing) -> Incoming:
    # Planned again, a package is not read again: it cannot have changed, only the ledger.
    told = renamed(incoming.told or _told(incoming.body, header), former_codes(ledger))
    is_above = header.kind is PackageKind.RECEIPT
    base_digest, base = _base(ledger, header, is_above=is_above)
    last = _last(ledger, header)
    ours = telling.our_side(ledger, told, header.unit_code, above=is_above)
    if same_ids.has_borrowed_ids(ledger, told, ours):
        raise PackageRefused(DAMAGED, "这个包里有记录用了别的记录的编号，没有收。", _ASK_THEM)
    terms = merge_terms.terms(ledger, header, told, ours)
    plan = three_way.merge(base, ours, told, terms, last)
    expected = guards.expected_children(base, ours, told, terms)
    sending = _sending(ledger, incoming, header)
    found = tuple(
        Guard(each.text, each.number)
        for each in guards.guards(plan, told, ours, expected, sending, standing)
    )
    state = ArrivalState.GUARDED if found else incoming.state
    message, hint = incoming.message, incoming.hint
    if state is ArrivalState.GUARDED and incoming.state is ArrivalState.NEW:
        message, hint = incoming_words.sentence(state, header, None, standing)
    return replace(
        incoming, state=state, message=message, hint=hint, told=told, plan=plan,
        counts=_counts(plan), base_digest=base_digest, guards=found, forgot=standing.forgot,
        seen_at=history.newest_no(ledger),
    )  # fmt: skip


def _counts(plan: MergePlan) -> Counts:
    return Counts(
        created=len(plan.create) + len(plan.revive),
        updated=len(plan.update),
        unchanged=plan.unchanged,
        deleted=len(plan.bury),
        conflicts=len(plan.ask),
        missing=len(plan.missing),
    )


def _sending(ledger: Ledger, incoming: Incoming, header: Header) -> guards.Sending:
    partner = partners.partner_by_sign_key(ledger, incoming.sign_key)
    taken = packages.rows_of(ledger, header.unit_code, packages.IN)
    return guards.Sending(
        header.sequence,
        header.made_at,
        ledger.now(),
        last_made_at=str(taken[0]["made_at"] or "") if taken else "",
        code=header.unit_code,
        known_code=partner.unit_code if partner else "",
        cut_after=packages.cut_after(ledger, header),
    )


def _told(body: bytes, header: Header) -> State:
    """Return what a body tells; raise PackageRefused where the header counts otherwise."""
    told = lines.decode(body)
    if lines.counts_of(told) != dict(header.counts) or told.withheld != frozenset(header.withheld):
        raise PackageRefused(DAMAGED)
    for each in told.living.values():
        must_be_of_our_time(each.table, each.values)
    return told


def _base(ledger: Ledger, header: Header, *, is_above: bool) -> tuple[str, State | None]:
    """Return digest and contents of the newest package of the lower unit that both ends know."""
    accepted = packages.accepted(ledger, header.ledger_id)
    if is_above:
        made, taken = packages.made(ledger, header.unit_code), list(header.knows)
    else:
        made, taken = list(header.knows), accepted
    kept = packages.kept_digests(ledger)
    found = sequence.both_know(made, taken, kept)
    if found is None:
        return "", None
    body = packages.body(ledger, found.digest)
    return (found.digest, told_in(ledger, body)) if body is not None else ("", None)


def _last(ledger: Ledger, header: Header) -> State | None:
    """Return what this copy of the sender's ledger told the time before, if that is kept.

    What another copy told is no measure: a restored one says again what it said long ago.
    """
    for each in packages.accepted(ledger, header.ledger_id):
        if each.incarnation == header.incarnation:
            body = packages.body(ledger, each.digest)
            return told_in(ledger, body) if body is not None else None
    return None
