"""Start the window."""

from __future__ import annotations

import linecache
import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QSocketNotifier, QThread
from PySide6.QtWidgets import QApplication

from ledger_app import __version__
from ledger_app.gui.input_method import choosing
from ledger_app.gui.input_method.choosing import Road
from ledger_app.gui.kit import icons, in_sight, input_guard, user_settings
from ledger_app.gui.window.bug_dialog import BugDialog
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.messages import copyable
from ledger_app.gui.window.screens import show_dialog

ENDING = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


def main(argv: list[str]) -> int:
    """Open the window, with a ledger file if one is named; return the exit code."""
    road = choosing.prepare(os.environ)
    app = application()
    window = MainWindow()
    sys.excepthook = partial(report, window)
    app.commitDataRequest.connect(partial(_system_ends, window))
    before = heed_signals(window)
    window.show()
    say_road(window, road)
    files = [Path(text) for text in argv if text.lower().endswith(".ledger")]
    announce()
    if files:
        window.opening.open_file(files[0].absolute())
    try:
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        signal.set_wakeup_fd(-1)
        for number, old in before.items():
            signal.signal(number, old)


def say_road(window: MainWindow, road: Road) -> None:
    """Say once to this user that characters cannot be typed, and how to get them in."""
    if user_settings.first_time("no_input_method", road is Road.NONE):
        window.help.say_typing()


def announce() -> None:
    """Tell start.py, which waits on Windows in a black window, that ours is there.

    From now on nobody reads what is printed: there are no streams, as in any pythonw.
    """
    if os.environ.pop("LEDGER_ANNOUNCE", "") and sys.stdout is not None:
        with suppress(OSError):
            print("ready", flush=True)
        sys.stdout = sys.stderr = None


def _system_ends(window: MainWindow, *_session: object) -> None:
    """Keep what is half typed when the person logs off or the computer is shut down."""
    window.leaving.keep_all()


def heed_signals(window: MainWindow) -> dict[int, Any]:
    """Leave properly when told to end from outside (kill, a closed terminal, Ctrl+C there).

    Returns the handlers that were there before, by number.
    """
    # Python sees a signal only once it runs again: the number wakes Qt through a pair of sockets.
    inside, outside = socket.socketpair()
    for end in (inside, outside):
        end.setblocking(False)
    signal.set_wakeup_fd(inside.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(outside.fileno(), QSocketNotifier.Type.Read, window)
    notifier.activated.connect(partial(_woken, window, inside, outside))
    found = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    return {number: signal.signal(number, _noted) for number in found}


def _noted(_number: int, _frame: object) -> None:
    """Do nothing: the socket has been written to already."""


def _woken(window: MainWindow, _inside: socket.socket, outside: socket.socket, *_: object) -> None:
    with suppress(OSError):
        outside.recv(64)
    window.leaving.leave_at_once()
    QApplication.exit(0)


def application() -> QApplication:
    """Return the one application, with its name, fonts, texts and looks."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("yishengyidang")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    # PySide6 reads the source of every module that is imported, and Python keeps it: 8 MB.
    linecache.clearcache()
    input_guard.install(app)
    in_sight.install(app)
    user_settings.show_looks()
    app.setWindowIcon(icons.icon("school", "accent"))
    return app


def report(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Show an unexpected exception, once at a time, with details to copy; print it, too."""
    details = "".join(traceback.format_exception(kind, error, trace))
    # A desktop keeps what is printed in a log of its own: nothing that was typed may be in it.
    if sys.stderr is not None:  # pythonw has none
        sys.stderr.write(f"{copyable(details)}\n")
    if issubclass(kind, KeyboardInterrupt) or QThread.currentThread() is not window.thread():
        return
    if not window.findChildren(BugDialog):
        show_dialog(BugDialog(details, window))
