"""Which package it is: new, known, older, of another copy. Numbers and digests, never clocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar


class Numbered(Protocol):
    """A package as both sides remember it: which copy of a ledger made it, its number, digest."""

    @property
    def incarnation(self) -> str:
        """Return which copy of the ledger made it."""

    @property
    def sequence(self) -> int:
        """Return its number there."""

    @property
    def digest(self) -> str:
        """Return the digest of its body."""


class Arrival(StrEnum):
    """Which package it is, by its number."""

    NEW = "new"
    GAP = "gap"  # numbers before it never came: no harm, it holds everything
    RESTORED = "restored"  # the ledger was restored: it does not know all that was accepted of it
    COPY = "copy"  # another copy of the ledger that knows all of it goes on, or both do
    REPEAT = "repeat"
    OLDER = "older"
    FORK = "fork"  # the same number with other contents


@dataclass(frozen=True)
class Standing:
    """What a package is, the numbers that never came, the accepted ones that its maker forgot."""

    arrival: Arrival
    gap: tuple[int, ...] = ()
    forgot: tuple[int, ...] = ()


def classify(
    package: Numbered,
    accepted: Sequence[Numbered],
    seen: Collection[Numbered] = (),
    knows: Collection[Numbered] = (),
    spoilt: Collection[int] = (),
) -> Standing:
    """Say which package it is.

    `accepted`, newest first, are those of this ledger that stand; `seen` also those whose merge
    was undone; `knows` those that the maker remembers; `spoilt` numbers that it never handed over.
    """
    if any(each.digest == package.digest for each in accepted):
        return Standing(Arrival.REPEAT)
    same = [each for each in (*accepted, *seen) if each.incarnation == package.incarnation]
    if any(each.sequence == package.sequence and each.digest != package.digest for each in same):
        return Standing(Arrival.FORK)
    own = [each.sequence for each in accepted if each.incarnation == package.incarnation]
    if own and package.sequence <= max(own):
        return Standing(Arrival.OLDER)
    if accepted and accepted[0].incarnation != package.incarnation:
        known = {each.digest for each in knows}
        forgot = tuple(each.sequence for each in accepted if each.digest not in known)
        return Standing(Arrival.RESTORED if forgot else Arrival.COPY, forgot=forgot[::-1])
    numbers = range(max(own, default=0) + 1, package.sequence)
    gap = tuple(number for number in numbers if number not in spoilt)
    return Standing(Arrival.GAP if gap else Arrival.NEW, gap)


Package = TypeVar("Package", bound=Numbered)


def both_know(
    made: Sequence[Package], accepted: Collection[Numbered], kept: Collection[str] | None = None
) -> Package | None:
    """Return the newest package that both know, None if there is none.

    `made`, newest first, is what its maker remembers: its own order counts, since its records
    come from there. `accepted` is what the other side took; `kept` are digests whose contents are
    at hand, None: all.
    """
    known = {(each.incarnation, each.sequence, each.digest) for each in accepted}
    return next(
        (
            each
            for each in made
            if (each.incarnation, each.sequence, each.digest) in known
            and (kept is None or each.digest in kept)
        ),
        None,
    )
