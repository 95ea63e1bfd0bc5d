"""What a ledger answers about its children as of a day, as text: status, reminders, ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ledger_app.actions import due_list
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.day import Day
from ledger_app.domain.standing.status import status_of
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files

# A winter term, the holidays, the day of the ledger itself, and one when it is two months older.
DAYS = ("2026-03-02", "2026-07-10", "2026-09-10", "2026-11-21", "2027-01-15")
MADE_ON = "2026-11-21"
LEDGERS = ("suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger")


def clock_of(day: str) -> datetime:
    """Return when a day's answers are asked for: a day gone by is asked for on MADE_ON."""
    return datetime.fromisoformat(f"{max(day, MADE_ON)} 12:00:00")


def answers(ledger: Ledger, day: str) -> list[str]:
    """Return one line a child and status, a reminder, a printed row; each names its child."""
    on = ledger.day(date.fromisoformat(day))
    lines = (*_statuses(ledger, on), *_reminders(ledger, on), *_rows(ledger, on))
    return ["\t".join(cell.replace("\n", "⏎") for cell in line) for line in lines]


def _statuses(ledger: Ledger, on: Day) -> Iterator[Sequence[str]]:
    for file in load_files(ledger, placed_on=on):
        now, child = status_of(file, on), file.student
        yield "status", f"{child['file_no']} {child['name']}", now.code, now.since, now.reason


def _reminders(ledger: Ledger, on: Day) -> Iterator[Sequence[str]]:
    for due in due_list.due(ledger, on.date):
        yield (
            "reminder", f"{due.student} {due.name}", due.rule, due.due_on, due.state,
            due.who, due.action, due.reason, due.record, str(dict(due.presets)),
        )  # fmt: skip


def _rows(ledger: Ledger, on: Day) -> Iterator[Sequence[str]]:
    """Yield the rows of the four ledgers; nothing is printed as of a day to come."""
    for key in LEDGERS if on.date <= ledger.today() else ():
        for sheet in print_ledger.prepare(ledger, key, on=on.date).sheets:
            yield key, *(column.caption for column in sheet.columns)
            for row in sheet.rows:
                yield key, *row
