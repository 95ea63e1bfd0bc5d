"""On what terms a package is merged here: who stands above, who keeps which file, what was said."""

from __future__ import annotations

from functools import partial

from ledger_app.actions.handoff.named_now import told_in
from ledger_app.domain.merging.header import Header, PackageKind
from ledger_app.domain.merging.terms import Pair, Place, Side, Terms
from ledger_app.domain.merging.told import State
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import keepers, open_conflicts, packages, units

_SCHOOL = "school"


def terms(ledger: Ledger, header: Header, told: State, ours: State) -> Terms:
    """Return the terms for one package of this sender."""
    own = units.own_unit(ledger)
    is_above = header.kind is PackageKind.RECEIPT
    above = frozenset(units.units_above(ledger))
    upper = above | ({header.unit_code} if is_above else {own.code})
    lower_kind = own.kind if is_above else header.unit_kind
    kept = keepers.keepers(ledger, _children(told, ours))
    decided = open_conflicts.decided_rows(ledger, header.unit_code)
    last = {_place(row): row for row in decided}
    waiting = open_conflicts.open_rows(ledger, header.unit_code)
    remembers = packages.remembered_by(ledger, header)
    return Terms(
        side=Side.ABOVE if is_above else Side.BELOW,
        unit=header.unit_code,
        own=own.code,
        upper=frozenset(upper),
        keeper=kept,
        of_school=lower_kind == _SCHOOL,
        taken_whole=_taken_whole(told, kept, own.code) if is_above else frozenset(),
        decided={
            _place(row): Pair(row["ours"], row["theirs"])
            for row in last.values()
            if row["answer"] == open_conflicts.OURS
        },
        open={
            place: Pair(row["ours"], row["theirs"])
            for place, row in open_conflicts.remembered(waiting, remembers).items()
        },
        heard=partial(_heard, ledger, header),
        heard_all=header.heard is not None and packages.is_first_receipt(ledger, header),
    )


def _children(told: State, ours: State) -> set[str]:
    """Return the children of whom either side tells: of a district only one school's."""
    return {
        each.student
        for state in (told, ours)
        for records in (state.living, state.gone)
        for each in records.values()
        if each.student
    }


def _heard(ledger: Ledger, header: Header) -> State | None:
    """Return what the receipt told that the maker of a package took last, if it is kept."""
    body = packages.body(ledger, header.heard.digest) if header.heard else None
    return None if body is None else told_in(ledger, body)


def _taken_whole(told: State, kept: dict[str, str], own_code: str) -> frozenset[str]:
    """Return the children whose files come to this ledger: they are not kept here yet."""
    coming = {
        each.student
        for each in told.living.values()
        if each.table == "passage" and each.student and each.values.get("to_code") == own_code
    }
    return frozenset(
        each for each in coming if each not in told.away and kept.get(each, "") != own_code
    )


def _place(row: Row) -> Place:
    return (row["record"], row["field"] or "")
