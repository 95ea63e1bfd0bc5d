"""Ledgers for tests: made once, copied for each test, with a fixed clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from ledger_app.actions import open_ledger
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger

PASSWORD = "山清水秀-2026"
NOON = datetime(2026, 11, 21, 12, 0, 0)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **delta: float) -> None:
        self.at += timedelta(**delta)


def new_ledger(folder: Path, name: str = "福利镇") -> Ledger:
    """Make an empty school ledger."""
    return open_ledger.make_ledger(
        folder / f"{name}.ledger", PASSWORD, unit="福利镇中心小学", code="2152000001",
        kind="school", author="张老师", clock=Clock(),
    )  # fmt: skip


def report_in(ledger: Ledger, *students: str, on: str = "2026-09-01") -> None:
    """Let a roll call of the term see these children, all of the ledger if none is named."""
    ids = students or ledger.column("SELECT id FROM student WHERE deleted_at IS NULL ORDER BY no")
    values = {"held_on": on, "kind": "1", "taken_by": "李敏", "children": " ".join(ids)}
    with revise(ledger, "edit", "报到") as revision:
        revision.insert("roll_call", values)


def open_again(path: Path, clock: Clock | None = None) -> Ledger:
    """Open a ledger of these tests."""
    return open_ledger.open_ledger(path, PASSWORD, author="张老师", clock=clock or Clock())
