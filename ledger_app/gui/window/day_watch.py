"""What the program does by itself while a ledger is open: begin the day, back up, back up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ledger_app.actions import back_up, new_day
from ledger_app.actions.back_up import Backup
from ledger_app.actions.new_day import DayBegun
from ledger_app.gui.session import Done, Refused, Session, waits
from ledger_app.gui.worker import Progress

AFTER_OPENING = 1_500  # milliseconds: the first list is on the screen by then
BETWEEN = 30 * 60_000
DAY_LOOK = 60_000
SOON = 20_000


class DayWatch(QObject):
    """Watches the clock and the count of revisions.

    `backed_up(Backup)` after each verified copy; `backup_failed(message, hint)`; `day_began()` when
    statuses and due days are of another day than before; `lists_failed(message, hint)` when they
    could not be kept; `told(text, hint)` what a new program makes of the lists, once;
    `at_work(text)` while it is busy.
    """

    backed_up = Signal(object)
    backup_failed = Signal(str, str)
    day_began = Signal()
    lists_failed = Signal(str, str)
    told = Signal(str, str)
    at_work = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._copied_at = 0  # revision count of the last backup
        self._day = ""
        self._progress: Progress | None = None
        self._half_hour = self._timer(BETWEEN, self.back_up_if_changed)
        self._midnight = self._timer(DAY_LOOK, self._look_at_day)
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.setInterval(AFTER_OPENING)
        self._opening.timeout.connect(self.begin_day)
        self._soon = self._timer(SOON, self.back_up_if_changed)
        self._soon.setSingleShot(True)
        self._soon_for_disk = self._timer(SOON, self.back_up_for_disk)
        self._soon_for_disk.setSingleShot(True)
        session.opened.connect(self._start)
        session.locked.connect(self._stop)
        session.closed.connect(self._stop)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def has_changed(self) -> bool:
        """Tell whether anything was written since the last backup."""
        return self._session.is_open and self._session.ledger.revision_count != self._copied_at

    @waits("day")
    def begin_day(self) -> None:
        """Back up for the day and bring the lists to today; a little later if a dialog is open."""
        if not self._session.is_open:
            return
        if _is_asking():
            self._opening.start()
            return
        self._day = self._session.ledger.today().isoformat()
        self.at_work.emit(self.tr("正在做当天的备份…"))
        count = self._session.ledger.revision_count
        self._progress = progress = Progress()
        progress.moved.connect(self._moved)
        begun = partial(self._day_begun, count)
        self._session.run(new_day.begin_day, progress.move, then=begun)

    @waits("half-hourly backup")
    def back_up_if_changed(self) -> None:
        """Make the half-hourly backup if anything was written since the last one."""
        if not self.has_changed():
            return
        if _is_asking():
            self._soon.start()
        else:
            self.back_up("hour", None)

    @waits("backup for the disk")
    def back_up_for_disk(self) -> None:
        """Back up for a disk that was just plugged in; a little later if a dialog is open."""
        if self._session.is_open and _is_asking():
            self._soon_for_disk.start()
        elif self._session.is_open:
            self.back_up("hour", None)

    def back_up(self, reason: str, then: Callable[[], None] | None) -> None:
        """Back up on the worker, then go on, whether it worked or not."""
        self.at_work.emit(self.tr("正在备份…"))
        count = self._session.ledger.revision_count
        copied = partial(self._copied, count, then)
        self._session.run(back_up.back_up, reason, then=copied, quiet=True)

    def before_leaving(self, then: Callable[[], None]) -> None:
        """Go on with `then` once nothing runs and what was written is backed up."""
        if self.has_changed():
            self.back_up("close", then)
        else:
            then()

    def _start(self) -> None:
        self._copied_at = 0
        self._half_hour.start()
        self._midnight.start()
        self._opening.start()

    def _stop(self) -> None:
        timers = (self._half_hour, self._midnight, self._opening, self._soon, self._soon_for_disk)
        for timer in timers:
            timer.stop()

    def _look_at_day(self) -> None:
        if self._session.is_open and self._session.ledger.today().isoformat() != self._day:
            self.begin_day()

    def _moved(self, done: int, total: int) -> None:
        self.at_work.emit(self.tr("正在更新名单：{0} / {1}…").format(done, total))

    def _day_begun(self, count: int, answer: Done[DayBegun] | Refused) -> None:
        self._progress = None
        self.at_work.emit("")
        if not answer:
            return
        done = answer.value
        if done.backup is not None:
            self._copied_at = count
            self.backed_up.emit(done.backup)
        if done.problem is not None:
            self.backup_failed.emit(done.problem.message, done.problem.hint)
        if done.lists_problem is not None:
            self.lists_failed.emit(done.lists_problem.message, done.lists_problem.hint)
        if done.refreshed:
            self.day_began.emit()
        if done.note is not None:
            self.told.emit(done.note.message, done.note.hint)

    def _copied(
        self, count: int, then: Callable[[], None] | None, answer: Done[Backup] | Refused
    ) -> None:
        """Say how it went and go on, whether it worked or not: one must be able to leave."""
        self.at_work.emit("")  # before others begin something
        if answer:
            self._copied_at = count
            self.backed_up.emit(answer.value)
        elif answer.message:
            self.backup_failed.emit(answer.message, answer.hint)
        if then is not None:
            then()


def _is_asking() -> bool:
    """Tell whether a dialog is open: it may need the ledger at any keystroke."""
    return QApplication.activeModalWidget() is not None
