"""What no widget is left to decide by itself: keys while composing, wheels and files in passing.

One filter for the whole program, so that a field of a new dialog is guarded without a word there.
Whoever else waits for keys of the whole program listens here: a window that opens makes thousands
of events, and each is looked at once, not once by everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
)

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_GUARDED = frozenset(
    (
        *_KEYS, QEvent.Type.InputMethod, QEvent.Type.InputMethodQuery, QEvent.Type.FocusOut,
        QEvent.Type.Wheel, QEvent.Type.DragEnter,
    )
)  # fmt: skip
_TURNED = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
_TEXTS = (QLineEdit, QPlainTextEdit)
_CURSOR = Qt.InputMethodQuery.ImCursorRectangle
Listener = Callable[[QObject, QEvent], bool]  # tells whether the event must not reach the widget


def install(app: QApplication) -> None:
    """Guard every widget of the program from now on."""
    guard(app)


def guard(app: QApplication) -> InputGuard:
    """Return the filter of the program."""
    found = app.findChild(InputGuard)
    if found is None:
        found = InputGuard(app)
        app.installEventFilter(found)
    return found


def is_composing() -> bool:
    """Tell whether an input method is putting characters together: its keys are nobody else's."""
    app = QApplication.instance()
    found = app.findChild(InputGuard) if app else None
    return found is not None and found.composes()


class InputGuard(QObject):
    """The filter."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._composing: QObject | None = None
        self._listening: dict[Listener, frozenset[QEvent.Type]] = {}  # who came last is asked first
        self._heeded = _GUARDED

    def listen(self, listener: Listener, kinds: Iterable[QEvent.Type]) -> None:
        """Have `listener` asked about each event of these kinds, before who listens already."""
        self._listening.pop(listener, None)
        self._listening = {listener: frozenset(kinds), **self._listening}
        self._heed()

    def leave(self, listener: Listener) -> None:
        """Ask `listener` no more."""
        self._listening = {each: k for each, k in self._listening.items() if each != listener}
        self._heed()

    def _heed(self) -> None:
        self._heeded = _GUARDED.union(*self._listening.values())

    def composes(self) -> bool:
        """Tell whether something is composed anywhere in the program."""
        return self._composing is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what must not reach `watched`; return True for that."""
        kind = event.type()
        if kind not in self._heeded:
            return False
        for listener, kinds in self._listening.items():
            if kind in kinds and listener(watched, event):
                return True
        return self._keeps(watched, event, kind)

    def _keeps(self, watched: QObject, event: QEvent, kind: QEvent.Type) -> bool:
        if kind in _KEYS:
            return watched is self._composing and self._key(event)
        if kind is QEvent.Type.Wheel:
            return _is_turned(watched, event)
        if kind is QEvent.Type.DragEnter:
            return _is_file_over_text(watched, event)
        if kind is QEvent.Type.InputMethodQuery:
            return _told_cursor(watched, event)
        if kind is QEvent.Type.FocusOut or isinstance(event, QInputMethodEvent):
            composes = isinstance(event, QInputMethodEvent) and bool(event.preeditString())
            self._composing = watched if composes else None
        return False

    def _key(self, event: QEvent) -> bool:
        """Keep a key while composing: the input method has had it already, and nobody else may.

        Esc comes only from one that no longer answers: what it was composing is given up.
        """
        event.accept()  # a shortcut that is overridden does not go off
        pressed = event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            QGuiApplication.inputMethod().reset()
            if self._composing is not None:
                QApplication.sendEvent(self._composing, QInputMethodEvent())
        return True


def _is_turned(watched: QObject, event: QEvent) -> bool:
    """Pass the wheel on to the page around a closed box: its value would change unseen."""
    if not isinstance(watched, _TURNED) or isinstance(watched, QScrollBar):
        return False
    event.ignore()
    return True


def _is_file_over_text(watched: QObject, event: QEvent) -> bool:
    """Leave a file to the window around a line of text: its path is not what is meant."""
    texts = [each for each in (watched, watched.parent()) if isinstance(each, _TEXTS)]
    if not texts or not isinstance(event, QDragEnterEvent) or not event.mimeData().hasUrls():
        return False
    event.ignore()
    return True


def _told_cursor(watched: QObject, event: QEvent) -> bool:
    """Tell the input method a cursor as high as the line, so that its window spares the frame."""
    if not isinstance(event, QInputMethodQueryEvent) or not event.queries() & _CURSOR:
        return False
    if not isinstance(watched, QLineEdit | QAbstractSpinBox):
        return False
    watched.event(event)
    cursor = QRectF(event.value(_CURSOR))
    event.setValue(_CURSOR, QRectF(cursor.x(), 0, cursor.width(), watched.height()))
    return True
