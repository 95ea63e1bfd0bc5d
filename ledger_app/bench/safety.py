"""What must be quick so that it is done often: backups and checks, and taking things back."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from threading import RLock
from time import perf_counter, process_time
from types import TracebackType
from typing import Any, cast

from ledger_app.actions import back_up
from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, Taken, at_most, best, timed
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup

BACKUP_SECONDS, LOCKED_SECONDS = 0.8, 0.3


def figures(path: Path, students: int, times: int) -> list[Figure]:
    """Make and verify backups, and check the ledger; return the rows about it."""
    with ledgers.opened(path) as ledger:
        made, held = min(_backup(ledger) for _ in range(times))
        checked = best(times, lambda: back_up.check_open(ledger))
    return [
        at_most(
            f"核对过的备份，处理器（{students} 人）", made.worked, "秒", BACKUP_SECONDS,
            f"用时 {made.seconds:.2f} 秒",
        ),
        at_most(
            f"备份时锁住台账，处理器（{students} 人）", held.worked, "秒", LOCKED_SECONDS,
            f"用时 {held.seconds:.2f} 秒",
        ),
        Figure(
            row=f"检查台账，处理器（{students} 人）", value=checked.worked, unit="秒",
            beside=f"用时 {checked.seconds:.2f} 秒",
        ),
    ]  # fmt: skip


def _backup(ledger: Ledger) -> tuple[Taken, Taken]:
    """Return how long a backup takes, and the longest time for which it keeps the ledger."""
    rmtree(backup.folder_of(ledger.path), ignore_errors=True)
    usual, watched = ledger.lock, _WatchedLock()
    ledger.lock = cast(Any, watched)
    try:
        taken = timed(lambda: backup.make(ledger, "hand"))
    finally:
        ledger.lock = usual
    return taken, watched.longest


class _WatchedLock:
    """A lock that notes for how long it was held at a stretch."""

    def __init__(self) -> None:
        self._lock, self._depth = RLock(), 0
        self._since = (0.0, 0.0)
        self.longest = Taken(0.0, 0.0)

    def __enter__(self) -> None:
        self._lock.acquire()
        if not self._depth:
            self._since = perf_counter(), process_time()
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if not self._depth:
            since, worked = self._since
            held = Taken(perf_counter() - since, process_time() - worked)
            self.longest = max(self.longest, held)
        self._lock.release()
