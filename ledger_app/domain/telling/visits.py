"""What the follow-up visits found: as written beside the step, else from the visit that was logged.

A clerk answers a reminder by logging the visit; the ledger's columns must not stay empty then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ledger_app.catalogue.meanings import ContactPurpose
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.dates import as_day
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.restricted import IN_THE_FILE, is_restricted_child

SHOWN = 12  # characters of what was said


Counted = Callable[[date, SchoolCalendar], date]  # from the first day at the school


@dataclass(frozen=True)
class Step:
    """One follow-up: its field, its name, the day that answers it, the day the next one begins."""

    check: str
    name: str
    answered_from: Counted
    until: Counted


def _after(days: int) -> Counted:
    return lambda first, calendar: first + timedelta(days=days)


def _before_term_end(first: date, calendar: SchoolCalendar) -> date:
    return calendar.first_term_end(first) - timedelta(days=14)


def _never(_: date, __: SchoolCalendar) -> date:
    return date.max


# The same days before a due day as the rules take for an answer: resources/rules.
AFTER_RETURN = (
    Step("check_7d", "7日", _after(5), _after(25)),
    Step("check_30d", "30日", _after(25), _after(80)),
    Step("check_90d", "90日", _after(80), _never),
)
AFTER_MOVE = (
    Step("check_1w", "一周", _after(5), _after(25)),
    Step("check_1m", "一月", _after(25), _before_term_end),
    Step("check_1t", "学期末", _before_term_end, _never),
)


def after_return(file: StudentFile, placement: Row, on: Day) -> list[tuple[str, str]]:
    """Return (step, what was found) of the visits after a return, as known on a day."""
    found = _found(file, placement, "returned_on", ContactPurpose.RETURN_VISIT, AFTER_RETURN, on)
    if placement.get("check_term"):
        found.append(("期末", str(placement["check_term"])))
    return found


def after_move(file: StudentFile, relocation: Row, on: Day) -> list[tuple[str, str]]:
    """Return (step, what was found) of the visits after a move, as known on a day."""
    return _found(file, relocation, "moved_on", ContactPurpose.RELOCATION_VISIT, AFTER_MOVE, on)


def _found(
    file: StudentFile, row: Row, key: str, purpose: str, steps: tuple[Step, ...], on: Day
) -> list[tuple[str, str]]:
    first = as_day(row.get(key))
    visits = _visits(file, purpose, first, on) if first else []
    said = is_restricted_child(file, on)
    found = []
    for step in steps:
        written = str(row.get(step.check) or "")
        visit = None if written or first is None else _visit(visits, step, first, on.calendar)
        text = written or (_in_words(visit, is_restricted=said) if visit else "")
        if text:
            found.append((step.name, text))
    return found


def _visits(file: StudentFile, purpose: str, first: date, on: Day) -> list[Row]:
    since, today = first.isoformat(), on.text
    return [
        row
        for row in file.of("contact")
        if row.get("purpose") == purpose and since <= (row.get("contacted_on") or "") <= today
    ]


def _visit(visits: list[Row], step: Step, first: date, calendar: SchoolCalendar) -> Row | None:
    """Return the visit of a step: the first that answers it, else the last before that."""
    answers_from = step.answered_from(first, calendar)
    begins = first if step.check in ("check_7d", "check_1w") else answers_from
    start, end = begins.isoformat(), step.until(first, calendar).isoformat()
    within = [row for row in visits if start <= row["contacted_on"] < end]
    enough = answers_from.isoformat()
    answers = (row for row in within if row["contacted_on"] >= enough)
    return next(answers, within[-1] if within else None)


def _in_words(visit: Row, *, is_restricted: bool) -> str:
    words = IN_THE_FILE if is_restricted else " ".join(str(visit.get("content") or "").split())
    shown = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    return f"{visit['contacted_on']} {shown}".rstrip()
