"""Load the code of the pages while the password is typed, so that the list comes at once then.

What their keys open follows in the same way, once nobody is typing: it is there when it is wanted,
and no letter waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ledger_app.gui.kit.input_guard import guard

BETWEEN = 60  # milliseconds: keys typed meanwhile are shown
QUIET = 0.4  # seconds without a key, once the ledger is open: nobody is in the midst of a word
_TYPING = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)


class _Keys:
    """Knows when a key was pressed last; swallows none."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self, watched: QObject, event: QEvent) -> bool:
        self.at = monotonic()
        return False


_keys = _Keys()  # one for all windows: what listens to it may be gone before it has heard all


class PageLoading(QTimer):
    """Imports one module a turn, each once: `now` while the password is typed, `later` after it."""

    def __init__(
        self,
        now: Iterable[str],
        later: Iterable[str] = (),
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._left, self._later, self._clock = list(now), list(later), clock
        self._makes_way = False
        self.setInterval(BETWEEN)
        self.timeout.connect(self._load_one)

    def begin(self) -> None:
        """Go on loading, unless everything is there."""
        if self._left:
            self.start()

    def go_on_quietly(self) -> None:
        """Load the rest, too, whenever no key was pressed for a moment: the ledger is open."""
        self._left = [each for each in (*self._left, *self._later) if each not in sys.modules]
        self._later = []
        app = QApplication.instance()
        if self._left and isinstance(app, QApplication):
            self._makes_way = True
            guard(app).listen(_keys, _TYPING)
            self.start()

    def _load_one(self) -> None:
        if self._makes_way and self._clock() - _keys.at < QUIET:
            return
        if self._left:
            import_module(self._left.pop(0))
        if not self._left:
            self.stop()
            self._listen_no_more()

    def _listen_no_more(self) -> None:
        app = QApplication.instance()
        if self._makes_way and isinstance(app, QApplication):
            self._makes_way = False
            guard(app).leave(_keys)
