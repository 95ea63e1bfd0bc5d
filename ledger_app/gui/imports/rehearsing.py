"""Rehearse again, beside the window, whenever a person has said something more of the workbook."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ledger_app.actions.rehearsing import rehearsal
from ledger_app.actions.rehearsing.rehearsal import Asked, Rehearsal
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

PAUSE = 250  # milliseconds in which several answers become one rehearsal


class Rehearsing(QObject):
    """Only the newest wish counts: what runs for an older one is stopped.

    `done(rehearsal)`: of what was asked last; `refused()`: it can't be done, and was said;
    `running(bool)`: what is shown is not yet what was asked.
    """

    done = Signal(object)
    refused = Signal()
    running = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wish: tuple[Rehearsal, Asked] | None = None
        self._progress: Progress | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)

    @property
    def is_running(self) -> bool:
        """Tell whether a rehearsal is wanted or made."""
        return self._wish is not None or self._progress is not None

    def ask(self, before: Rehearsal, asked: Asked, *, at_once: bool = True) -> None:
        """Rehearse the same workbook as `asked`."""
        self._wish = (before, asked)
        if self._progress is not None:
            self._progress.cancel()
        self._pause.start()
        if at_once:
            self._begin()
        self.running.emit(True)

    def stop(self) -> None:
        """Give up what is wanted."""
        self._wish = None
        self._pause.stop()
        if self._progress is not None:
            self._progress.cancel()

    def _begin(self) -> None:
        if self._wish is None or self._progress is not None:
            return
        self._pause.stop()
        (before, asked), self._wish = self._wish, None
        self._progress = progress = Progress()
        workbook, then = before.workbook, self._over
        self._session.run(rehearsal.again, workbook, progress, asked, then=then)

    def _over(self, answer: Done[Rehearsal | None] | Refused) -> None:
        self._progress = None
        if self._wish is not None:
            self._begin()
            return
        self.running.emit(False)
        if not answer:
            self.refused.emit()
        elif answer.value is not None:
            self.done.emit(answer.value)
