"""Which children of two lists are the same: certain, or asked.

Numbers first, each of which is one child's. Then namesakes, by facts: a child is paired where one
of the other list is certainly it, and it certainly that one's; else both are asked about.

Example: left 王刚 born 2016-01-01, village 清泉; right 王刚 of both, and 王刚 with nothing but a
class. The first two are one child. Left 李梅 without any fact, right two 李梅: all three are asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger_app.domain.identity import whole_forms
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.facts import Weighed, weigh
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, name_likeness
from ledger_app.exchange.comparing.likeness import verdict
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.comparing.repeats import MOST_NAMESAKES
from ledger_app.exchange.reading.patience import go_on


class Link(NamedTuple):
    """Two places, left and right, that may be one child, and what speaks for and against it."""

    left: int
    right: int
    weighed: Weighed


@dataclass
class Pairing:
    """Who was found: certain pairs, and what is asked; places of children in their lists."""

    certain: list[Link] = field(default_factory=list)
    asked: list[Link] = field(default_factory=list)


Decided = Mapping[tuple[str, str], bool]  # keys left and right → whether it is one child


def pair(left: Sequence[ListedChild], right: Sequence[ListedChild], decided: Decided) -> Pairing:
    """Return which children of two lists are the same; what was `decided` counts most."""
    pairer = _Pairer(left, right, decided)
    pairer.by_decision()
    pairer.by_file()
    pairer.by_numbers()
    pairer.by_facts()
    return pairer.found


class _Pairer:
    """Goes over two lists; who is paired is out of the question for all others."""

    def __init__(
        self, left: Sequence[ListedChild], right: Sequence[ListedChild], decided: Decided
    ) -> None:
        self.found = Pairing()
        self._left, self._right, self._decided = left, right, decided
        self._free = set(range(len(right)))
        self._open = dict.fromkeys(range(len(left)))

    def by_decision(self) -> None:
        """Pair whom somebody has said to be one child."""
        said = {keys for keys, same in self._decided.items() if same}
        if not said:
            return
        by_key = {child.key: at for at, child in enumerate(self._right)}
        for at, child in enumerate(self._left):
            mates = [by_key[r] for left, r in said if left == child.key and r in by_key]
            if mates and mates[0] in self._free:
                self._pair(at, mates[0], weigh(child.side, self._right[mates[0]].side))

    def by_file(self) -> None:
        """Pair those who certainly have one file in the ledger."""
        files = {self._right[at].student_id: at for at in sorted(self._free, reverse=True)}
        for at in list(self._open):
            mate = files.get(self._left[at].student_id) if self._left[at].student_id else None
            if mate is not None and mate in self._free:
                link = self._link(at, mate)
                if not self._is_denied(link):
                    self._pair(*link)

    def by_numbers(self) -> None:
        """Pair those of one identity or register number; other names are asked about."""
        by_number: dict[str, list[int]] = defaultdict(list)
        for at in sorted(self._free):
            for form in _forms(self._right[at]):
                by_number[form].append(at)
        for at in list(self._open):
            go_on()
            mates = {m for form in _forms(self._left[at]) for m in by_number.get(form, ())}
            free = sorted(mates & self._free)
            links = [self._link(at, mate) for mate in free]
            sure = [link for link in links if self._is_one_number(link)]
            exact = [link for link in sure if self._likeness(link) is Likeness.SAME]
            if len(sure) == 1 or len(exact) == 1:
                self._pair(*(exact or sure)[0])
            else:
                self.found.asked += [link for link in links if not self._is_denied(link)]

    def by_facts(self) -> None:
        """Pair namesakes with enough facts; ask about those with too few."""
        groups: dict[str, list[int]] = defaultdict(list)
        births: dict[str, list[int]] = defaultdict(list)
        for at in sorted(self._free):
            groups[name_key(self._right[at].name)].append(at)
            births[self._right[at].birth].append(at)
        links = [link for at in self._open for link in self._likely(at, groups, births)]
        sure = [link for link in links if self._verdict(link) is Verdict.SAME]
        lefts = Counter(link.left for link in sure)
        rights = Counter(link.right for link in sure)
        for link in sure:
            if lefts[link.left] == rights[link.right] == 1:
                self._pair(*link)
        known = {(link.left, link.right) for link in self.found.asked}
        self.found.asked = [
            link
            for link in self.found.asked + [s for s in links if (s.left, s.right) not in known]
            if link.left in self._open and link.right in self._free
        ]

    def _likely(
        self, at: int, groups: Mapping[str, list[int]], births: Mapping[str, list[int]]
    ) -> list[Link]:
        """Return whom a child may be: namesakes, and those of its birth date with a near name."""
        go_on()
        child = self._left[at]
        mates = groups.get(name_key(child.name), [])[:MOST_NAMESAKES]
        mates = mates + [m for m in births.get(child.birth, ()) if child.birth and m not in mates]
        links = [self._link(at, mate) for mate in mates]
        return [
            link
            for link in links
            if self._verdict(link) is not Verdict.OTHER and not self._is_denied(link)
        ]

    def _verdict(self, link: Link) -> Verdict:
        return verdict(self._left[link.left], self._right[link.right], link.weighed)

    def _is_one_number(self, link: Link) -> bool:
        """Tell whether a shared number is one child's, and not copied to another one."""
        return self._verdict(link) is Verdict.SAME and not self._is_denied(link)

    def _likeness(self, link: Link) -> Likeness:
        return name_likeness(self._left[link.left].side, self._right[link.right].side)

    def _is_denied(self, link: Link) -> bool:
        if not self._decided:
            return False
        keys = (self._left[link.left].key, self._right[link.right].key)
        return self._decided.get(keys) is False

    def _link(self, left: int, right: int) -> Link:
        return Link(left, right, weigh(self._left[left].side, self._right[right].side))

    def _pair(self, left: int, right: int, weighed: Weighed) -> None:
        self.found.certain.append(Link(left, right, weighed))
        self._open.pop(left, None)
        self._free.discard(right)


def _forms(child: ListedChild) -> list[str]:
    """Return all that a number of the child's may be written as; a G number stands for both."""
    typed = (child.typed, str(child.values.get("id_no") or ""))
    numbers = {form for text in typed if len(text) >= 8 for form in whole_forms(text)}
    register = child.side.register
    if register:
        numbers.add(register)
        numbers |= {register[1:]} if register[0] == "G" else set()
    return sorted(numbers)
