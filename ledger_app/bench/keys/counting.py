"""Count the keys of each act: `python -m ledger_app.bench.keys.counting FOLDER`, for the bench.

Makes a small ledger of invented children, starts the real window on it, does each act as a person
does, and prints as JSON what each cost, in the order of ACTS.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ledger_app.actions import open_ledger
from ledger_app.bench import ledgers
from ledger_app.bench.keys.acts import ACTS, Act, fill
from ledger_app.bench.keys.counted_keys import CountedKeys, settle
from ledger_app.gui.window.main import application
from ledger_app.gui.window.main_window import MainWindow

_LONGEST = 60.0  # seconds


def main(folder: Path) -> int:
    """Count all acts, each in a window and on a ledger of its own, and print them."""
    app = application()
    sys.stdout.write(
        json.dumps([counted(app, folder / f"{at}", act) for at, act in enumerate(ACTS)])
    )
    return 0


def counted(app: QApplication, folder: Path, act: Act) -> int | None:
    """Do an act in a new window; return what it cost, None if it did not come to its end."""
    folder.mkdir()
    ledger = open_ledger.make_ledger(
        folder / "keys.ledger", ledgers.PASSWORD, unit="福利镇中心小学", code="2152990101",
        kind="school",
    )  # fmt: skip
    ids = fill(ledger)
    window = MainWindow()
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.opening.take(ledger)
    _wait(app, window)
    act.begin(window, ids)
    _wait(app, window)
    keys = CountedKeys(window)
    act.do(window, keys)
    _wait(app, window)
    is_done = act.is_done(ledger, ids)
    window.session.close()
    window.hide()
    return act.cost(keys) if is_done else None


def _wait(app: QApplication, window: MainWindow) -> None:
    """Wait until nothing runs and the page has the keyboard."""
    end = perf_counter() + _LONGEST
    while True:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        settle()
        if not window.session.is_busy:
            return
        if perf_counter() > end:
            raise TimeoutError("the window did not get there")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
