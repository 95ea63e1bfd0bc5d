"""F1 in a dialog: it says that help is wanted, and the window it lies over shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget


class HelpCall(QObject):
    """`wanted(dialog)`: help is asked for in a dialog."""

    wanted = Signal(QWidget)


def help_call() -> HelpCall:
    """Return that of the program."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(HelpCall) or HelpCall(app)


def is_over(widget: QWidget, window: QWidget) -> bool:
    """Tell whether a dialog belongs to a window, perhaps over another dialog."""
    above: QWidget | None = widget
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window
