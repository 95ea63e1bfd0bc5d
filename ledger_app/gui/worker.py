"""Long work: one piece after the other on a thread of its own, each ending on the window's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, Signal, Slot


class Progress(QObject):
    """How far an action is (the protocol of `actions.progress`), heard on the window's thread.

    `moved(done, total, text)`: the work came so far; a total of 0 is not known.
    """

    moved = Signal(int, int, str)

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


_at_work: WeakSet[_Piece] = WeakSet()  # of every worker: while one runs, nothing is collected


def _nothing() -> None:
    """Stand where the work stood."""


class _Piece(QObject, QRunnable):
    """One piece of work, and who hears of its end. `ended(self)`: on the window's thread."""

    ended = Signal(object)

    def __init__(self, work: Callable[[], Any], tell: Callable[[Any, Any], None]) -> None:
        QObject.__init__(self)
        QRunnable.__init__(self)
        self.setAutoDelete(False)
        self._work = work
        self._tell = tell
        self._outcome: tuple[Any, BaseException | None] = (None, None)

    def run(self) -> None:
        work, self._work = self._work, _nothing
        try:
            self._outcome = work(), None
        except BaseException as error:  # noqa: BLE001 - carried to the window, which sorts them
            self._outcome = None, error
        # Before the window hears of the end: what it lets go then must not be destroyed here.
        del work
        self.ended.emit(self)

    def tell(self) -> None:
        """Say how it ended, and keep nothing: a plan of a whole school would stay in memory."""
        (value, error), self._outcome = self._outcome, (None, None)
        tell, self._tell = self._tell, _unheard
        tell(value, error)


def _unheard(_value: object, _error: object) -> None:
    """Stand where somebody was told."""


class Worker(QObject):
    """The one thread beside the window's.

    `busy(bool)`: work began, or nothing runs any more; `free()`: after that, and after what the
    last piece's own ending did.
    """

    busy = Signal(bool)
    free = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[_Piece] = []
        self._last: _Piece | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether long work is running."""
        return bool(self._running)

    def run(self, work: Callable[[], Any], ended: Callable[[Any, Any], None]) -> None:
        """Run `work()`, which must not touch widgets, and then `ended(value, error)` over here."""
        piece = _Piece(work, ended)
        piece.ended.connect(self._over)
        self._running.append(piece)
        _at_work.add(piece)
        # A collection on the worker would destroy unused windows there, and the program with them.
        gc.disable()
        self.busy.emit(True)
        self._pool.start(piece)

    def _over(self, piece: _Piece) -> None:
        self._running.remove(piece)
        _at_work.discard(piece)
        # Its thread may still be on the way out of it, in the very signal that came here: neither
        # it nor its connection may go before the next work has ended.
        self._last = piece
        if not _at_work:
            gc.enable()
        if not self._running:
            self.busy.emit(False)
            QTimer.singleShot(0, self, self._tell_free)
        piece.tell()

    def _tell_free(self) -> None:
        self.free.emit()

    def settle(self, milliseconds: int) -> bool:
        """Wait for running work, its ending included; return whether nothing runs any more."""
        self._pool.waitForDone(milliseconds)
        QCoreApplication.sendPostedEvents()
        return not self.is_busy
