"""What a roll call changes in the absences of a class: opened, carried on, ended, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.catalogue.meanings import NO
from ledger_app.domain.calendar import SCHOOL_DAY
from ledger_app.domain.day import Day
from ledger_app.domain.standing.absences import NO_END, began_on, last_school_day
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Row

# What a roll call itself writes; an absence with more in it tells of work that was done.
_OWN = frozenset(
    {"id", "no", "student_id", "from_on", "to_on", "reason_given", "excused", "remark",
     "created_at", "updated_at", "deleted_at"}
)  # fmt: skip
_COPIED = ("reason_given", "excused", "remark")


@dataclass
class Changes:
    """The changes of absences that the roll call of a day asks for."""

    day: Day
    added: list[dict[str, Any]] = field(default_factory=list)
    altered: list[tuple[Row, dict[str, Any]]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)  # children

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is to be written."""
        return not (self.added or self.altered or self.dropped)

    def write(self, revision: Revision) -> None:
        """Write all of it."""
        revision.insert_many("absence", self.added)
        for row, values in self.altered:
            revision.update("absence", row["id"], values, row)
        revision.delete("absence", self.dropped)

    def add(self, child: str, values: Mapping[str, Any]) -> None:
        """Note a new absence of a child."""
        self.added.append({"id": uuid4().hex, "student_id": child, **values})

    def alter(self, row: Row, values: Mapping[str, Any]) -> None:
        """Note other values of an absence, if any differs."""
        changed = {key: value for key, value in values.items() if row[key] != value}
        if changed:
            self.altered.append((row, changed))


def end_absences(
    plan: Changes, child: str, rows: Sequence[Row], later: Sequence[tuple[str, frozenset[str]]]
) -> None:
    """End what was open when the child is there.

    `later` are the days and children of the class's later roll calls. Example: absent from 09-01
    to this day; registered late, for 09-03, that the child was there, but 09-07 had it missing
    again: 09-01 to 09-02, and a second absence from 09-07.
    """
    day = plan.day.text
    for row in rows:
        end = row["to_on"] or NO_END
        if not began_on(row) <= day <= end:
            continue
        plan.ended.add(child)
        again = next(
            (held_on for held_on, seen in later if held_on <= end and child not in seen), ""
        )
        if again:
            copied = {key: row[key] for key in _COPIED}
            plan.add(child, {**copied, "from_on": again, "to_on": row["to_on"]})
        if began_on(row) < day:
            last = max(last_school_day(day, plan.day.calendar), began_on(row))
            plan.alter(row, {"to_on": last})
        elif any(value for key, value in row.items() if key not in _OWN):
            plan.alter(row, {"to_on": day, "excused": NO})
        else:
            plan.dropped.append(row["id"])


def open_absence(
    plan: Changes, child: str, rows: Sequence[Row], given: Mapping[str, Any], seen: str
) -> None:
    """Open an absence of a child that is not there, or carry on the one that is open.

    `seen` is the first later day on which a roll call saw it: the absence ends before that.
    """
    day, calendar = plan.day.text, plan.day.calendar
    for row in rows:
        if began_on(row) <= day <= (row["to_on"] or NO_END):
            plan.alter(row, _told(row, given))
            return
    following = calendar.shifted(day, 1, SCHOOL_DAY)
    for row in rows:
        # Registered late: the absence that begins on the next school day began on this one.
        if day < began_on(row) <= following and not (seen and seen <= began_on(row)):
            plan.alter(row, {"from_on": day})
            return
    end = {"to_on": last_school_day(seen, calendar)} if seen else {}
    plan.add(child, {"from_on": day, **given, **end})


def _told(row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is new about an absence that goes on: 不明 says less than any reason."""
    if given.get("reason_given") in (AbsenceReason.UNKNOWN, row["reason_given"]):
        return {key: value for key, value in given.items() if key in ("to_on", "remark")}
    return dict(given)
