"""A key pressed before what it would act on was in sight does nothing.

While a ledger opens or a page is made, keys wait in the queue and then fall on whatever has the
keyboard by then: an Enter pressed once too often after the password has marked a report as sent.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ledger_app.gui.kit import input_guard

UNSEEN = 150  # milliseconds after a ledger was drawn: nobody can have answered what is there
HELD = 800  # longer than a keyboard waits before a held key repeats
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class KeyPause(QObject):
    """Swallows keys from `hold` or `begin` on. A key held meanwhile does nothing until let go."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._pausing = self._text_passes = self._holding = False
        self._owners: set[int] = set()
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self._ended)
        self._watch = QTimer(self, singleShot=True, interval=HELD)
        self._watch.timeout.connect(self._unwatch)

    def hold(self, owner: QObject) -> None:
        """Swallow keys until `begin` is called, or its owner is gone: a key must not disturb it."""
        self._holding = True
        if id(owner) not in self._owners:
            self._owners.add(id(owner))
            owner.destroyed.connect(self._owner_gone)
        self._start(text_passes=False)

    @Slot()
    def _owner_gone(self) -> None:
        self._owners.clear()
        self.begin()

    def is_pausing(self) -> bool:
        """Tell whether keys are swallowed now."""
        return self._pausing

    def begin(self, milliseconds: int = 0, *, text_passes: bool = False) -> None:
        """Swallow what was pressed before the event in hand is over and drawn, and so long after.

        Letters that go into a line of text may pass: they press nothing.
        """
        self._holding = False
        self._start(text_passes=text_passes)
        # The timer's turn comes after the keys that wait in the queue.
        self._end.start(milliseconds)

    def _start(self, *, text_passes: bool) -> None:
        if not self._pausing:
            input_guard.guard(self._app).listen(self.swallows, _KEYS)
        self._pausing, self._text_passes = True, text_passes
        self._watch.stop()

    def _ended(self) -> None:
        if not self._holding:
            self._pausing = False
            self._watch.start()

    def _unwatch(self) -> None:
        input_guard.guard(self._app).leave(self.swallows)

    def swallows(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key that was meant for what stood here before; return True for that."""
        if not isinstance(event, QKeyEvent):
            return False
        if not self._pausing:
            if not event.isAutoRepeat():
                return False
            self._watch.start()  # as long as it is held
        elif self._text_passes and _is_text(watched, event):
            return False
        event.accept()  # else a shortcut would go off
        return True


def _is_text(watched: QObject, event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    # A window passes its keys on to the widget with the keyboard.
    into = watched if isinstance(watched, QWidget) else QApplication.focusWidget()
    text = isinstance(into, QLineEdit | QPlainTextEdit)
    return plain and text and event.text().isprintable() and event.text() != ""


def key_pause() -> KeyPause:
    """Return the pause of the program."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(KeyPause) or KeyPause(app)
