"""A difference for a person: whether it is new, why it is asked, what is told of it."""

from __future__ import annotations

from typing import NamedTuple

from ledger_app.domain.merging.looking import Look
from ledger_app.domain.merging.plan import Asked, AskedKind
from ledger_app.domain.merging.terms import Pair, Side, answered, text_of
from ledger_app.domain.merging.told import Gone, Told


class Old(NamedTuple):
    """A difference that is not new: asked again (with a kind), or left as it is (with none)."""

    kind: AskedKind | None


def old_difference(
    look: Look, told: Told | Gone, key: str, ours: object, theirs: object
) -> Old | None:
    """Return what becomes of a difference that waits, was decided or was refused; None: new."""
    place = (told.id, key)
    pair = Pair(text_of(ours), text_of(theirs))
    refused = look.refusal(place, ours, theirs)
    if place in look.terms.open:
        if look.terms.open[place] == pair and refused is None:
            return Old(None)
        return Old(AskedKind.REFUSED if refused else kind_of(look, key, ours, theirs))
    if refused is not None:
        return Old(AskedKind.REFUSED)
    if look.terms.decided.get(place) == pair and not look.changed_since_last(told, key):
        return Old(None)
    return None


def kind_of(
    look: Look, key: str, ours: object, theirs: object, *, is_ours_as_before: bool = False
) -> AskedKind:
    """Return why a difference is asked."""
    if look.terms.side is Side.ABOVE and is_ours_as_before:
        return AskedKind.CORRECTION
    if not key and (ours is None or theirs is None):
        return AskedKind.DELETION
    return AskedKind.DIFFER


def asked(
    look: Look,
    told: Told | Gone,
    key: str,
    kind: AskedKind,
    values: tuple[object, object, object],
) -> Asked:
    """Return a difference for a person. `values`: before, ours, theirs."""
    at, note = (told.at, told.why) if isinstance(told, Gone) else (told.changed_at, "")
    answer = look.answers.get((told.id, key))
    if answer is not None and answer.kept == answered(key, values[2]):
        note = answer.reason or note
    return Asked(kind, told.table, told.id, told.student, key, *values, told.author, at, note)
