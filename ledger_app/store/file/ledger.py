"""The open ledger: one connection, who writes, what time it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from sqlite_utils import Database

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.day import Day
from ledger_app.domain.school_year.calendar_entries import calendar_of, in_force
from ledger_app.files.targets import identity
from ledger_app.store.file.file_watch import FileWatch

Row = dict[str, Any]


@dataclass
class Ledger:
    """An open ledger file. All reads and writes go through its one connection, one at a time.

    `clock` gives local time without zone; `author` is who keeps the ledger now; `lock` is held by
    whoever uses the connection. `cache` holds query results that every revision empties, `lasting`
    those that a revision of children leaves as they are: schools, classes, rules, the calendar.
    With a `refusal` it is a copy in memory of a file that can only be read.
    """

    path: Path
    db: Database
    key: bytes
    salt: bytes
    author: str
    clock: Callable[[], datetime]
    cache: dict[object, Any] = field(default_factory=dict)
    lasting: dict[object, Any] = field(default_factory=dict)
    revision_count: int = 0  # written since opening: a backup is due when it has moved
    changed: set[str] | None = field(default_factory=set)  # children not taken yet; None: anybody
    lock: RLock = field(default_factory=RLock)
    closed: bool = False
    refusal: tuple[str, str] | None = None  # why nothing can be written, and what to do
    newest_entry: str = ""  # when, before this opening: a clock behind it is wrong
    clock_trusted: bool = False  # somebody has looked at the clock, and it is right
    unsaid: list[str] = field(default_factory=list)  # what was done without a word in the log
    identity: tuple[int, int] | None = field(init=False)  # of the file that was opened
    copy_of: Path | None = None  # the other one, while nobody has said which goes on
    watch: FileWatch | None = None  # of the file, where others may write into it meanwhile

    def __post_init__(self) -> None:
        self.identity = identity(self.path)

    def now(self) -> str:
        """Return the time as `YYYY-MM-DD HH:MM:SS`."""
        return self.clock().strftime("%Y-%m-%d %H:%M:%S")

    def today(self) -> date:
        """Return today's date by the ledger's clock."""
        return self.clock().date()

    def take_unsaid(self) -> list[str]:
        """Return what was done and could not be noted in the log, once."""
        taken, self.unsaid = self.unsaid, []
        return taken

    def forget(self) -> None:
        """Drop all cached results: places, rules or settings have changed."""
        self.cache.clear()
        self.lasting.clear()

    @property
    def calendar(self) -> SchoolCalendar:
        """Return when school is held: the announced holidays and the entries of this ledger."""
        if "calendar" not in self.lasting:
            self.lasting["calendar"] = calendar_of(self.entries_in_force(), self._ages())
        calendar: SchoolCalendar = self.lasting["calendar"]
        return calendar

    def _ages(self) -> dict[str, int]:
        """Return the ages of compulsory school as set here, or from above (see keep_ages)."""
        found = self.rows(
            "SELECT key, value FROM (SELECT key, value, 0 AS place, 0 AS no FROM setting "
            "WHERE key IN ('entry_age', 'leaving_age') UNION ALL SELECT entry, value, "
            "1 + EXISTS (SELECT 1 FROM origin WHERE record_id = r.id), no FROM rule_change r "
            "WHERE rule = 'school_age' AND deleted_at IS NULL) ORDER BY place, no"
        )
        return {row["key"]: int(row["value"]) for row in found}

    def calendar_entries(self) -> list[Row]:
        """Return the living entries of the school calendar, in the order they were typed."""
        return self.rows("SELECT * FROM calendar_day WHERE deleted_at IS NULL ORDER BY no")

    def entries_in_force(self) -> list[Row]:
        """Return the entries that count: a term from above goes before one that was typed here."""
        told = self.column("SELECT id FROM calendar_day WHERE id IN (SELECT record_id FROM origin)")
        return [dict(row) for row in in_force(self.calendar_entries(), frozenset(told))]

    def day(self, on: date | None = None) -> Day:
        """Return a date, today by default, with the school calendar: what questions are about."""
        return Day(on or self.today(), self.calendar)

    def note_changed(self, students: Iterable[str], *, others: bool) -> None:
        """Count one revision of these children's files; `others`: what many files show, too."""
        self.revision_count += 1
        if others or self.changed is None:
            self.changed = None
        else:
            self.changed.update(students)

    def take_changed(self) -> frozenset[str] | None:
        """Return whose files were changed since this was last asked; None: it may be anybody's."""
        taken, self.changed = self.changed, set()
        return None if taken is None else frozenset(taken)

    def rows(
        self, sql: str, params: Sequence[Any] | dict[str, Any] = (), kind: type[Row] = dict
    ) -> list[Row]:
        """Return the rows of a query as dictionaries."""
        with self.lock:
            cursor = self.db.execute(sql, params)
            names = [column[0] for column in cursor.description]
            found = [dict(zip(names, row, strict=True)) for row in cursor]
        # Copied from a dict they are made in half the time that it takes from pairs.
        return found if kind is dict else [kind(row) for row in found]

    def column(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Return the first column of a query."""
        with self.lock:
            return [row[0] for row in self.db.execute(sql, params)]

    def value(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Any:  # noqa: ANN401
        """Return the first value of a query, or None."""
        with self.lock:
            row = self.db.execute(sql, params).fetchone()
        return row[0] if row else None
