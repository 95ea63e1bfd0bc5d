"""How soon the list is there: `python -m ledger_app.bench.window_clock LEDGER`, for the bench.

Starts the real window, enters the password from LEDGER_PASSWORD, goes to the students, and prints
JSON: seconds, rows, and what the kernel says about the memory of this process in the end.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ledger_app.bench.figures import own_status
from ledger_app.gui.students.page import StudentsPage
from ledger_app.gui.window.main import application
from ledger_app.gui.window.main_window import MainWindow

_STARTED = perf_counter()
_LONGEST = 60.0  # seconds
_KEYSTROKE = 0.12
_QUIET = 3.0  # the day's backup begins a moment after opening: its memory counts


class _Painted(QObject):
    """Notes whether a widget was painted since its list held rows."""

    def __init__(self, page: StudentsPage) -> None:
        super().__init__()
        self._page, self.seen = page, False
        page.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at paint events; the paint itself is done when the event loop returns."""
        self.seen |= event.type() == QEvent.Type.Paint and self._page.model.rowCount() > 0
        return False


def main(path: Path) -> int:
    """Measure one start and print it."""
    app = application()
    window = MainWindow()
    window.resize(1366, 768)
    window.show()
    beat = QTimer(window, interval=20)  # lets the waits below look at the clock
    beat.start()
    window.opening.open_file(path.absolute())
    asked = perf_counter()
    _type(app, window, os.environ["LEDGER_PASSWORD"])
    entered, worked = perf_counter(), process_time()
    window.screens.unlock.try_password()
    _wait(app, window.screens.shows_ledger)
    opened = perf_counter()
    window.pages.show_page("students")
    page = window.pages.page("students")
    assert isinstance(page, StudentsPage)
    painted = _Painted(page)
    _wait(app, lambda: painted.seen)
    found = {
        "seconds": perf_counter() - entered,
        "worked": process_time() - worked,
        "to_pages": opened - entered,
        "to_password": asked - _STARTED,
    }
    _let_the_day_begin(app, window)
    sys.stdout.write(json.dumps({**found, "status": own_status()}))
    window.session.close()
    return 0


def _type(app: QApplication, window: MainWindow, password: str) -> None:
    """Enter the password as fast as a quick typist."""
    for end in range(len(password)):
        window.screens.unlock.password.setText(password[: end + 1])
        _pause(app, _KEYSTROKE)


def _pause(app: QApplication, seconds: float) -> None:
    end = perf_counter() + seconds
    _wait(app, lambda: perf_counter() > end)


def _wait(app: QApplication, come: Callable[[], bool]) -> None:
    end = perf_counter() + _LONGEST
    while not come():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as exec() does
        if perf_counter() > end:
            raise TimeoutError("the window did not get there")


def _let_the_day_begin(app: QApplication, window: MainWindow) -> None:
    quiet_since = perf_counter()
    while perf_counter() - quiet_since < _QUIET:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if window.session.is_busy:
            quiet_since = perf_counter()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
