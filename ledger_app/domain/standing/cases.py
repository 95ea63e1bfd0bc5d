"""Cases: one stretch of not being at school, from the first suspicion to its closing.

Also which cases, concerns and relocations stand on which ledger on a given day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.meanings import (
    NO,
    YES,
    AbsentKind,
    Presence,
    RegisterStatus,
    RelocationChoice,
    RelocationState,
)
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together, with_values
from ledger_app.domain.standing.back_in_class import back_in_class
from ledger_app.domain.standing.case_replay import (
    REPLAY_READS,
    UNDATED,
    Draft,
    count_persuasions,
    replay_records,
)
from ledger_app.domain.standing.days_to_come import as_of, merge_rows
from ledger_app.domain.standing.evidence import AT_SCHOOL, EVIDENCE_READS, all_evidence
from ledger_app.domain.standing.marks import MARK_READS, marked_on
from ledger_app.domain.standing.row_order import in_order
from ledger_app.domain.student_file import Row, StudentFile

FIRST_DAYS = ("last_attended", "suspected_on", "confirmed_on")
_CLOSING = ("closed_on", *TABLES["placement"].dated("closed_on").facts)
FLAG_KEYS = frozenset({"student_id", "is_suspected"})  # all a flag in the register tells
CASE_READS = together(REPLAY_READS, EVIDENCE_READS, MARK_READS)
_KNOWN_DAYS = ("notified_on", "parent_signed_on", "moved_on", "register_moved_on")
RELOCATION_READS: Reads = {
    "relocation": (*_KNOWN_DAYS, "choice_type", "receiving_school", "created_at")
}
ARRIVAL_DAYS = 14  # told in term: so long until a child should be at the receiving school


class CaseState(StrEnum):
    """How far a case has come: the first two are open, the last two are over."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    RELAPSED = "relapsed"  # returned, then a new case began before this one was closed
    CLAIMED = "claimed"  # nothing but a closing that does not hold: no dropout, no return
    CLOSED = "closed"


