"""When 今日 reads the day, and how its count stays right: after every change, midnight, sleep.

In sight it reads its lines; out of sight it only counts them, once nothing was changed for a
moment: saving field after field must not wait for it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ledger_app.actions import list_students
from ledger_app.actions.today import counts
from ledger_app.actions.today.counts import Counts
from ledger_app.actions.today.due_lines import Lines
from ledger_app.actions.today.two_months import day_with_months
from ledger_app.domain.reminding.months import Month
from ledger_app.gui.session import Done, Refused, Session

MANY_STUDENTS = 5000  # from here on the worker reads the reminders
CLOCK_MS = 30_000  # how often the date is looked at
QUIET_MS, QUIET_MS_OF_MANY = 400, 1500  # without a change before lines out of sight are counted


class TodayReading(QObject):
    """Reads while the page is in sight, else counts; reads what it missed when it is shown.

    `came(Lines)`: the lines of a day; `months(pair)`: the last Month and this one, read with them;
    `counted(Counts)`: how many there are; `gone()`: there is no ledger any more.
    """

    came = Signal(object)
    months = Signal(object)
    counted = Signal(object)
    gone = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._is_stale = True
        self._day = ""  # ISO, of what was read or counted last
        for signal in (session.changed, session.opened, session.closed, session.locked):
            signal.connect(self._outdated)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._count)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look_at_date)
        self._clock.start(CLOCK_MS)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        if session.is_open:
            self._count_soon()  # also where another page is shown first

    def read(self) -> None:
        """Read everything again; in a large ledger on the worker thread."""
        self._quiet.stop()
        if not self._session.is_open:
            self._day = ""
            self.gone.emit()
            return
        self._is_stale = not self._session.ask("today", self._read_day)

    def read_if_stale(self) -> None:
        """Read what was changed while the page was out of sight."""
        if self._is_stale:
            self.read()

    def look_at_date(self) -> None:
        """Read or count again where another day has begun since, whichever way the clock went."""
        if self._session.is_open and self._session.ledger.today().isoformat() != self._day:
            self._outdated()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Look at the clock when somebody comes back: the timer slept as long as the computer."""
        if state == Qt.ApplicationState.ApplicationActive:
            self.look_at_date()

    def _outdated(self) -> None:
        if self._page.isVisible() or not self._session.is_open:
            self.read()
        else:
            self._is_stale = True
            self._count_soon()

    def _count_soon(self) -> None:
        self._quiet.start(QUIET_MS_OF_MANY if self._has_many() else QUIET_MS)

    def _has_many(self) -> bool:
        # While long work runs nothing can be asked; then there is no hurry, either.
        return self._session.peek(list_students.count).otherwise(MANY_STUDENTS + 1) > MANY_STUDENTS

    def _count(self) -> None:
        if self._session.is_open and not self._page.isVisible():
            self._session.ask("count of today", self._count_now)

    def _count_now(self) -> None:
        if self._has_many():
            self._session.run(counts.count, then=self._have_counted)
        else:
            self._have_counted(self._session.act(counts.count))

    def _have_counted(self, found: Done[Counts] | Refused) -> None:
        if found and self._session.is_open:
            self._day = self._session.ledger.today().isoformat()
            self.counted.emit(found.value)

    def _read_day(self) -> None:
        self._is_stale = False
        if list_students.count(self._session.ledger) <= MANY_STUDENTS:
            self._came(self._session.act(day_with_months))
        else:
            self._session.run(day_with_months, then=self._came)

    def _came(self, found: Done[tuple[Lines, tuple[Month, Month]]] | Refused) -> None:
        if found and self._session.is_open:
            read, months = found.value
            lines, *_, day = read
            self._day = day.text
            self.came.emit(read)
            self.months.emit(months)
            self.counted.emit(counts.counted(line.reminder for line in lines))
