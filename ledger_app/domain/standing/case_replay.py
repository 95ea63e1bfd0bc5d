"""Replaying the dropout and placement records of a child, day by day, into cases.

Records leave doubts: two for one case, one with only its month, a return without a dropout.
In doubt the child stays out of school here, and so on a list: a case that is shown too long is
mended by a clerk, one that is hidden is a child nobody looks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial

from ledger_app.catalogue.meanings import NO, YES, CloseReason, ContactPurpose
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together, with_values
from ledger_app.domain.standing.closing import CLOSING_READS, what_is_missing
from ledger_app.domain.standing.days_to_come import as_of, merge_rows
from ledger_app.domain.standing.reached import last_lost
from ledger_app.domain.standing.row_order import ORDER_READS, in_order
from ledger_app.domain.student_file import Row, StudentFile

# Purposes that count while a case is open, if something came of it.
OTHER_VISITS = (ContactPurpose.CARE, ContactPurpose.VERIFICATION)
LOST_BEFORE = 30  # days before a case began that a 失联 of which nobody has heard since counts
UNDATED = ""  # sorts before every day
REPLAY_READS: Reads = together(ORDER_READS, CLOSING_READS)


@dataclass
class Draft:
    """A case while its records are being replayed."""

    since: str
    rows: list[Row] = field(default_factory=list)
    placements: list[Row] = field(default_factory=list)  # that ended it, each once
    confirmed_on: str | None = None
    returned_on: str | None = None
    closed_on: str | None = None
    reopened_on: str | None = None
    over_on: str | None = None
    claimed_on: str | None = None  # a closing that does not hold, and what it lacks
    lacking: tuple[str, ...] = ()
    persuasions: list[Row] = field(default_factory=list)
    lost: Row | None = None  # the contact since which nobody could be reached

    @property
    def is_open(self) -> bool:
        return self.returned_on is None and self.over_on is None

    def ended_by(self, placement: Row) -> None:
        """Take a placement down, the newest last."""
        self.placements = [row for row in self.placements if row is not placement] + [placement]


@dataclass
class Replay:
    """The cases so far; `live` is the one not over, `links` tells which case a placement ends."""

    file: StudentFile
    on: Day
    drafts: list[Draft] = field(default_factory=list)
    live: Draft | None = None
    links: dict[int, Draft] = field(default_factory=dict)
    homes: dict[int, Draft] = field(default_factory=dict)

    def begin(self, rows: Sequence[Row], day: str) -> Draft:
        """Start a case; one that was still followed up goes on in the new one."""
        if self.live:
            self.live.over_on = day
        self.live = Draft(day, list(rows))
        self.drafts.append(self.live)
        self.homes.update({id(row): self.live for row in rows})
        return self.live

    def drop(self, draft: Draft) -> None:
        """Forget a case that was none."""
        self.drafts = [each for each in self.drafts if each is not draft]
        self.links = {key: each for key, each in self.links.items() if each is not draft}
        self.live = None if self.live is draft else self.live


def case_days(dropout: Row) -> tuple[str, str | None]:
    """Return the days a dropout record counts from, as suspected and as confirmed (None: not).

    A record without its dates still shows: from the day after the last one at school, else from
    the first of the month, else always ("").
    """
    month = dropout.get("dropout_ym")
    attended = dropout.get("last_attended")
    first = _day_after(attended) if attended else f"{month}-01" if month else UNDATED
    suspected: str = dropout.get("suspected_on") or first
    confirmed: str | None = dropout.get("confirmed_on") or None
    if confirmed is None and dropout.get("is_suspected") == NO:
        confirmed = first or suspected
    since = suspected or confirmed or UNDATED
    return (min(since, confirmed) if confirmed else since), confirmed


def _day_after(day: str) -> str:
    return _shifted(day, 1)


@lru_cache(maxsize=4096)
def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except ValueError:
        return day


_Step = Callable[[Replay, str, Row], None]
_Event = tuple[str, _Step, Row]


def replay_records(file: StudentFile, on: Day) -> list[Draft]:
    """Return the cases as the records dated by a day leave them, oldest first.

    Example: suspected 09-10, confirmed 09-20; a second record suspected 10-08; returned 10-08.
    On 10-08 the child was out, so the return comes first and ends the first case; the record of
    that day then begins a second one, which is open: two cases, not one that is over.
    """
    replay, today = Replay(file, on), on.text
    by_day: dict[str, list[_Event]] = {}
    for event in _events(file):
        if event[0] <= today:
            by_day.setdefault(event[0], []).append(event)
    for day in sorted(by_day):
        # Back on the day another case begins: the return ends the older case, not the new one.
        was_out = replay.live is not None and replay.live.is_open
        order = _WHEN_OUT if was_out else _WHEN_IN
        for _, step, row in sorted(by_day[day], key=partial(_rank, order)):
            step(replay, day, row)
    count_persuasions(replay.drafts, in_order(file, "contact"), today)
    return replay.drafts


def _events(file: StudentFile) -> list[_Event]:
    events: list[_Event] = []
    for row in in_order(file, "dropout"):
        since, confirmed = case_days(row)
        events.append((since, _suspect, row))
        if confirmed is not None:
            events.append((confirmed, _confirm, row))
        if (row.get("suspected_on") or UNDATED) > since:
            events.append((row["suspected_on"], _suspect_again, row))
    for row in in_order(file, "placement"):
        dated = [(row.get(key), step) for key, step in PLACEMENT_STEPS.items()]
        events += [(day, step, row) for day, step in dated if day]
        if row.get("relapse") == YES and not row.get("relapsed_on"):
            # Dropped out again, nobody wrote when: after whatever came last.
            past = [row[key] for key in PLACEMENT_STEPS if row.get(key)]
            events += [(day, _relapse, row) for day in past or [UNDATED]]
    return events


def _suspect(replay: Replay, day: str, row: Row) -> None:
    live = replay.live
    if live is None or not live.is_open:
        replay.begin([row], day)
        return
    live.rows.append(row)
    live.claimed_on, live.lacking = None, ()  # out again: whoever closed it was wrong
    replay.homes[id(row)] = live
    # A record of its own needs a return of its own.
    replay.links = {key: draft for key, draft in replay.links.items() if draft is not live}


def _confirm(replay: Replay, day: str, row: Row) -> None:
    _suspect_again(replay, day, row)
    draft = replay.homes[id(row)]
    if draft.confirmed_on is None:
        draft.confirmed_on = day


def _suspect_again(replay: Replay, day: str, row: Row) -> None:
    """Take a day of a record that is later than the return: the child is out again."""
    draft = replay.homes[id(row)]
    # "9" sorts after every ISO day: not returned, not over.
    if min(draft.returned_on or "9", draft.over_on or "9") < day:
        _suspect(replay, day, row)


def _return(replay: Replay, day: str, placement: Row) -> None:
    draft = replay.live or replay.links.get(id(placement)) or replay.begin([], day)
    replay.links[id(placement)] = draft
    draft.ended_by(placement)
    if draft.returned_on is None:
        draft.returned_on = day
        draft.claimed_on, draft.lacking = None, ()
        _carry_on(replay, draft, day)


def _close(replay: Replay, day: str, placement: Row) -> None:
    draft = replay.links.get(id(placement)) or replay.live or replay.begin([], day)
    replay.links[id(placement)] = draft
    draft.ended_by(placement)
    if draft is replay.live:
        said = merge_rows([as_of("placement", row, replay.on.text) for row in draft.placements])
        draft.claimed_on, draft.lacking = day, what_is_missing(replay.file, said, replay.on)
        if draft.lacking:
            return
    # A second closing of one case is a record typed twice: the first day counts.
    draft.closed_on = draft.closed_on or day
    if draft is not replay.live:
        return
    draft.over_on, replay.live = day, None
    if draft.returned_on is None and placement.get("close_reason") != CloseReason.DEAD:
        _carry_on(replay, draft, day)


def _reopen(replay: Replay, day: str, placement: Row) -> None:
    draft = replay.links.get(id(placement))
    if draft is None:
        return
    if not draft.rows and draft.returned_on is None:
        replay.drop(draft)  # nothing but a closing, and that is taken back
    elif draft is replay.live and draft.lacking:
        draft.claimed_on, draft.lacking, draft.reopened_on = None, (), day
    elif draft.closed_on and replay.live is None:
        draft.closed_on, draft.over_on, draft.reopened_on = None, None, day
        draft.claimed_on = None
        replay.live = draft


def _relapse(replay: Replay, day: str, placement: Row) -> None:
    if replay.live and replay.live.is_open:
        return
    before = replay.links.get(id(placement)) or replay.live
    row = merge_rows(before.rows) if before else {}
    replay.links[id(placement)] = replay.begin([_relapse_row(row, placement, day)], day)


PLACEMENT_STEPS: dict[str, _Step] = {
    "returned_on": _return,
    "closed_on": _close,
    "reopened_on": _reopen,
    "relapsed_on": _relapse,
}
_WHEN_IN: list[_Step] = [_suspect, _suspect_again, _confirm, _return, _reopen, _close, _relapse]
_WHEN_OUT: list[_Step] = [_return, _reopen, _close, _relapse, _suspect, _suspect_again, _confirm]


def _rank(order: Sequence[_Step], event: _Event) -> float:
    """Return the place of an event among those of its day.

    Taken back and closed anew on one day: first what was closed and taken back, then the new one.
    """
    day, step, row = event
    own = step is _close and row.get("reopened_on") == day
    return order.index(step) - (1.5 if own else 0)


def _relapse_row(before: Row, placement: Row, day: str) -> Row:
    """Return the dropout record a relapse stands for: what was known, without its old days."""
    # The days belong to the case before; carried over they would date the new one wrongly.
    old_days = [key for key in before if key.endswith("_on")]
    known = {
        **dict.fromkeys([*old_days, "confirmed_by"]),
        "student_id": placement.get("student_id"),
        "dropout_ym": day[:7],
        "is_suspected": YES,
        "suspected_on": day,
        "last_attended": day,
    }
    return with_values(before, known)


def _carry_on(replay: Replay, draft: Draft, day: str) -> None:
    """Keep the records that may tell of a later case open when one return ends several.

    A record that names only its month, or nothing, may have begun after a return in that month.
    """
    if len(draft.rows) < 2:
        return
    unsure = [row for row in draft.rows if _may_begin_after(row, day)]
    later = unsure if len(unsure) < len(draft.rows) else unsure[1:]
    if not later:
        return
    carried = {id(row) for row in later}
    draft.rows = [row for row in draft.rows if id(row) not in carried]
    draft.confirmed_on = _first_confirmed(draft.rows, day)
    replay.begin(later, day).confirmed_on = (
        day if _first_confirmed(later, day) is not None else None
    )


def _may_begin_after(row: Row, day: str) -> bool:
    if row.get("suspected_on") or row.get("last_attended"):
        return False
    month = row.get("dropout_ym")
    return month == day[:7] if month else not row.get("confirmed_on")


def _first_confirmed(rows: Sequence[Row], day: str) -> str | None:
    days = [case_days(row)[1] for row in rows]
    return min((each for each in days if each is not None and each <= day), default=None)


def count_persuasions(drafts: Sequence[Draft], contacts: Sequence[Row], today: str) -> None:
    """Note each contact up to `today` (ISO day) at the first case that it was a persuasion of.

    `contacts` in order. Of an open case also since which contact nobody could be reached.
    """
    dated = [row for row in contacts if "" < (row.get("contacted_on") or "") <= today]
    for contact in dated:
        day = contact["contacted_on"]
        draft = next((draft for draft in drafts if _belongs(contact, day, draft)), None)
        if draft:
            draft.persuasions.append(contact)
    ended = UNDATED
    for draft in drafts:
        if draft.is_open:
            draft.lost = last_lost(dated, max(ended, _lost_from(draft)))
        ended = max(ended, draft.returned_on or draft.over_on or UNDATED)


def _lost_from(draft: Draft) -> str:
    """Return the ISO day from which a 失联 belongs to a case: it may be what began it."""
    attended: list[str] = [row["last_attended"] for row in draft.rows if row.get("last_attended")]
    return min([*attended, _shifted(draft.since, -LOST_BEFORE)])


def _belongs(contact: Row, day: str, draft: Draft) -> bool:
    """Tell whether a contact counts as a persuasion of a case.

    劝返 counts from the last day at school; a talk without a purpose only while it is open, and
    关爱走访 or 核实情况 then only with a 劝返结果.
    """
    purpose = contact.get("purpose") or ""
    if not draft.rows or day > (draft.returned_on or draft.over_on or day):
        return False
    if purpose == ContactPurpose.PERSUASION:
        attended = [row["last_attended"] for row in draft.rows if row.get("last_attended")]
        return bool(min([*attended, draft.since]) <= day)
    if draft.since > day:
        return False
    # When nobody knows the first day, only what was meant for it counts.
    return not purpose or bool(draft.since and purpose in OTHER_VISITS and contact.get("result"))
