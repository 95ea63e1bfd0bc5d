"""Start the window."""

from __future__ import annotations

import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from ledger_app import __version__
from ledger_app.gui import icons, window_state
from ledger_app.gui.bug_dialog import BugDialog
from ledger_app.gui.main_window import MainWindow


def main(argv: list[str]) -> int:
    """Open the window, with a ledger file if one is named; return the exit code."""
    app = application()
    window = MainWindow()
    sys.excepthook = partial(report, window)
    window.show()
    files = [Path(text) for text in argv if text.endswith(".ledger")]
    if files:
        window.coming_in.open_file(files[0].absolute())
    try:
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__


def application() -> QApplication:
    """Return the one application, with its name, fonts, texts and looks."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("yishengyidang")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    window_state.show_looks()
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
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt) or QThread.currentThread() is not window.thread():
        return
    if not window.findChildren(BugDialog):
        window.show_dialog(BugDialog(details, window))
