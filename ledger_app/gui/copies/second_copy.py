"""Keeps the copy on another disk: after each backup, and when the disk is plugged in.

Copying needs files only, never the open ledger: it runs on a thread of its own, and neither the
window nor the work on the ledger waits for a slow stick.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ledger_app.actions import copy_elsewhere
from ledger_app.actions.back_up import Backup
from ledger_app.actions.copy_elsewhere import NotThere, Standing, Task
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.session import Session, waits
from ledger_app.gui.worker import Worker

LOOK = 15_000  # milliseconds between looks whether the disk is there
SOON = 800  # after a save: a row of quick ones is counted once


class SecondCopy(QObject):
    """Watches backups and the disk.

    `standing(text, tip)`: what would be lost if this computer died now; `at_work(text)` while it
    copies; `copied(Path)`; `stale()`: the disk came, and a fresh backup is wanted for it.
    """

    standing = Signal(str, str)
    at_work = Signal(str)
    copied = Signal(object)
    stale = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = Worker(self)
        self._found: Standing | None = None
        self._problem: LedgerError | None = None
        self._was_there = self._wants_all = False
        self._pieces = 0  # of work under way
        self._stopped = False
        self._then: Callable[[], None] | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self.look_for_disk)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.refresh)
        session.opened.connect(self._start)
        session.changed.connect(self._count_soon)
        session.saved.connect(self._count_soon)
        session.locked.connect(self._stop_looking)
        session.closed.connect(self._stop_looking)

    @property
    def is_copying(self) -> bool:
        """Tell whether a file is on its way to the other disk."""
        return self._pieces > 0

    @property
    def has_disk(self) -> bool:
        """Tell whether a disk is named."""
        return self._found is not None and self._found.place is not None

    # What it is told.

    @waits("standing")
    def refresh(self) -> None:
        """Count anew what the other disk lacks, and say it."""
        if not self._session.is_open:
            return
        answer = self._session.act(copy_elsewhere.standing, quiet=True)
        if answer:
            self._found = answer.value
            self._say()

    def backed_up(self, made: Backup) -> None:
        """Copy a backup that was just made, if a disk is named."""
        self._begin(made)
        self._count_soon()

    def named(self) -> None:
        """Begin anew with another disk: it has nothing yet."""
        self._problem, self._was_there = None, False
        self.refresh()
        self.look_for_disk()

    def when_done(self, then: Callable[[], None]) -> None:
        """Copy what is still to be copied, and go on once nothing is on its way."""
        if not self.is_copying:
            self._begin(None)
        if self.is_copying:
            self._then = then
        else:
            then()

    def stop(self) -> None:
        """Leave the copying off at the next piece; nothing half is left on the disk."""
        self._stopped = True

    # What it does.

    def look_for_disk(self) -> None:
        """Look, beside the window's own thread, whether the disk was plugged in."""
        where = self._found.place if self._found else None
        if where is None or self.is_copying:
            return
        self._run(partial(copy_elsewhere.is_there, where), self._looked)

    def _run(self, work: Callable[[], object], ended: Callable[[Any, Any], None]) -> None:
        def over(value: object, error: BaseException | None) -> None:
            self._pieces -= 1
            ended(value, error)

        self._pieces += 1
        self._worker.run(work, over)

    def _looked(self, there: bool | None, error: BaseException | None) -> None:
        came = bool(there) and not self._was_there
        self._was_there = bool(there) and error is None
        self._go_on()
        if came and self._session.is_open:
            self._wants_all = True
            self._begin(None)
            if not self.is_copying:
                self._ask_for_rest()

    def _begin(self, made: Backup | None) -> None:
        if not self._session.is_open:
            return
        answer = self._session.act(copy_elsewhere.task, made, quiet=True)
        task = answer.otherwise(None)
        if isinstance(task, Task):
            self._stopped = False
            self.at_work.emit(self.tr("正在拷到备份盘…"))
            self._run(partial(copy_elsewhere.copy, task, self._goes_on), self._copied)

    def _ask_for_rest(self) -> None:
        """Ask for a fresh backup, once, where a disk that just came still lacks something."""
        wanted, self._wants_all = self._wants_all, False
        answer = self._session.peek(copy_elsewhere.standing)
        if wanted and answer and not answer.value.is_whole:
            self.stale.emit()

    def _goes_on(self) -> bool:
        return not self._stopped

    def _copied(self, path: Path | None, error: BaseException | None) -> None:
        self.at_work.emit("")
        self._was_there = not isinstance(error, NotThere)
        self._problem = error if isinstance(error, LedgerError) else None
        if path is not None:
            self.copied.emit(path)
            self._ask_for_rest()
        self.refresh()
        self._go_on()

    def _go_on(self) -> None:
        if self._then is not None and not self.is_copying:
            then, self._then = self._then, None
            then()

    def _say(self) -> None:
        if self._found is None:
            return
        text = self._found.text(self._session.ledger.clock())
        tip = self.tr("这台电脑现在坏了，丢的就是还没有拷到别处的那些。")
        if self._problem is not None:
            text = f"{text} · {self._problem.message}"
            tip = f"{self._problem.message}{self._problem.hint}"
        elif self._found.place is None:
            tip += self.tr("指定一个备份盘（文件 › 备份盘…），以后插上就自动拷一份。")
        self.standing.emit(text, tip)

    def _start(self) -> None:
        self._problem, self._was_there, self._found = None, False, None
        self._look.start()
        self._soon.start()
        QTimer.singleShot(SOON * 2, self, self.look_for_disk)

    def _stop_looking(self) -> None:
        self._look.stop()
        self._soon.stop()
        self._found = None

    def _count_soon(self, *_: object) -> None:
        self._soon.start()
