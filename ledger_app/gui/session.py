"""The open ledger as the window sees it: one place for acting, waiting, failures and signals."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, wraps
from inspect import signature
from typing import Any, Concatenate, Generic, Literal, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ledger_app.actions import open_ledger
from ledger_app.actions.back_up import LedgerExchanged
from ledger_app.actions.disk_faults import worded
from ledger_app.actions.open_ledger import Ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.in_words.field_notes import Place
from ledger_app.gui.worker import Worker

Value = TypeVar("Value")
Other = TypeVar("Other")
Given = ParamSpec("Given")
WAIT, WAIT_HINT = "正在备份或写入，这一步还没有做。", "请等几秒钟再试。"
PATIENCE = 0.25  # seconds the window waits for a worker that is using the ledger
MANY = 1000  # changed children from which a list is read whole


@dataclass(frozen=True)
class Done(Generic[Value]):
    """An action did what it does. `students`: whose files it changed, None for anybody's."""

    value: Value
    students: frozenset[str] | None = frozenset()

    def __bool__(self) -> Literal[True]:
        return True

    def otherwise(self, _other: object) -> Value:
        """Return the value."""
        return self.value


@dataclass(frozen=True)
class Refused:
    """An action was refused, with a sentence for the person; a bug has none, it was shown."""

    error: BaseException

    def __bool__(self) -> Literal[False]:
        return False

    def otherwise(self, other: Other) -> Other:
        """Return what stands in for the value."""
        return other

    @property
    def message(self) -> str:
        """Return what is wrong."""
        return self.error.message if isinstance(self.error, LedgerError) else ""

    @property
    def hint(self) -> str:
        """Return what can be done about it."""
        return self.error.hint if isinstance(self.error, LedgerError) else ""


