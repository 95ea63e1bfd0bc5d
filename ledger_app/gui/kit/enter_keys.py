"""Enter presses the button that has the keyboard, also outside dialogs, where Qt leaves it out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

KEYS = ("Return", "Enter")


def press_with_enter(root: QWidget) -> None:
    """Let Enter press every button below `root` that is not in a dialog, not only the space bar."""
    for button in root.findChildren(QPushButton):
        if button.autoDefault() or button.property("enter"):
            continue
        # Not autoDefault: that would paint each button with the keyboard as the likely one.
        button.setProperty("enter", True)
        call_with_enter(button, button.click)


def call_with_enter(widget: QWidget, act: Callable[[], None]) -> None:
    """Call `act` when Enter is pressed while `widget` has the keyboard."""
    shortcut = QShortcut(widget)
    shortcut.setKeys([QKeySequence(key) for key in KEYS])
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(act)
