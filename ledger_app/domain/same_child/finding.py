"""Find one child among many by its side: by numbers, by name, by birth date and family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ledger_app.domain.identity import whole_forms
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.facts import Fact, Weighed, weigh
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, judge, name_likeness

_NUMBERS = frozenset({Fact.NUMBER, Fact.REGISTER})


@dataclass(eq=False)
class Known:
    """One that may be found; `key` is whatever the caller knows it by."""

    key: str
    side: Side


class Hit(NamedTuple):
    """One that may be it: the facts, how alike the names are, and what follows from both."""

    known: Known
    weighed: Weighed
    names: Likeness
    verdict: Verdict


class Finding(NamedTuple):
    """What was found: the one it is (SAME), those it may be, best first (UNSURE), or its namesakes
    (OTHER, often none)."""

    verdict: Verdict
    hits: tuple[Hit, ...] = ()


NOBODY = Finding(Verdict.OTHER)


class Finder:
    """Children by their numbers, names, birth dates and grown-ups."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._groups: dict[tuple[str, str], list[Known]] = {}
        for each in known:
            self.add(each)

    def add(self, known: Known) -> None:
        """Let this one be found from now on."""
        for group in (*_certain_groups(known.side), *_near_groups(known.side)):
            self._groups.setdefault(group, []).append(known)

    def find(self, side: Side) -> Finding:
        """Return whom this is, certainly or perhaps."""
        met = self._of(_certain_groups(side))
        finding = picked([compared(known, side) for known in met])
        if finding.verdict is not Verdict.OTHER:
            return finding
        near = [each for each in self._of(_near_groups(side)) if each not in met]
        perhaps = picked([compared(known, side) for known in near])
        return perhaps if perhaps.verdict is not Verdict.OTHER else finding

    def _of(self, groups: Iterable[tuple[str, str]]) -> list[Known]:
        met = (known for group in groups for known in self._groups.get(group, ()))
        return list(dict.fromkeys(met))


def compared(known: Known, side: Side, *, one_list: bool = False) -> Hit:
    """Return what speaks for and against one being the other."""
    weighed, names = weigh(known.side, side, one_list=one_list), name_likeness(known.side, side)
    return Hit(known, weighed, names, judge(weighed, names, one_list=one_list))


def picked(hits: Iterable[Hit]) -> Finding:
    """Return the only one it certainly is; of several, or of none, those it may be."""
    all_hits = list(hits)
    same = [hit for hit in all_hits if hit.verdict is Verdict.SAME]
    by_number = [hit for hit in same if _NUMBERS & set(hit.weighed.agreeing)]
    for certain in (by_number, same):
        if len(certain) == 1:
            return Finding(Verdict.SAME, (certain[0],))
        if certain:
            return Finding(Verdict.UNSURE, tuple(sorted(certain, key=_worse)))
    unsure = [hit for hit in all_hits if hit.verdict is Verdict.UNSURE]
    if unsure:
        return Finding(Verdict.UNSURE, tuple(sorted(unsure, key=_worse)))
    others = [hit for hit in all_hits if hit.names is Likeness.SAME]
    return Finding(Verdict.OTHER, tuple(sorted(others, key=_worse)))


def _worse(hit: Hit) -> int:
    return len(hit.weighed.differing) - len(hit.weighed.agreeing)


def _certain_groups(side: Side) -> Iterator[tuple[str, str]]:
    """Yield what a child can be found by with certainty."""
    for number in whole_forms(side.number):
        yield "number", number
    if side.register:
        yield "register", side.register
    for key in ("name", "former_name"):
        name = name_key(side.text(key))
        if name:
            yield "name", name


def _near_groups(side: Side) -> Iterator[tuple[str, str]]:
    """Yield what a child of another spelling may be found by, to be asked about."""
    if side.text("birth_date"):
        yield "birth", side.text("birth_date")
    for person in side.people:
        yield "person", person
    for phone in side.phones:
        yield "phone", phone
