"""Notice that nobody has touched the program for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ledger_app.gui.kit import input_guard

TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Drop,
    )
)
LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
LOOK_EVERY = 5_000  # milliseconds


class IdleWatch(QObject):
    """Says `idle` once when `minutes` have passed without a key or the mouse; then `start` again.

    `lock_wanted` when the lock's key is pressed in a dialog or a menu, where Qt hears no shortcut
    of the window: who is called away locks from where she is.

    Sleep of the computer counts as idle: the steady clock may stand still meanwhile, the other not.
    """

    idle = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        app: QApplication,
        minutes: int,
        clocks: tuple[Callable[[], float], Callable[[], float]] = (time.monotonic, time.time),
    ) -> None:
        super().__init__(app)
        self._app = app
        self._clocks = clocks
        self._seconds = minutes * 60
        self._touched = self._read()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._seconds = minutes * 60

    def start(self) -> None:
        """Begin to watch."""
        self._touched = self._read()
        input_guard.guard(self._app).listen(self.heard, TOUCHES)
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        input_guard.guard(self._app).leave(self.heard)
        self._timer.stop()

    def look(self) -> None:
        """Compare the clocks, and say `idle` when the time is over."""
        passed = max(now - then for now, then in zip(self._read(), self._touched, strict=True))
        if passed >= self._seconds:
            self.stop()
            self.idle.emit()

    def heard(self, _watched: QObject, event: QEvent) -> bool:
        """Note when the program was touched last; never swallow anything."""
        self._touched = self._read()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            over = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            is_lock = event.keyCombination() == LOCK and not input_guard.is_composing()
            if over is not None and is_lock:
                # Not from within the dialog that the lock closes.
                QTimer.singleShot(0, self, self.lock_wanted.emit)
        return False

    def _read(self) -> tuple[float, float]:
        steady, wall = self._clocks
        return steady(), wall()
