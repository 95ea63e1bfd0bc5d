"""Status is derived, never typed: where a child stands on any day, from the dated records.

Codes: list `status`. Flow: domain.md §1. A child is at school by evidence of this term only
(evidence.py); a child that nothing positive is known of is 未核实. The answer says on what it rests
and until when it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ledger_app.catalogue.meanings import CloseReason, SpecialPlacement, StatusCode
from ledger_app.domain.dates import add_months, as_day
from ledger_app.domain.day import Day
from ledger_app.domain.once import once
from ledger_app.domain.reads import together
from ledger_app.domain.standing import closed_school
from ledger_app.domain.standing.absences import ABSENCE_READS, missing
from ledger_app.domain.standing.awaited import AWAITED_READS, awaited
from ledger_app.domain.standing.case_status import (
    Status,
    open_status,
    return_status,
    status,
    to_be_closed,
)
from ledger_app.domain.standing.cases import CASE_READS, Case, CaseState, cases, live_case
from ledger_app.domain.standing.closed_school import CLOSED_READS, closed_since, not_placed
from ledger_app.domain.standing.evidence import (
    AT_SCHOOL,
    Evidence,
    Grounds,
    all_evidence,
    best_of_term,
)
from ledger_app.domain.standing.gone import GONE_READS, gone, left_on, said_gone
from ledger_app.domain.standing.lasting_states.lasting import LASTING_READS, lasting, may_last
from ledger_app.domain.standing.lasting_states.passed import (
    PASSAGE_READS,
    between_schools,
    reading_copy,
)
from ledger_app.domain.standing.marks import MARK_READS, mark
from ledger_app.domain.standing.of_age import AGE_READS, enters_on, leaves_on
from ledger_app.domain.standing.reached import dated, left_open, said_out, tells_out
from ledger_app.domain.standing.row_order import in_order
from ledger_app.domain.standing.standings import OF_STATUS, Standing
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.unlisted import UNLISTED_READS, in_question, said_of, wants_answer

__all__ = ["STATUS_READS", "Status", "status_from", "status_of"]

OUT_OF_SCHOOL = frozenset(
    {
        StatusCode.SUSPECTED,
        StatusCode.DROPPED,
        StatusCode.PERSUADING,
        StatusCode.LEGAL,
        StatusCode.LOST,
    }
)
# Nobody here has to look for them.
GONE = frozenset(code for code, standing in OF_STATUS.items() if standing is Standing.GONE)
ELSEWHERE_TABLES = (
    "dropout", "placement", "relocation", "leave", "elsewhere", "home_teaching", "register_change",
    "absence", "unlisted", "passage",
)  # fmt: skip
STATUS_READS = together(
    CASE_READS,
    AWAITED_READS,
    CLOSED_READS,
    GONE_READS,
    LASTING_READS,
    MARK_READS,
    AGE_READS,
    ABSENCE_READS,
    {
        "student": ("special_placement",),
        "contact": ("created_at",),  # of one without a day
    },
    UNLISTED_READS,
    PASSAGE_READS,
)


def status_of(file: StudentFile, on: Day) -> Status:
    """Derive the status on a day, using only what was dated on or before it."""
    return status_from(file, cases(file, on), on)


def status_from(file: StudentFile, found: list[Case], on: Day) -> Status:
    """Derive the status like `status_of`, from the cases already found for that day.

    The first that has something to say is right: trouble before comfort, newer before older.
    """
    seen = _Seen(file, found, on)
    for find in _OF_MOST if not found and is_plain(file) else _IN_ORDER:
        if said := find(seen):
            return said
    return _unverified(seen)


def is_plain(file: StudentFile) -> bool:
    """Tell whether nothing that is written may say that a child is or was not in its class.

    True of most of a township: a quick test for what is asked of all of them.
    """
    for table in ELSEWHERE_TABLES:
        if file.of(table):
            return False
    return not (closed_school.concerns_closing(file) or mark(file.student) or may_last(file))


@dataclass(frozen=True)
class _Seen:
    """A child on a day, with what more than one of the questions below asks."""

    file: StudentFile
    cases: Sequence[Case]
    on: Day

    @once
    def live(self) -> Case | None:
        return live_case(self.cases)

    @once
    def evidence(self) -> list[Evidence]:
        return all_evidence(self.file, self.on)

    @once
    def best(self) -> Evidence | None:
        """The evidence of this term that a child is at school, and not of a day before it left."""
        return best_of_term([each for each in self.evidence if each.day >= self.left_on], self.on)

    @once
    def left_on(self) -> str:
        """The last day the child left, "" for never: what is older tells nothing of it."""
        return left_on(self.file, self.cases, self.on)

    @once
    def at_school_on(self) -> str:
        """The last day somebody of a school had the child before it, "" for never."""
        days = (each.day for each in self.evidence if each.grounds in AT_SCHOOL)
        return max(days, default="")

    def newest(self, *, roster: bool) -> str:
        """Return the day of the newest evidence, with or without rosters."""
        days = (e.day for e in self.evidence if roster or e.grounds != "roster")
        return max(days, default="")


def _in_case(seen: _Seen) -> Status | None:
    live = seen.live
    if live is None:
        return None
    if live.lacking and not _is_long_settled(live, seen):
        return to_be_closed(live)
    return open_status(live) if live.is_open else None


def _is_long_settled(live: Case, seen: _Seen) -> bool:
    """Tell whether a closing of a year before lacks something, and the child is seen at school.

    The paper is asked for, but the case no longer colours the child.
    """
    settled = not live.is_open and live.claimed_on < seen.on.year_start
    return bool(settled and seen.best and seen.best.day > live.claimed_on)


def _gone(seen: _Seen) -> Status | None:
    left = gone(seen.file, seen.cases, seen.on)
    if left is None or seen.newest(roster=False) > left.since:
        return None  # seen after it: said as a contradiction
    began = seen.live.since if seen.live else ""
    told = _left_open(seen)  # a call that says it is lost, or refuses, is newer than the paper
    return left if max(began, told.since if told else "") <= left.since else None


def _left_open(seen: _Seen) -> Status | None:
    """Return the status of a child of which a call said that it is not in class, without a case."""
    contacts = seen.file.of("contact")
    if not any(map(tells_out, contacts)):
        return None
    today = seen.on.text
    told = [
        row for row in map(dated, in_order(seen.file, "contact")) if row["contacted_on"] <= today
    ]
    ended = (day or "" for case in seen.cases for day in (case.returned_on, case.over_on))
    row = left_open(told, max([seen.newest(roster=False), *ended]))
    if row is None:
        return None
    day, state = row["contacted_on"], lasting(seen.file, seen.on)
    if state and max(state.since, state.confirmed_on) >= day:
        return None  # written down since where the child is
    # A new term: its roster says anew where the child is. A mark asks for itself.
    if (seen.best and day < seen.on.term_begins.isoformat()) or _marked(seen):
        return None
    said = f"{day} {said_out(row)}，还没有立案，也没有写明孩子在哪里"
    return status(StatusCode.ABSENT, day, said, grounds="contact")


def _for_a_time(seen: _Seen) -> Status | None:
    if unfit := _unfit(seen):
        return unfit
    state = lasting(seen.file, seen.on)
    if state is None:
        return None
    # Seen at school since: a contradiction. A mark yields to any evidence that is younger.
    listed = not state.listed_too
    against = seen.newest(roster=listed) if state.by_mark else seen.at_school_on
    if against > (max(state.since, state.confirmed_on) or "9"):
        return None
    grounds = "mark" if state.by_mark else "record"
    return status(state.code, state.since, state.reason, state.review_on, grounds)


def _unfit(seen: _Seen) -> Status | None:
    """Return 免学 of a child that was closed as unfit to study: to be looked at after a year."""
    last = seen.cases[-1] if seen.cases else None
    if not last or (last.placement or {}).get("close_reason") != CloseReason.UNFIT_TO_STUDY:
        return None
    closed = as_day(last.closed_on)
    if closed is None or seen.newest(roster=False) > closed.isoformat():
        return None
    review = add_months(closed, 12).isoformat()
    if review <= seen.on.text:
        said = f"{last.closed_on} 鉴定不具备学习条件，已满一年，要重新鉴定"
        return status(StatusCode.UNVERIFIED, review, said, grounds="expired")
    said = f"{last.closed_on} 销号：身体原因经鉴定不具备学习条件"
    return status(StatusCode.EXEMPT, closed.isoformat(), said, review, "closing")


def _said_gone(seen: _Seen) -> Status | None:
    left = said_gone(seen.file, seen.on.text)
    return left if left and seen.newest(roster=True) <= left.since else None


def _reading_copy(seen: _Seen) -> Status | None:
    return reading_copy(seen.file, seen.on)


def _between_schools(seen: _Seen) -> Status | None:
    found = between_schools(seen.file, seen.on)
    if found is None or seen.at_school_on > found.since:
        return None
    return found


def _awaited(seen: _Seen) -> Status | None:
    found = awaited(seen.file, seen.on)
    if found is None or seen.at_school_on > found.since:
        return None
    return found


def _of_closed_school(seen: _Seen) -> Status | None:
    said = not_placed(seen.file, seen.on)
    if said is None:
        return None
    closed = closed_since(seen.file, seen.on)
    if seen.at_school_on > (closed or "9"):
        return None  # seen at some school since: the line about its place stays
    return status(StatusCode.UNVERIFIED, closed, said, grounds="closed_school")


def _not_listed(seen: _Seen) -> Status | None:
    if not seen.file.of("unlisted"):
        return None
    rows = in_question(seen.file, seen.on, seen.newest(roster=True))
    if not rows:
        return None
    # One that nobody has answered is more pressing than one whose record is only missing.
    last = max(rows, key=lambda row: wants_answer(row, seen.on))
    said = said_of(last, seen.on)
    return status(StatusCode.UNVERIFIED, last["missed_on"], said, grounds="not_listed")


def _absent(seen: _Seen) -> Status | None:
    away = missing(seen.file, seen.on)
    if away is None:
        return None
    first = away.from_on
    begun = as_day(first)
    missed = begun and seen.on.calendar.school_days_between(begun - timedelta(1), seen.on.date)
    days = f"，已缺 {missed} 个上课日" if missed else ""
    since = f"{first} 起" if first else "起始日期不详，"
    said = f"{since}{'请假' if away.is_excused else '缺勤'}{days}"
    if away.excused_to and not away.is_excused:
        said = f"{first} 起请假到 {away.excused_to}，到期没有见到孩子到校"
    return status(StatusCode.ABSENT, first, said, grounds="absence")


def _marked(seen: _Seen) -> Status | None:
    said = mark(seen.file.student)
    if said is None or said.day > seen.on.text:
        return None
    if seen.newest(roster=not said.listed_too) > (said.day or "9"):
        return None
    return status(said.code, "", said.reason, grounds="no_place" if said.listed_too else "mark")


def _back(seen: _Seen) -> Status | None:
    live = seen.live
    if live is None or live.state is not CaseState.RETURNED or seen.best is None:
        return None
    return _held(return_status(live, seen.on), seen)


def _at_school(seen: _Seen) -> Status | None:
    settled = [case for case in seen.cases if _ended_well(case)]
    newest = max((case.closed_on or "" for case in settled), default="")
    best = seen.best
    if newest and newest >= max(seen.on.term_begins.isoformat(), seen.left_on):
        said = f"{newest} 销号：已复学稳定"  # after the visit of 90 days, with its paper
        return _held(status(StatusCode.CLOSED, newest, said), seen)
    if best is None:
        return None
    return _held(status(StatusCode.AT_SCHOOL, best.day, best.in_words), seen)


def _ended_well(case: Case) -> bool:
    return bool(case.closed_on) and (case.placement or {}).get("close_reason") == CloseReason.STABLE


def _held(found: Status, seen: _Seen) -> Status:
    grounds = seen.best.grounds if seen.best else Grounds.RETURN
    return replace(found, until=seen.on.term_holds_until, grounds=grounds)


def _by_age(seen: _Seen) -> Status | None:
    student, on = seen.file.student, seen.on
    enters, leaves = enters_on(student, on), leaves_on(student, on)
    if enters and on.date < enters:
        last = (enters - timedelta(days=1)).isoformat()
        said = f"{enters.year} 年秋季入学"
        return status(StatusCode.TOO_YOUNG, "", said, last, "age")
    if leaves and leaves <= on.date:
        said = f"{leaves.isoformat()} 满 {on.calendar.leaving_age} 周岁"
        return status(StatusCode.TOO_OLD, leaves.isoformat(), said, grounds="age")
    return None


_IN_ORDER: tuple[Callable[[_Seen], Status | None], ...] = (
    _reading_copy,
    _in_case,
    _gone,
    _left_open,
    _between_schools,
    _for_a_time,
    _awaited,
    _said_gone,
    _of_closed_school,
    _not_listed,
    _absent,
    _marked,
    _back,
    _at_school,
    _by_age,
)


_OF_MOST = (_left_open, _at_school, _by_age)


def _unverified(seen: _Seen) -> Status:
    """Return what is left: nothing positive is known of the child, this term."""
    last = seen.evidence[-1] if seen.evidence else None
    term = seen.on.term_begins.isoformat()
    if seen.file.student.get("special_placement") == SpecialPlacement.TO_BE_PLACED:
        return status(StatusCode.UNVERIFIED, "", "特教安置方式：待安置", grounds="no_place")
    if last and seen.left_on > last.day:
        said = f"{seen.left_on} 起不在校，以后没有在校的依据"
        return status(StatusCode.UNVERIFIED, max(term, seen.left_on), said, grounds="expired")
    if last:
        said = f"本学期还没有核实，上一次是 {last.in_words}"
        return status(StatusCode.UNVERIFIED, max(term, last.day), said, grounds="expired")
    said = "没有在校的依据：没有名单、报到、点名，也没有人到校见到"
    return status(StatusCode.UNVERIFIED, "", said, grounds="no_evidence")
