"""When 今日 reads the day: shown, changed, locked, another day; in a large ledger on the worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ledger_app.actions import list_students
from ledger_app.actions.today.due_lines import Lines, read_day
from ledger_app.gui.session import Done, Refused, Session

MANY_STUDENTS = 5000  # from here on the worker reads the reminders
CLOCK_MS = 30_000  # how often the date is looked at


class TodayReading(QObject):
    """Reads while the page is in sight, and what it missed when it comes into sight.

    `came(Lines)`: the lines of a day; `gone()`: there is no ledger any more.
    """

    came = Signal(object)
    gone = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._is_stale = True
        self._day = ""  # ISO, of what was read last
        for signal in (session.changed, session.opened, session.closed, session.locked):
            signal.connect(self._outdated)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look_at_date)
        self._clock.start(CLOCK_MS)

    def read(self) -> None:
        """Read everything again; in a large ledger on the worker thread."""
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
        """Read again where another day has begun since."""
        if self._session.is_open and self._session.ledger.day().text != self._day:
            self._outdated()

    def _outdated(self) -> None:
        if self._page.isVisible() or not self._session.is_open:
            self.read()
        else:
            self._is_stale = True

    def _read_day(self) -> None:
        self._is_stale = False
        if list_students.count(self._session.ledger) <= MANY_STUDENTS:
            self._came(self._session.act(read_day))
        else:
            self._session.run(read_day, then=self._came)

    def _came(self, found: Done[Lines] | Refused) -> None:
        if found and self._session.is_open:
            self._day = found.value[-1].text
            self.came.emit(found.value)
