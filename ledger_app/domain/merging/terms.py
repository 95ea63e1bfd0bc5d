"""On what terms two ledgers are merged: which is above, who keeps which file, what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.told import State, Told

Place = tuple[str, str]  # id of a record and key of a field; "" for the record as a whole


class Side(StrEnum):
    """Where the sender stands, seen from here."""

    BELOW = "below"  # a package came up
    ABOVE = "above"  # a receipt came down


class Pair(NamedTuple):
    """The two values of a difference, as `text_of` writes them."""

    ours: str
    theirs: str


@dataclass(frozen=True)
class Terms:
    """What must be known beside the records.

    `unit` is the sender's code, `own` that of this ledger; `upper` are the codes of the upper one
    of the two and of all units above it: what they began is not the lower one's to write.
    `of_school`: the lower one is a school, not a township. `keeper` says which unit keeps the file
    of each child known here. `taken_whole` are children whose files come to this ledger by this
    package: it is taken as it is, a reading copy here gives way.
    `decided` holds the last decision of each place, if it was not to take theirs: what was kept
    here (ours, or what was typed) and what was not taken. `open` are the differences that wait and
    came with a package that the sender remembers: another copy of its ledger settles none of them.
    `heard` returns, of a package, the receipt that its maker took last, if its contents are kept;
    `heard_all`: all that is in it came to its maker with it, who had nothing before (a lost ledger
    that was begun anew), so that both had it.
    """

    side: Side
    unit: str
    own: str
    upper: frozenset[str]
    keeper: Mapping[str, str]
    of_school: bool = True
    taken_whole: frozenset[str] = frozenset()
    decided: Mapping[Place, Pair] = field(default_factory=dict)
    open: Mapping[Place, Pair] = field(default_factory=dict)
    heard: Callable[[], State | None] = lambda: None
    heard_all: bool = False


def text_of(value: object) -> str:
    """Return a stored value as the text that a conflict keeps of it: canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def whole(told: Told | None) -> dict[str, Any] | None:
    """Return a record as the value of a difference about the record itself; None if it is gone."""
    return None if told is None else {**told.values, OWNER: told.student}


def answered(field_key: str, value: object) -> object:
    """Return what an `Answer` tells of a value: of a whole record only that it stays.

    A record has fields in it that may be withheld.
    """
    if field_key:
        return value
    return None if value is None else True