@dataclass(frozen=True)
class Case:
    """One case as seen on a day. Days are ISO text; "" is a day nobody wrote down, None is never.

    `dropout` shows the newest value of each field where several records tell of the same case;
    it is empty for a return that was recorded without a dropout. `placement` likewise. Days that
    were still to come are left out of both.
    """

    dropout: Row
    placement: Row | None
    suspected_on: str | None
    confirmed_on: str | None
    returned_on: str | None
    closed_on: str | None
    reopened_on: str | None
    state: CaseState
    since: str  # the day it began; the first of the month where only that is known
    over_on: str | None  # closed, or replaced by the next case
    persuasions: tuple[Row, ...]
    back_on: str | None = None  # in a class again: later than the return that was 休学
    claimed_on: str = ""  # the day of a closing that does not hold,
    lacking: tuple[str, ...] = ()  # and what it lacks to be valid
    lost: Row | None = None  # the contact since which nobody could be reached

    @property
    def is_open(self) -> bool:
        """Tell whether the child is still out of school."""
        return self.state in (CaseState.SUSPECTED, CaseState.CONFIRMED)

    @property
    def began(self) -> str:
        """Return when it began as far as anybody knows: a day, a month, or ""."""
        if any(self.dropout.get(key) for key in FIRST_DAYS):
            return self.since
        month = self.dropout.get("dropout_ym")
        return str(month) if month and self.since == f"{month}-01" else self.since

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is left to do: closed, or carried on by a later case."""
        return self.over_on is not None


def cases(file: StudentFile, on: Day) -> list[Case]:
    """Return the cases of a child, oldest first, from what was dated on or before `on`.

    At most one is not over. A child flagged in the national register counts as a case too, so that
    nobody is on neither list: without a dropout record, or flagged after it had come back.
    """
    found: list[Case] = []
    if file.of("dropout") or file.of("placement"):
        leaves = file.of("leave")
        found = [_finish(draft, leaves, on) for draft in replay_records(file, on)]
    if not _is_flagged(file.student) or any(case.is_open for case in found):
        return found
    # Nothing but a closing that does not hold: it is that of the mark.
    claims = [case for case in found if case.state is CaseState.CLAIMED]
    ended = [case for case in found if case.state is not CaseState.CLAIMED]
    day = file.student.get("marked_on") or UNDATED if ended else marked_on(file.student)
    if day > on.text or (ended and day <= _last_end(ended)):
        return found
    # Of a mark without any day nobody can tell what came after it.
    at_school = (each.day for each in all_evidence(file, on) if each.grounds in AT_SCHOOL)
    if day and any(each > day for each in at_school):
        return found  # a mark that was overtaken: said as a contradiction
    before = [
        case if case.is_closed else replace(case, over_on=day, state=CaseState.RELAPSED)
        for case in ended
    ]
    flagged = _flagged(file, on)
    for claim in claims:
        flagged = replace(
            flagged,
            placement=claim.placement,
            claimed_on=claim.claimed_on,
            lacking=claim.lacking,
        )
    return [*before, flagged]


def _without_closing(placement: Row) -> Row:
    return with_values(placement, dict.fromkeys(key for key in _CLOSING if key in placement))


def _last_end(found: Sequence[Case]) -> str:
    """Return the last day on which one of the cases ended, by a return or a closing."""
    days = ((case.returned_on or UNDATED, case.closed_on or UNDATED) for case in found)
    return max(max(pair) for pair in days)


def live_case(found: Sequence[Case]) -> Case | None:
    """Return the one case that is not over, or None."""
    return next((case for case in reversed(found) if not case.is_closed), None)


def in_suspected_ledger(file: StudentFile, on: Day) -> list[Case]:
    """Return the cases on 疑似辍学学生台账: unconfirmed, not over before this school year."""
    return [s for s in cases(file, on) if s.confirmed_on is None and _is_listed(s, on)]


def in_dropout_ledger(file: StudentFile, on: Day) -> list[Case]:
    """Return the cases on 辍学学生台账: confirmed, not over before this school year."""
    return [s for s in cases(file, on) if s.confirmed_on is not None and _is_listed(s, on)]


def in_focus_ledger(file: StudentFile, on: Day) -> list[Row]:
    """Return the concerns on 重点关注台账: active on the day, or lifted in this school year."""
    today, year_start = on.text, on.year_start
    return [
        as_of("concern", row, today)
        for row in file.of("concern")
        if (row.get("since_on") or UNDATED) <= today
        and ((row.get("until_on") or "9") > today or row["until_on"] >= year_start)
    ]


def in_relocation_ledger(file: StudentFile, on: Day) -> list[Row]:
    """Return the relocations known by `on`, the newest last; one without a date always is."""
    today = on.text
    known = [row for row in file.of("relocation") if relocation_known_on(row) <= today]
    return [as_of("relocation", row, today) for row in sorted(known, key=_relocation_order)]


def _relocation_order(row: Row) -> str:
    return relocation_known_on(row) or (row.get("created_at") or "~")[:10]


def relocation_known_on(row: Row) -> str:
    """Return the first day written in a relocation, "" if there is none."""
    return min((row[key] for key in _KNOWN_DAYS if row.get(key)), default=UNDATED)


def arrival_expected_on(row: Row, school: Row, calendar: SchoolCalendar) -> str:
    """Return the ISO day a relocated child should have arrived by, "" if no day is known.

    Told in term: ARRIVAL_DAYS after the notice (else the signature, the closure of `school`).
    Told from May or in the winter holidays, for the coming term: on its first day. Not before
    the child's own school has closed.
    """
    known = max(relocation_known_on(row), school.get("closed_on") or UNDATED)
    if as_day(known) is None:
        return UNDATED
    return calendar.coming_term(known) or calendar.shifted(known, ARRIVAL_DAYS, "day")


def relocation_state(row: Row, on: Day) -> str:
    """Return the code of list relocation_state a relocation has reached by `on`."""
    today = on.text
    moved = _dated_by(row, "moved_on", today)
    if moved and _dated_by(row, "register_moved_on", today):
        return RelocationState.DONE
    if moved:
        return RelocationState.NOT_REGISTERED
    placed = row.get("receiving_school") and row.get("choice_type") != RelocationChoice.TO_BE_PLACED
    return RelocationState.NOT_ARRIVED if placed else RelocationState.TO_BE_PLACED


def days_missed(case: Case, on: Day) -> int | None:
    """Count the school days missed after the last day at school, up to `on`.

    Counted to the return or the closing if that is earlier; None when no day is known.
    """
    known = case.began if len(case.began) == len("2026-09-01") else ""
    start = as_day(case.dropout.get("last_attended") or known)
    if start is None or start > on.date:
        return None
    last = as_day(case.returned_on or case.over_on)
    # The day of the return is a day at school.
    end = last - timedelta(days=1) if last else on.date
    return on.calendar.school_days_between(start, end)


def _is_listed(case: Case, on: Day) -> bool:
    if case.suspected_on is None:  # a return without a dropout
        return False
    return case.over_on is None or case.over_on >= on.year_start


def _dated_by(row: Row, key: str, today: str) -> bool:
    return bool(row.get(key)) and row[key] <= today


def _finish(draft: Draft, leaves: Sequence[Row], on: Day) -> Case:
    today = on.text
    # Each as of the day before they are merged: a day to come would hide one that was, and a
    # closing to come would lend its reason to another.
    ended = [as_of("placement", row, today) for row in draft.placements]
    placement = merge_rows(ended) if ended else None
    if placement and draft.closed_on is None and placement.get("closed_on"):
        # A closing that was taken back no longer stands.
        placement = _without_closing(placement)
    return Case(
        dropout=merge_rows([as_of("dropout", row, today) for row in draft.rows])
        if draft.rows
        else {},
        placement=placement,
        suspected_on=draft.since if draft.rows else None,
        confirmed_on=draft.confirmed_on,
        returned_on=draft.returned_on,
        closed_on=draft.closed_on,
        reopened_on=draft.reopened_on,
        state=_state(draft),
        since=draft.since,
        over_on=draft.over_on,
        persuasions=tuple(draft.persuasions),
        claimed_on=(draft.claimed_on or "") if draft.lacking and not draft.over_on else "",
        lacking=() if draft.over_on else draft.lacking,
        lost=draft.lost,
        back_on=back_in_class(ended, leaves, today),
    )


def _state(draft: Draft) -> CaseState:
    if draft.over_on is not None:
        return CaseState.CLOSED if draft.closed_on else CaseState.RELAPSED
    if draft.returned_on is not None:
        return CaseState.RETURNED
    if not draft.rows:
        return CaseState.CLAIMED
    return CaseState.SUSPECTED if draft.confirmed_on is None else CaseState.CONFIRMED


def _is_flagged(student: Row) -> bool:
    flag = student.get("register_status")
    flagged = flag in (RegisterStatus.FLAGGED_DROPPED, RegisterStatus.FLAGGED_SUSPECTED)
    return flagged or _is_listed_absent(student)


def _flagged(file: StudentFile, on: Day) -> Case:
    """Return the case of a child who is flagged in the register but has no dropout record of it."""
    dropped = file.student.get("register_status") == RegisterStatus.FLAGGED_DROPPED
    row = {"student_id": file.student.get("id"), "is_suspected": NO if dropped else YES}
    # Only a day that was written down: the day the file began is no day of a suspicion.
    since = file.student.get("marked_on") or UNDATED
    draft = Draft(since, [row], confirmed_on=since if dropped else None)
    count_persuasions([draft], in_order(file, "contact"), on.text)
    return _finish(draft, (), on)


def _is_listed_absent(student: Row) -> bool:
    """Tell whether the roster says 在籍不在校, 疑似辍学, and the register has not settled it."""
    return (
        student.get("in_school_status") == Presence.NOT_AT_SCHOOL
        and student.get("absent_kind") == AbsentKind.SUSPECTED_DROPOUT
        and student.get("register_status") not in (RegisterStatus.GRADUATED, RegisterStatus.DEAD)
    )
