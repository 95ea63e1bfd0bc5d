"""A menu that stays open while things are ticked in it: columns are rarely chosen one at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

_TURNS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StayingMenu(QMenu):
    """Ticks are turned by mouse, Space or Enter; Esc, a click outside or any other entry ends."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn a tick and stay."""
        if not self._turn(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a tick and stay."""
        if event.key() not in _TURNS or not self._turn(self.activeAction()):
            super().keyPressEvent(event)

    def _turn(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True
