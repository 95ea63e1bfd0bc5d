"""What a ledger answers about its children as of a day, as text: status, reminders, ledgers."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from ledger_app.actions import due_list, new_day
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.day import Day
from ledger_app.domain.standing.status import status_of
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import ledger_files
from tests.ledgers import Clock, open_again

# A winter term, the holidays, the day of the ledger itself, and one when it is two months older.
DAYS = ("2026-03-02", "2026-07-10", "2026-09-10", "2026-11-21", "2027-01-15")
MADE_ON = "2026-11-21"
LEDGERS = ("suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger")


def clock_of(day: str) -> datetime:
    """Return when a day's answers are asked for: a day gone by is asked for on MADE_ON."""
    return datetime.fromisoformat(f"{max(day, MADE_ON)} 12:00:00")


def of_file(path: Path, folder: Path) -> bytes:
    """Return the answers of all days about a closed ledger, as they are kept: one line each."""
    lines = [line for day in DAYS for line in (f"# {day}", *asked(path, folder / day, day))]
    return gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)


def asked(path: Path, folder: Path, day: str) -> list[str]:
    """Open a copy of a ledger on a day and return its answers."""
    folder.mkdir()
    ledger = open_again(shutil.copyfile(path, folder / "台账.ledger"), Clock(clock_of(day)))
    new_day.refresh_lists(ledger)
    found = answers(ledger, day)
    ledger_files.close(ledger)
    return found


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
