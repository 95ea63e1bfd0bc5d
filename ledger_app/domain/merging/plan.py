"""What a merge comes to: plain values that the store carries out, in one revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledger_app.domain.merging.told import Gone, Told


class AskedKind(StrEnum):
    """Why a difference waits for a person: codes of the list conflict_kind."""

    DIFFER = "differ"  # both sides changed it
    CORRECTION = "correction"  # the unit above has it otherwise; a school says yes or no
    DELETION = "deletion"  # one side deleted, the other changed
    REFUSED = "refused"  # the school did not take a correction


@dataclass(frozen=True, slots=True)
class Asked:
    """One difference for a person: of a field, or with an empty one whether the record stays."""

    kind: AskedKind
    table: str
    record: str
    student: str | None
    field: str
    base: Any
    ours: Any
    theirs: Any
    theirs_by: str = ""
    theirs_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """Fields of one record that are taken over; `before` is what they were here.

    `student` with `moved_to`: the record goes to another child's file, as it did there.
    """

    told: Told
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    moved_to: str | None = None


@dataclass(frozen=True)
class MergePlan:
    """What a package changes here. Nothing of it is done yet.

    `missing`: here and in the base, but neither told nor deleted there: it stays, and is listed.
    `strange`: of a file that another unit keeps, which the sender may not write.
    `settled`: (record, field) of open differences on which both sides say the same by now.
    """

    create: tuple[Told, ...] = ()
    update: tuple[Update, ...] = ()
    bury: tuple[Gone, ...] = ()
    revive: tuple[Told, ...] = ()
    ask: tuple[Asked, ...] = ()
    missing: tuple[Told, ...] = ()
    strange: tuple[Told, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    unchanged: int = 0  # records that are alike on both sides

    @property
    def changes_nothing(self) -> bool:
        """Tell whether carrying it out would leave every record as it is, and nothing to ask."""
        return not (self.create or self.update or self.bury or self.revive or self.ask)
