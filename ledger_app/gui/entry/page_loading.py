"""Load the code of the pages while the password is typed, so that the list comes at once then.

What their keys open follows in the same way, once nobody is typing: it is there when it is wanted,
and no letter waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

BETWEEN = 60  # milliseconds: keys typed meanwhile are shown
QUIET = 400  # milliseconds without a key, once the ledger is open: nobody is in the midst of a word
_TYPING = frozenset((QEvent.Type.KeyPress, QEvent.Type.InputMethod))


class PageLoading(QTimer):
    """Imports one module a turn, each once: `now` while the password is typed, `later` after it."""

    def __init__(
        self, now: Iterable[str], later: Iterable[str] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._later = list(now), list(later)
        self._makes_way = False
        self.setInterval(BETWEEN)
        self.timeout.connect(self._load_one)

    def begin(self) -> None:
        """Go on loading, unless everything is there."""
        if self._left:
            self.start()

    def go_on_quietly(self) -> None:
        """Load the rest, too, whenever no key was pressed for a moment: the ledger is open."""
        self._left += self._later
        self._later = []
        app = QCoreApplication.instance()
        if self._left and app is not None and not self._makes_way:
            self._makes_way = True
            app.installEventFilter(self)
            self.start(QUIET)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait anew with each key; never swallow anything."""
        if event.type() in _TYPING and self.isActive():
            self.start(QUIET)
        return False

    def _load_one(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
            self.setInterval(BETWEEN)
        if not self._left:
            self.stop()
            self._stop_watching()

    def _stop_watching(self) -> None:
        app = QCoreApplication.instance()
        if self._makes_way and app is not None:
            self._makes_way = False
            app.removeEventFilter(self)
