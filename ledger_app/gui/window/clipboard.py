"""The clipboard for things that must not stay there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from ledger_app.domain.telling.masking import mask_numbers

SECONDS = 30
NAME = "sensitive-clipboard"


class Clipboard(QObject):
    """Takes a copied number off the clipboard again, unless something else was copied since."""

    def __init__(self, parent: QObject | None = None, seconds: int = SECONDS) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self._copied = self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.clear_now)
        QGuiApplication.clipboard().dataChanged.connect(self._look)

    def _look(self) -> None:
        """Take note of what was copied in this program; a number stays for a while only:
        of a certificate or a telephone, alone or anywhere in a text.
        """
        if QGuiApplication.focusWindow() is None:
            return  # copied in another program: none of our business
        self._last = text = QGuiApplication.clipboard().text()
        if text != self._copied and _has_number(text):
            self._copied = text
            self._timer.start()

    def clear_now(self) -> None:
        """Empty the clipboard if it still holds what was copied here."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def leave(self) -> None:
        """Take off all that was copied or selected in this program: a phone or a note as well."""
        self.clear_now()
        clipboard = QGuiApplication.clipboard()
        # Not every platform knows whose it is.
        if clipboard.ownsClipboard() or (self._last and clipboard.text() == self._last):
            clipboard.clear()
        self._last = ""
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)


def shared() -> Clipboard:
    """Return the one clipboard of the program, which the lock empties, too."""
    app = QApplication.instance()
    found = app.findChild(Clipboard, NAME) if app is not None else None
    return found if isinstance(found, Clipboard) else Clipboard(app)


def _has_number(text: str) -> bool:
    """Tell whether a number that leads to a person stands in a text, whole."""
    return any(mask_numbers(line) != line for line in text.splitlines())
