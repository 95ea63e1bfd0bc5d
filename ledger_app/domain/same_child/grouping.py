"""Which of many children are worth comparing: all with each other would be a billion pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ledger_app.domain.identity import whole_forms
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.finding import Hit, Known
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, name_likeness

_MOST = 60  # of one name, one telephone, one day: a school's own number is nobody's


def may_be_one(children: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Yield each pair that shares a number or a name, or has like names and a birth date,
    a telephone or a grown-up in common; each pair once, the older file first."""
    places = {each.key: at for at, each in enumerate(children)}
    seen: set[tuple[int, int]] = set()
    for (kind, _), members in _groups(children).items():
        if kind != "number" and len(members) > _MOST:
            continue
        for one, other in combinations(members, 2):
            pair = (places[one.key], places[other.key])
            if pair in seen or (kind == "near" and not _alike(one.side, other.side)):
                continue
            seen.add(pair)
            yield one, other


def is_suspect(hit: Hit) -> bool:
    """Tell whether two whole files should be looked at together.

    Files say more than the rows of a list: namesakes of one village, of whom number, birth date and
    family differ, are two children. A child whose number was corrected differs in that alone.
    """
    agreeing, differing = hit.weighed
    return hit.verdict is not Verdict.OTHER and len(differing) <= len(agreeing)


def _alike(one: Side, other: Side) -> bool:
    return name_likeness(one, other) is not Likeness.OTHER


def _groups(children: Sequence[Known]) -> dict[tuple[str, str], list[Known]]:
    found: dict[tuple[str, str], list[Known]] = {}
    for each in children:
        for group in dict.fromkeys(_of(each.side)):
            found.setdefault(group, []).append(each)
    return {group: members for group, members in found.items() if len(members) > 1}


def _of(side: Side) -> Iterator[tuple[str, str]]:
    for number in whole_forms(side.number):
        yield "number", number
    if side.register:
        yield "number", side.register
    for key in ("name", "former_name"):
        if name := name_key(side.text(key)):
            yield "name", name
    for near in (side.text("birth_date"), *side.phones, *side.people):
        if near:
            yield "near", near
