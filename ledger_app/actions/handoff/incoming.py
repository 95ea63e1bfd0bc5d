"""One package that came in: which it is, what it would change, what must be typed first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ledger_app.domain.merging.header import Header
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.told import State


class ArrivalState(StrEnum):
    """Which package it is, seen from here. Only NEW, GAP, RESTORED and GUARDED can be taken."""

    NEW = "new"
    GAP = "gap"  # numbers before it never came: no harm, it holds everything
    RESTORED = "restored"  # of another copy of the ledger than the last one: restored, or copied
    GUARDED = "guarded"  # it would change so much that a number must be typed
    REPEAT = "repeat"
    OLDER = "older"
    FORK = "fork"  # the same number with other contents
    FUTURE = "future"  # of a newer program
    FOREIGN = "foreign"  # for another unit, or re-addressed
    UNKNOWN = "unknown"  # of nobody this ledger is paired with, or forged
    DAMAGED = "damaged"


TAKEN = frozenset({ArrivalState.NEW, ArrivalState.GAP, ArrivalState.RESTORED, ArrivalState.GUARDED})


class Guard(NamedTuple):
    """Why a number must be typed before it is taken: a sentence, and the number."""

    text: str
    number: int


class ChangeLine(NamedTuple):
    """One field of a child's file: label, what stands here, what came; "" is empty."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChildChange:
    """What a package changes in one child's file, in words. `kind`: new, changed, gone."""

    student: str
    name: str
    place: str  # grade and class
    kind: str
    lines: tuple[ChangeLine, ...] = ()
    asked: tuple[ChangeLine, ...] = ()  # both sides differ: old is ours


class Counts(NamedTuple):
    """How many records a package changes here, and how."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    conflicts: int = 0
    missing: int = 0


NOTHING = Counts()


@dataclass(frozen=True)
class Incoming:
    """One looked-at package. Nothing has been changed; `message` says in a sentence what it is."""

    path: Path
    state: ArrivalState
    message: str
    hint: str = ""
    header: Header | None = None
    digest: str = ""
    body: bytes = b""
    told: State | None = None
    plan: MergePlan | None = None
    counts: Counts = NOTHING
    base_digest: str = ""
    guards: tuple[Guard, ...] = ()
    children: tuple[ChildChange, ...] = ()
    missing: tuple[str, ...] = ()  # names of children that are here and neither told nor deleted
    strange: tuple[str, ...] = ()  # names of children that another unit keeps
    verified: bool = True  # False: 来源未核实
    sign_key: str = ""  # by which it was signed
    seal_key: str = ""  # that an answer is sealed for
    forgot: tuple[int, ...] = ()  # packages taken before that its maker's ledger does not know
    seen_at: int = 0  # newest revision of the ledger when it was planned

    @property
    def can_be_taken(self) -> bool:
        """Tell whether it can be taken at all (perhaps after a number was typed)."""
        return self.state in TAKEN

    @property
    def number_to_type(self) -> int | None:
        """Return what must be typed before it is taken, None if nothing."""
        return self.guards[0].number if self.guards else None

    def light(self) -> Incoming:
        """Return what is said of it, without what it holds: a stick full would fill the memory."""
        return replace(self, body=b"", told=None, plan=None)


@dataclass(frozen=True)
class Received:
    """What became of a package: counts of records, the revision that can be undone."""

    incoming: Incoming
    revision_no: int | None
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    conflicts: int = 0
    missing: int = 0
    package: str = ""  # id of its record
