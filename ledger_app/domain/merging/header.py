"""What stands at the head of a package, under the signature: who, for whom, which, of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FORMAT = 1
NEVER_HANDED = "never_handed"  # in `shown`


class PackageKind(StrEnum):
    """What a package is: a unit's full state going up, or the answer coming down."""

    HANDOFF = "handoff"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Known:
    """A package as ledgers remember it: which copy of a ledger made it, its number, its digest."""

    incarnation: str
    sequence: int
    digest: str


@dataclass(frozen=True)
class Header:
    """Who made a package, for whom, which one it is. Times are for people: they decide nothing.

    `recipient` is the fingerprint of the unit it is for ("" if it is sealed with spoken words).
    `knows` are the packages this ledger remembers having made for that unit (of a receipt: having
    accepted from it), newest first: the newest that both sides know is what is merged against.
    `based_on` is, of a receipt, the package it answers; `heard`, of a package, the receipt that was
    taken last: what the unit above wrote is measured against it. `withheld` are fields that were
    left out. `counts` are living records by table, compared with what is read. `shown` is for
    people on the receiving side: phone and clerk of the unit, its schools with code, name and
    phone, numbers before it that were spoilt, so that nobody looks for those packages.
    """

    kind: PackageKind
    unit_kind: str
    unit_name: str
    unit_code: str
    ledger_id: str
    incarnation: str
    sequence: int
    recipient: str
    cut_off_on: str
    made_at: str
    made_by: str
    program: str
    knows: tuple[Known, ...] = ()
    based_on: Known | None = None
    heard: Known | None = None
    withheld: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, object] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def never_handed(self) -> frozenset[int]:
        """Return the numbers before this one that its maker says it never handed over."""
        found = self.shown.get(NEVER_HANDED)
        return frozenset(each for each in _list(found) if type(each) is int)


def _list(found: object) -> Sequence[object]:
    return found if isinstance(found, list) else ()