class Session(QObject):
    """Holds the open ledger. Widgets act through it and listen to it; none keeps it itself.

    `changed(students)`: a frozenset of ids whose files were changed, None for anything;
    `saved(time)`: of the COMMIT, "09:41:07"; `failed(message, hint)`: a LedgerError;
    `unkept(message, go)`: what is typed cannot be kept, and a call that leads to it; `settled()`:
    that is over;
    `exchanged(message, hint)`: the file under the ledger is another one now;
    `broke(details)`: a bug, to be copied; `unsaid(text)`: something could not be noted in the log;
    `busy(bool)`: long work runs.
    """

    opened = Signal()
    closed = Signal()
    locked = Signal()
    changed = Signal(object)
    saved = Signal(str)
    failed = Signal(str, str)
    unkept = Signal(str, object)
    settled = Signal()
    exchanged = Signal(str, str)
    broke = Signal(str)
    unsaid = Signal(str)
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._worker = Worker(self)
        self._worker.busy.connect(self.busy)
        self._worker.free.connect(self._grant_wishes)
        self._wishes: dict[str, Callable[[], object]] = {}
        self._last_wish: Callable[[], object] | None = None
        self.typed_files: dict[str, bool] = {}  # of those made today: whether by hand
        # Of route sheets, by sheet and child: typed and not kept, until the ledger is closed.
        self.visits_typed: dict[str, dict[str, dict[str, object]]] = {}
        # Notes that the lock came over, by child and field: the same.
        self.notes_typed: dict[tuple[str, Place], str] = {}
        self.revealed: set[str] = set()  # students whose full numbers are shown until locking

    # The ledger.

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
        return self._worker.is_busy

    def start(self, ledger: Ledger) -> None:
        """Take over an opened ledger; another one that is still open is closed."""
        if self._ledger is not ledger:
            self._let_go()
        self._ledger = ledger
        ledger.take_changed()  # what was written while it was made or opened is in every list
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
        self.visits_typed.clear()
        self.notes_typed.clear()
        self.closed.emit()
        return True

    def settle(self, milliseconds: int) -> bool:
        """Wait for running work, its ending included; return whether nothing runs any more."""
        return self._worker.settle(milliseconds)

    def _let_go(self) -> None:
        ledger, self._ledger = self._ledger, None
        self.revealed.clear()
        self._wishes.clear()
        if ledger is None:
            return
        try:
            open_ledger.close(ledger)
        except Exception as error:  # noqa: BLE001 - a stick that was pulled must not hold the window
            self._report(worded(error, ledger))

    # Acting: now, without waiting, or on the worker.

    def act(
        self,
        action: Callable[..., Value],
        *args: Any,  # noqa: ANN401
        quiet: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> Done[Value] | Refused:
        """Run `action(ledger, *args, **options)` now.

        A write emits `saved` and `changed`. A LedgerError emits `failed`, unless `quiet`: then who
        asked shows it; any other exception emits `broke`. While a worker is using the ledger it is
        refused with a sentence: the window never stands still.
        """
        try:
            with self._turn() as ledger:
                before = ledger.revision_count
                value = action(ledger, *args, **options)
                wrote = ledger.revision_count != before
                self._tell_unsaid()
        except Exception as error:  # noqa: BLE001 - the one place where bugs surface
            return self._refuse(error, quiet)
        return Done(value, self._tell_changed() if wrote else frozenset())

    def peek(
        self,
        action: Callable[..., Value],
        *args: Any,  # noqa: ANN401
    ) -> Done[Value] | Refused:
        """Read at once or not at all: no word is said where there is nothing to read from now."""
        if not self.is_open or self.is_busy:
            return Refused(LedgerError(WAIT, WAIT_HINT))
        return self.act(action, *args)

    def run(
        self,
        action: Callable[..., Value],
        *args: Any,  # noqa: ANN401
        then: Callable[[Done[Value] | Refused], object],
        quiet: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Run `action(ledger, *args, **options)` on the worker, then `then(answer)` over here.

        The action must not touch widgets. `quiet` as in `act`. An ending whose dialog was closed
        and deleted meanwhile is dropped.
        """
        try:
            ledger = self.ledger
        except LedgerError as error:
            then(self._refuse(error, quiet))
            return
        work = partial(action, ledger, *args, **options)
        self._worker.run(work, partial(self._ended, ledger.revision_count, then, quiet))

    def run_alone(
        self,
        action: Callable[..., Value],
        *args: Any,  # noqa: ANN401
        then: Callable[[Done[Value] | Refused], object],
        quiet: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Do the same for what needs no open ledger: opening one, making it, restoring it."""
        work = partial(action, *args, **options)
        self._worker.run(work, partial(self._ended, 0, then, quiet))

    def _ended(
        self,
        before: int,
        then: Callable[[Done[Any] | Refused], object],
        quiet: bool,
        value: Any,  # noqa: ANN401
        error: BaseException | None,
    ) -> None:
        wrote = self._ledger is not None and self._ledger.revision_count != before
        self._tell_unsaid()
        students = self._tell_changed() if wrote else frozenset()
        answer = Done(value, students) if error is None else self._refuse(error, quiet)
        if not _is_gone(then):
            then(answer)

    @contextmanager
    def _turn(self) -> Iterator[Ledger]:
        """Hold the ledger for the window, or raise LedgerError while a worker keeps it."""
        ledger = self.ledger
        if not ledger.lock.acquire(timeout=PATIENCE):
            raise LedgerError(WAIT, WAIT_HINT)
        try:
            yield ledger
        finally:
            ledger.lock.release()

    # Waiting.

    def ask(self, name: str, wish: Callable[..., object], *args: Any) -> bool:  # noqa: ANN401
        """Do it now, or once the running work is over; return whether it was done now.

        A newer wish of the same name replaces one that waits. What waits is dropped when the
        ledger is locked or closed meanwhile, or a dialog that it is about was closed and deleted.
        """
        if not self.is_busy:
            wish(*args)
            return True
        self._wishes.pop(name, None)
        self._wishes[name] = partial(wish, *args)
        return False

    def when_over(self, wish: Callable[[], object]) -> bool:
        """Do it now, or once nothing runs, before all that was asked for; return whether now.

        It is for leaving: it is not dropped, and a newer one replaces it.
        """
        if not self.is_busy:
            wish()
            return True
        self._last_wish = wish
        return False

    def _grant_wishes(self) -> None:
        if self._last_wish is not None and not self.is_busy:
            wish, self._last_wish = self._last_wish, None
            wish()
        while self._wishes and self.is_open and not self.is_busy:
            name = next(iter(self._wishes))
            wish = self._wishes.pop(name)
            if not _is_gone(wish):
                wish()

    # What is said about it.

    def _refuse(self, error: BaseException, quiet: bool) -> Refused:
        if self._ledger is not None and isinstance(error, Exception):
            error = worded(error, self._ledger)
        if isinstance(error, LedgerExchanged):
            self.exchanged.emit(error.message, error.hint)  # whoever asked: nothing is saved now
        elif not (quiet and isinstance(error, LedgerError)):
            self._report(error)
        return Refused(error)

    def _report(self, error: BaseException) -> None:
        if isinstance(error, LedgerError):
            self.failed.emit(error.message, error.hint)
        else:
            self.broke.emit("".join(traceback.format_exception(error)))

    def _tell_unsaid(self) -> None:
        for text in self._ledger.take_unsaid() if self._ledger is not None else ():
            self.unsaid.emit(text)

    def _tell_changed(self) -> frozenset[str] | None:
        """Tell whose files were written; nothing where that was told meanwhile."""
        students = self.ledger.take_changed()
        if students is not None and len(students) > MANY:
            students = None
        if students is None or students:
            self.saved.emit(self.ledger.now()[11:])
            self.changed.emit(students)
        return students


class Acting(Protocol):
    """What acts through the session."""

    _session: Session


Owner = TypeVar("Owner", bound=Acting)


def waits(
    name: str,
) -> Callable[[Callable[Concatenate[Owner, Given], object]], Callable[..., None]]:
    """Let a method wait for long work by itself, as a wish of this name (see `Session.ask`)."""

    def waiting(method: Callable[Concatenate[Owner, Given], object]) -> Callable[..., None]:
        most = len(signature(method).parameters) - 1

        @wraps(method)
        def asked(owner: Owner, *args: Any, **options: Any) -> None:  # noqa: ANN401
            # Qt asks a plain method how much it takes; this one would be handed everything.
            owner._session.ask(name, partial(method, owner, *args[:most], **options))

        return asked

    return waiting


def _is_gone(slot: Callable[..., object]) -> bool:
    """Tell whether the dialog that waited, or one that is handed along, was deleted meanwhile."""
    about: list[object] = []
    inner = slot
    while isinstance(inner, partial):
        about += inner.args
        inner = inner.func
    about.append(getattr(inner, "__self__", None))
    return any(isinstance(each, QObject) and not isValid(each) for each in about)
