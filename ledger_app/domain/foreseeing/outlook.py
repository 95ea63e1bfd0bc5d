"""What a file says of its child on a day: where it stands, what is due, where it is listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ledger_app.catalogue import STUDENT
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.reminders import Reminder, found_by, reminders
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.standing.cases import cases, live_case
from ledger_app.domain.standing.status import STATUS_READS, Status, status_from, status_of
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.record_kinds.kind import PAPER_READS, RecordKind
from ledger_app.domain.telling.scope import Scope


@dataclass(frozen=True)
class Listing:
    """A printout that lists children: its key, what it is called, which records make its rows."""

    key: str
    name: str
    kind: RecordKind


@dataclass(frozen=True)
class Issued:
    """What has gone out as of an ISO day: an edition of a listing, whole or of a part of it, or
    (None) a monthly report."""

    name: str
    day: str
    listing: Listing | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Terms:
    """By which rules, after which answers to reminders, and on which listings."""

    rules: Sequence[Rule]
    outcomes: Sequence[Row]
    listings: Sequence[Listing]


@dataclass(frozen=True)
class Outlook:
    """Where a child stands, whether a case of it goes on, what is due, its rows by listing."""

    status: Status
    in_case: bool
    due: tuple[Reminder, ...]
    rows: Mapping[str, int]


def outlook(file: StudentFile, on: Day, terms: Terms) -> Outlook:
    """Return what is said of a child on a day, each by the one rule that says it everywhere."""
    found = cases(file, on)
    now = status_from(file, found, on)
    standings = {str(file.student.get("id") or ""): now}
    due = reminders([file], terms.rules, on, terms.outcomes, standings=standings)
    return Outlook(
        status=now,
        in_case=live_case(found) is not None,
        due=tuple(each for each in due if each.student),
        rows={listing.key: listing.kind.rows_on_paper(file, on) for listing in terms.listings},
    )


def stood(file: StudentFile, on: Day, issued: Issued) -> str | int:
    """Return what a listing or a report of a past day says of a child: its rows, or its status."""
    if issued.listing is None:
        return status_of(file, on).code
    return issued.listing.kind.rows_on_paper(file, on, issued.scope)


def matters(terms: Terms) -> dict[str, frozenset[str]]:
    """Return what all of this is worked out from: what is not in it changes nothing."""
    kinds = [listing.kind.reads for listing in terms.listings]
    read = together(STATUS_READS, found_by(terms.rules), PAPER_READS, *kinds)
    # A number tells the birth date where that is empty.
    return together(read, _TOLD_BY_NUMBER if "birth_date" in read[STUDENT.key] else {})


_TOLD_BY_NUMBER: Reads = {STUDENT.key: ("id_no",)}
