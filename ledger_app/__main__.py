"""`python -m ledger_app`: no arguments opens the window; with arguments, the shell commands."""

from __future__ import annotations

import gc
import signal
import sys

from ledger_app.files import left_overs
from ledger_app.garbage_collection import without_garbage_collection
from ledger_app.private_memory import keep_private


def main() -> None:
    """Start the window or run one command."""
    keep_private()
    if sys.argv[1:2] == ["--workbook-worker"]:  # a frozen program has no `-m` to start it with
        from ledger_app.exchange.reading.worker import main as worker

        sys.exit(worker(sys.argv[2:]))
    if sys.argv[1:2] == ["selfcheck"]:  # before anything is loaded that may be broken
        from ledger_app.selfcheck.page import main as selfcheck

        sys.exit(selfcheck(sys.argv[2:]))
    left_overs.clear()
    if sys.argv[1:] == ["headless"]:
        from ledger_app.gui.window.headless import main as headless

        sys.exit(headless())
    if len(sys.argv) > 1 and not sys.argv[1].lower().endswith(".ledger"):
        from ledger_app.cli import run

        _end_when_told()
        run()
    else:
        with without_garbage_collection():
            from ledger_app.gui.window.main import main as window

        gc.freeze()  # the program stays: no key waits while all of it is looked through
        sys.exit(window(sys.argv[1:]))


def _end_when_told() -> None:
    """Leave by the way of an error when told to end, so that half-written files are cleared."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)


def _end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
