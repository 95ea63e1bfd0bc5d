"""Do the main job on demo data into a folder: what a machine without a screen can show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ledger_app.actions import due_list
from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.actions.demo.make_demo import make_demo
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.reminding.reminders import Reminder, one_line_each
from ledger_app.files.writing import write
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files

_WORDS = {"overdue": "超期", "today": "今天", "soon": "将到"}


def show_demo(folder: Path, *, clock: Callable[[], datetime] = datetime.now) -> Ledger:
    """Make the demo ledger in `folder`, print its ledgers and a card, write the due list.

    Returns the ledger open, so that the window can be shown on it.
    """
    ledger = make_demo(folder / "演示.ledger", DEMO_PASSWORD, clock=clock)
    for printout in print_ledger.printouts_in_use(ledger):
        whom = (_someone(ledger),) if printout.needs_student else ()
        subject, purpose = print_ledger.students(*whom), printout.purposes[0]
        prepared = print_ledger.prepare(ledger, printout.key, subject=subject, purpose=purpose)
        print_ledger.issue(ledger, prepared, folder / f"{printout.key}.pdf")
    lines = [_line(reminder) for reminder in one_line_each(due_list.due(ledger))]
    write(folder / "due.txt", ("\n".join(lines) + "\n").encode("utf-8"))
    return ledger


def _someone(ledger: Ledger) -> str:
    """Return a child with a dropout that was followed up: the card with the most on it."""
    files = load_files(ledger, reads={"student": (), "contact": ()})
    order = ((-len(file.of("contact")), str(file.student["id"])) for file in files)
    return min(order)[1]


def _line(reminder: Reminder) -> str:
    parts = (
        _WORDS[reminder.state],
        reminder.due_on,
        reminder.name,
        reminder.reason,
        f"{reminder.who}:{reminder.action}",
    )
    return "\t".join(parts)
