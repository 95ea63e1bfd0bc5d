"""The open ledger as the window sees it: one place for acting, long work, failures and signals."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

from ledger_app.actions import open_ledger
from ledger_app.actions.disk_faults import worded
from ledger_app.actions.open_ledger import Ledger
from ledger_app.domain.errors import LedgerError

Result = TypeVar("Result")
WAIT, WAIT_HINT = "正在备份或写入，这一步还没有做。", "请等几秒钟再试。"
PATIENCE = 0.25  # seconds the window waits for a worker that is using the ledger


class Progress(QObject):
    """How far long work is; `cancelled` is asked for between steps, never in the middle of one."""

    moved = Signal(int, int, str)  # done, total (0 = unknown), what is being done

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False

    def move(self, done: int, total: int, text: str = "") -> None:
        """Tell the window how far the work is."""
        self.moved.emit(done, total, text)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self.cancelled = True


def _nothing(progress: Progress) -> None:
    """Stand where the work stood."""


class _Work(QObject, QRunnable):
    """Long work on the worker thread; the ledger's lock keeps the connection single."""

    finished = Signal(object)
    broke = Signal(object)

    def __init__(self, work: Callable[[Progress], Any], progress: Progress) -> None:
        QObject.__init__(self)
        QRunnable.__init__(self)
        self.setAutoDelete(False)
        self.work, self.progress = work, progress

    def let_go(self) -> None:
        """Forget what was worked on: a plan of a whole school would stay in memory."""
        self.finished.disconnect()
        self.broke.disconnect()

    def run(self) -> None:
        work, self.work = self.work, _nothing
        try:
            result = work(self.progress)
        except BaseException as error:  # noqa: BLE001 - carried to the window, which sorts them
            self.broke.emit(error)
        else:
            self.finished.emit(result)


