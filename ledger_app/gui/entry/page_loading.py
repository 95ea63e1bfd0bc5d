"""Load the code of the pages while the password is typed, so that the list comes at once then."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

BETWEEN = 60  # milliseconds: keys typed meanwhile are shown


class PageLoading(QTimer):
    """Imports one module a turn, each once."""

    def __init__(self, modules: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(modules)
        self.setInterval(BETWEEN)
        self.timeout.connect(self._load_one)

    def begin(self) -> None:
        """Go on loading, unless everything is there."""
        if self._left:
            self.start()

    def _load_one(self) -> None:
        if self._left:
            import_module(self._left.pop(0))
        if not self._left:
            self.stop()
