"""What is different between two outlooks on one child: the one place that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.domain.day import Day
from ledger_app.domain.foreseeing.outlook import Listing, Outlook
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import Status


@dataclass(frozen=True)
class DueChange:
    """A line of 今日 that comes (`before` is ""), goes (`after` is ""), or is due another day."""

    rule: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowsChange:
    """How many rows a child has on a listing, before and after.

    `follows_status`: the child itself stands there, by its status alone.
    """

    key: str
    name: str
    before: int
    after: int
    follows_status: bool = False


@dataclass(frozen=True)
class MateChange:
    """What changes in 今日 for another child of the house."""

    student: str
    name: str
    due: tuple[DueChange, ...]


@dataclass(frozen=True)
class Consequences:
    """What an entry changes; nothing of it is falsy. `corrected` names what has gone out already.

    `on` is the day it is asked on.
    """

    on: Day
    before: Status
    after: Status
    had_case: bool = False
    has_case: bool = False
    due: tuple[DueChange, ...] = ()
    rows: tuple[RowsChange, ...] = ()
    corrected: tuple[str, ...] = ()
    house: tuple[MateChange, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        changes = (self.due, self.rows, self.corrected, self.house, self.stands_otherwise)
        return any(changes) or self.had_case != self.has_case

    @property
    def stands_otherwise(self) -> bool:
        """Tell whether the status, its day, why, or until when it holds is another one."""
        return _said(self.before) != _said(self.after)


def consequences(
    before: Outlook,
    after: Outlook,
    on: Day,
    listings: Sequence[Listing],
    corrected: Sequence[str] = (),
) -> Consequences:
    """Return what is different: status, case, lines of 今日, rows on listings."""
    changed = (
        RowsChange(
            each.key, each.name, before.rows[each.key], after.rows[each.key], not each.kind.table
        )
        for each in listings
    )
    return Consequences(
        on=on,
        before=before.status,
        after=after.status,
        had_case=before.in_case,
        has_case=after.in_case,
        due=due_changes(before.due, after.due),
        rows=tuple(each for each in changed if each.before != each.after),
        corrected=tuple(corrected),
    )


def _said(status: Status) -> tuple[str, str, str, str]:
    # At school it holds until the term is over, whatever is written.
    until = status.until if status.standing is Standing.FOR_A_TIME else ""
    return status.code, status.since, status.reason, until


def due_changes(before: Sequence[Reminder], after: Sequence[Reminder]) -> tuple[DueChange, ...]:
    """Return what comes, goes and moves, by rule: the new ones in their order of weight first.

    Two days of one rule that are there no longer and anew are one line that moved: to a clerk a
    promise is the same line, whichever call it comes from.
    """
    labels = {each.rule: each.label for each in (*after, *before)}
    found = []
    for rule, label in labels.items():
        old, new = _days(before, rule), _days(after, rule)
        gone = _without(old, new)
        came = _without(new, old)
        moved = min(len(gone), len(came))
        pairs = [*zip(gone, came, strict=False), *((day, "") for day in gone[moved:])]
        pairs += [("", day) for day in came[moved:]]
        found += [DueChange(rule, label, *pair) for pair in pairs]
    return tuple(found)


def _days(due: Sequence[Reminder], rule: str) -> list[str]:
    return sorted(each.due_on for each in due if each.rule == rule)


def _without(days: list[str], others: list[str]) -> list[str]:
    left = list(others)
    kept = []
    for day in days:
        if day in left:
            left.remove(day)
        else:
            kept.append(day)
    return kept
