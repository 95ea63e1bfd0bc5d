"""What happened to one child of a house, so that the others are asked about."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.cases import CASE_READS, CaseState, cases, live_case
from ledger_app.domain.standing.reached import REACHED_READS, last_lost, reached, says_no_number
from ledger_app.domain.student_file import Row, StudentFile

# A table of no ledger: what is read beside a child's own records, one row an event of its house.
TABLE = "house_event"
KEYS = ("name", "day", "what")
REMEMBERED = 365  # days
EVENT_READS = together(
    CASE_READS,
    REACHED_READS,
    {
        "student": ("name",),
        "dropout": ("created_at",),
        "elsewhere": ("from_on", "ended_on", "created_at"),
        "register_change": ("kind", "changed_on", "applied_on", "created_at"),
    },
)


def events_of(file: StudentFile, on: Day) -> list[Row]:
    """Return what happened in the last year to a child and still stands, oldest first."""
    first = on.later(-REMEMBERED)
    found = [*_case(file, on), *_moves(file, on), *_silence(file, on)]
    name = file.student.get("name") or ""
    return [
        {"name": name, "day": day, "what": what}
        for day, what in sorted(found)
        if first <= day <= on.text
    ]


def _case(file: StudentFile, on: Day) -> list[tuple[str, str]]:
    live = live_case(cases(file, on))
    if live is None or not live.is_open:
        return []
    what = "疑似辍学" if live.state is CaseState.SUSPECTED else "辍学"
    return [(live.since or _entered(live.dropout) or on.text, what)]


def _moves(file: StudentFile, on: Day) -> list[tuple[str, str]]:
    away = [
        (row.get("from_on") or _entered(row), "外出就读")
        for row in file.of("elsewhere")
        if not "" < (row.get("ended_on") or "") <= on.text
    ]
    changes = file.of("register_change")
    left = (row for row in changes if row.get("kind") == RegisterChange.OUT)
    return away + [
        (row.get("changed_on") or row.get("applied_on") or _entered(row), "转学") for row in left
    ]


def _silence(file: StudentFile, on: Day) -> list[tuple[str, str]]:
    contacts = [r for r in file.of("contact") if "" < (r.get("contacted_on") or "") <= on.text]
    if lost := last_lost(contacts, ""):
        return [(lost["contacted_on"], "失联")]
    dead = _dead_number(contacts)
    return [(dead["contacted_on"], "电话打不通")] if dead else []


def _dead_number(contacts: Sequence[Row]) -> Row | None:
    """Return the newest call to a number that is none, None once somebody has been reached."""
    for row in reversed(contacts):
        if reached(row):
            return None
        if says_no_number(row):
            return row
    return None


def _entered(row: Row) -> str:
    return (row.get("created_at") or "")[:10]
