"""Press keys and type texts as a person does, and count them.

A chord (Ctrl+J) is one key. A text counts a key a character: Chinese is committed as an input
method does it, for what the keys of a pinyin are differs from person to person.
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ledger_app.gui.kit.key_pause import key_pause

_NAMES = {"Enter": "Return", "↓": "Down", "↑": "Up", "空格": "Space"}


def _chord(key: str) -> str:
    """Return a key as Qt names it: Ctrl+Enter is that of the letters, not of the number block."""
    before, plus, last = key.rpartition("+")
    return f"{before}{plus}{_NAMES.get(last, last)}" if last else key


class CountedKeys:
    """`pressed` keys and `written` characters so far, in whatever window has the keyboard."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.pressed = self.written = 0

    @property
    def total(self) -> int:
        """Return all keys, those of texts with them."""
        return self.pressed + self.written

    def press(self, *keys: str) -> CountedKeys:
        """Press keys one after the other, each named as menus name it: "Ctrl+J", "Enter", "+"."""
        for key in keys:
            self.pressed += 1
            self._press(key)
        return self

    def write(self, text: str) -> CountedKeys:
        """Type a text into what has the keyboard: by keys, or as an input method commits it."""
        self.written += len(text)
        if text.isascii():
            for character in text:
                QTest.keyClicks(self._aim(), character)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self._aim(), event)
        settle()
        return self

    def _press(self, key: str) -> None:
        chord = QKeySequence.fromString(_chord(key))
        if chord.isEmpty():
            raise ValueError(f"no such key: {key}")
        combination = chord[0]  # type: ignore[index]  # its stubs do not know it
        QTest.keyClick(self._aim(), combination.key(), combination.keyboardModifiers())
        settle()

    def _aim(self) -> QWidget:
        """Return what has the keyboard: a list that is open over it, the field, the dialog."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal.focusWidget() or modal
        return QApplication.focusWidget() or self._window


def settle() -> None:
    """Let the window do what the key asked for, and let what came into sight be seen."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    while key_pause().is_pausing():
        QTest.qWait(5)
    QApplication.processEvents()