class Session(QObject):
    """Holds the open ledger. Widgets act through it and listen to it; none keeps it itself."""

    opened = Signal()
    closed = Signal()
    locked = Signal()
    changed = Signal(object)  # frozenset of student ids that changed; None = anything may have
    saved = Signal(str)  # time of the COMMIT, "09:41:07"
    failed = Signal(str, str)  # a LedgerError's message and hint
    broke = Signal(str)  # a bug: details to copy
    busy = Signal(bool)  # long work is running

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[tuple[_Work, Progress]] = []
        self._last: tuple[_Work, Progress] | None = None
        self._wishes: dict[str, Callable[[], object]] = {}
        self.revealed: set[str] = set()  # students whose full numbers are shown until locking

    @property
    def ledger(self) -> Ledger:
        """Return the open ledger; raise LedgerError if none is open."""
        if self._ledger is None:
            raise LedgerError("台账没有打开。")
        return self._ledger

    @property
    def is_open(self) -> bool:
        """Tell whether a ledger is open (not closed, not locked)."""
        return self._ledger is not None

    @property
    def is_busy(self) -> bool:
        """Tell whether long work is running."""
        return bool(self._running)

    def start(self, ledger: Ledger) -> None:
        """Take over an opened ledger; another one that is still open is closed."""
        if self._ledger is not ledger:
            self._let_go()
        self._ledger = ledger
        self.opened.emit()

    def lock(self) -> bool:
        """Close the file and show the lock; refused during long work. Return whether it locked."""
        if self._ledger is None or self.is_busy:
            return False
        self._let_go()
        self.locked.emit()
        return True

    def close(self) -> bool:
        """Close the ledger; refused while long work runs. Return whether it is closed."""
        if self.is_busy:
            return False
        self._let_go()
        self.closed.emit()
        return True

    def _let_go(self) -> None:
        ledger, self._ledger = self._ledger, None
        self.revealed.clear()
        self._wishes.clear()
        if ledger is None:
            return
        try:
            open_ledger.close(ledger)
        except Exception as error:  # noqa: BLE001 - a stick that was pulled must not hold the window
            self._report(worded(error, ledger.path))

    def act(
        self,
        action: Callable[..., Result],
        *args: Any,  # noqa: ANN401
        students: Iterable[str] | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Result | None:
        """Run `action(ledger, *args, **options)` now; return its result, or None if it was refused.

        A write emits `saved` and `changed` (with `students`, or None for anything); a LedgerError
        emits `failed`, any other exception `broke`. While a worker is using the ledger it is
        refused with a sentence: the window never stands still.
        """
        before = self._ledger.revision_count if self._ledger else 0
        try:
            with self._turn():
                result = action(self.ledger, *args, **options)
        except Exception as error:  # noqa: BLE001 - the one place where bugs surface
            self._report(self._worded(error))
            return None
        if self.ledger.revision_count != before:
            self._wrote(students)
        return result

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Hold the ledger for the window, or raise LedgerError while a worker keeps it."""
        ledger = self.ledger
        if not ledger.lock.acquire(timeout=PATIENCE):
            raise LedgerError(WAIT, WAIT_HINT)
        try:
            yield
        finally:
            ledger.lock.release()

    def must_be_free(self) -> None:
        """Raise LedgerError while long work has the ledger."""
        if self.is_busy:
            raise LedgerError(WAIT, WAIT_HINT)

    def when_free(self, name: str, wish: Callable[[], object]) -> None:
        """Do it now, or once the running work is over; a newer wish of the same name replaces it.

        What was wished for is dropped when the ledger is locked or closed meanwhile.
        """
        if self.is_busy:
            self._wishes.pop(name, None)
            self._wishes[name] = wish
        else:
            wish()

    def _grant_wishes(self) -> None:
        while self._wishes and self.is_open and not self.is_busy:
            name = next(iter(self._wishes))
            self._wishes.pop(name)()

    def run_long(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        *,
        refused: Callable[[], None] | None = None,
        students: Iterable[str] | None = None,
    ) -> Progress:
        """Run `work(progress)` on the worker thread; `done(result)` follows on the window's thread.

        `work` must not touch widgets. Failures are signalled as in `act`, then `refused` is called.
        """
        progress = Progress()
        piece = _Work(work, progress)
        before = self._ledger.revision_count if self._ledger else 0
        entry = (piece, progress)

        def ended() -> None:
            wrote = self._ledger is not None and self._ledger.revision_count != before
            self._ended(entry)
            if wrote and self.is_open:
                self._wrote(students)

        def finished(result: Any) -> None:  # noqa: ANN401
            ended()
            if not _is_gone(done):
                done(result)

        def broke(error: BaseException) -> None:
            ended()
            self._report(self._worded(error))
            if refused is not None and not _is_gone(refused):
                refused()

        piece.finished.connect(finished)
        piece.broke.connect(broke)
        self._begin(entry)
        return progress

    def _begin(self, entry: tuple[_Work, Progress]) -> None:
        self._running.append(entry)
        # A collection on the worker would destroy unused windows there, and the program with them.
        gc.disable()
        self.busy.emit(True)
        self._pool.start(entry[0])

    def _ended(self, entry: tuple[_Work, Progress]) -> None:
        self._running.remove(entry)
        entry[0].let_go()
        # Its thread may still be on the way out of it: it goes when the next work has ended.
        self._last = entry
        if not self._running:
            gc.enable()
            self.busy.emit(False)
            # The work's own ending comes after this signal, and before what was wished for.
            QTimer.singleShot(0, self, self._grant_wishes)

    def settle(self, milliseconds: int) -> bool:
        """Wait for running work, its ending included; return whether nothing runs any more."""
        self._pool.waitForDone(milliseconds)
        QCoreApplication.sendPostedEvents()
        return not self.is_busy

    def _worded(self, error: BaseException) -> BaseException:
        if self._ledger is None or not isinstance(error, Exception):
            return error
        return worded(error, self._ledger.path)

    def _report(self, error: BaseException) -> None:
        if isinstance(error, LedgerError):
            self.failed.emit(error.message, error.hint)
        else:
            self.broke.emit("".join(traceback.format_exception(error)))

    def _wrote(self, students: Iterable[str] | None) -> None:
        self.saved.emit(self.ledger.now()[11:])
        self.changed.emit(None if students is None else frozenset(students))


def _is_gone(slot: Callable[..., object]) -> bool:
    """Tell whether the dialog that waited for an ending was closed and deleted meanwhile."""
    inner = slot
    while isinstance(inner, partial):
        inner = inner.func
    owner = getattr(inner, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
