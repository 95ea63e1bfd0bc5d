"""Where the keys arrive: one line or several lines of text that know what a clerk's keys mean."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ledger_app.gui.kit import theme

MARK_WIDTH = 26  # pixels at the right end of an entry that open its list or calendar
FEWEST_LINES, MOST_LINES = 2, 10
BREAKS = str.maketrans(dict.fromkeys("\t\r\n\x0b\x0c\u2028\u2029", " "))

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Wish(StrEnum):
    """What a key asks for."""

    NEXT = "next"
    DOWN = "down"  # the next one, too, whatever Enter walks to
    BACK = "back"
    OPEN = "open"
    RESTORE = "restore"
    REPEAT = "repeat"


class Mark(StrEnum):
    """The sign at the right end of an entry."""

    NONE = ""
    LIST = "list"
    CALENDAR = "calendar"


ENTERS = (Key.Key_Return, Key.Key_Enter)
_GO_ON = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_PLAIN = {
    Key.Key_Return: Wish.NEXT,
    Key.Key_Enter: Wish.NEXT,
    Key.Key_Down: Wish.DOWN,
    Key.Key_Up: Wish.BACK,
    Key.Key_Escape: Wish.RESTORE,
    Key.Key_F4: Wish.OPEN,
}
_WITH_CONTROL = {Key.Key_D: Wish.REPEAT, Key.Key_Return: Wish.NEXT, Key.Key_Enter: Wish.NEXT}
_WITH_ALT = {Key.Key_Down: Wish.OPEN}


def wish_of(event: QKeyEvent) -> Wish | None:
    """Return what the key asks of a one-line field, or None if it is text or editing."""
    modifiers = event.modifiers() & ~Modifier.KeypadModifier
    key = Key(event.key()) if event.key() in _KNOWN else None
    if key is None:
        return None
    if modifiers == Modifier.NoModifier:
        return _PLAIN.get(key)
    if modifiers == Modifier.ControlModifier:
        return _WITH_CONTROL.get(key)
    return _WITH_ALT.get(key) if modifiers == Modifier.AltModifier else None


_KNOWN = frozenset(key.value for key in (*_PLAIN, *_WITH_CONTROL, *_WITH_ALT))


def cleaned(text: str) -> str:
    """Return pasted text for one line: tabs and line breaks are blanks, none at either end."""
    return " ".join(text.translate(BREAKS).split()) if _has_breaks(text) else text.strip()


def _has_breaks(text: str) -> bool:
    return text.translate(BREAKS) != text


def _settled_key(event: QEvent, *, half_typed: bool) -> bool | None:
    """Tell whether a key that may be a shortcut stays in the field; None where Qt is to decide."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return None
    if wish_of(event) is Wish.REPEAT:
        event.accept()
        return True
    if _is_history_key(event) and not half_typed:
        event.ignore()
        return False
    return None


def _is_history_key(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )


class Entry(QLineEdit):
    """One line of text. Says what was wished for; acts on nothing while text is being composed."""

    typed = Signal()  # the text was changed by the person, and nothing is being composed
    wished = Signal(object)  # Wish
    entered = Signal()  # the keyboard came
    left = Signal()  # the keyboard went elsewhere

    def __init__(self, parent: QWidget | None = None, mark: Mark = Mark.NONE) -> None:
        super().__init__(parent)
        self.settled = ""  # the text that stands for the stored value
        self.composing = False
        self.leaving_by_tab = False
        self._mark = mark
        if mark:
            self.setTextMargins(0, 0, MARK_WIDTH - 8, 0)
        self.textEdited.connect(self._text_edited)

    def settle(self, text: str) -> None:
        """Show the text of a stored value; what was typed is gone."""
        self.settled = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def is_changed(self) -> bool:
        """Tell whether the text differs from that of the stored value."""
        return self.text() != self.settled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes; leave text and editing keys alone."""
        wish = wish_of(event)
        if wish is not None and self.fulfil(wish):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.insert(cleaned(QGuiApplication.clipboard().text()))
            self._text_edited()
        else:
            super().keyPressEvent(event)

    def has_mark(self) -> bool:
        """Tell whether a list or a calendar can be opened."""
        return self._mark is not Mark.NONE

    def fulfil(self, wish: Wish) -> bool:
        """Pass the wish on and tell whether it was meant for this field."""
        if wish is Wish.OPEN and not self._mark:
            return False
        if wish is Wish.RESTORE and not self.is_changed():
            return False  # nothing to restore: Esc closes the dialog around
        self.wished.emit(wish)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+D here, and let Ctrl+Z reach the window when nothing is half typed."""
        settled = _settled_key(event, half_typed=self.is_changed())
        return super().event(event) if settled is None else settled

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether text is being composed before Qt reports the change."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Report that the keyboard came, and take all the text so that typing replaces it.

        Not where the whole window comes back: whoever looked something up elsewhere types on.
        """
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.entered.emit()
        if event.reason() not in _GO_ON:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Report that the keyboard went, unless it only went to a menu of this field."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.composing = False
        self.leaving_by_tab = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list or the calendar when its sign is clicked."""
        super().mousePressEvent(event)
        on_mark = self._mark and event.position().x() >= self.width() - MARK_WIDTH
        if on_mark and event.button() == Qt.MouseButton.LeftButton and not self.isReadOnly():
            self.fulfil(Wish.OPEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign at the right end: cheaper than a button in each of a hundred fields."""
        super().paintEvent(event)
        if self._mark and not self.isReadOnly():
            _draw_mark(self, self._mark)

    def _text_edited(self) -> None:
        if self.composing:
            return
        if _has_breaks(self.text()):
            self.setText(cleaned(self.text()))
        self.typed.emit()


def _draw_mark(entry: Entry, mark: Mark) -> None:
    painter = QPainter(entry)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("dim"), 1.4))
    x, y = entry.width() - MARK_WIDTH / 2 - 2, entry.height() / 2
    if mark is Mark.LIST:
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
    else:
        painter.drawRoundedRect(QRectF(x - 6, y - 5, 12, 11), 1.5, 1.5)
        painter.drawLine(QPointF(x - 6, y - 1.5), QPointF(x + 6, y - 1.5))
        painter.drawLine(QPointF(x - 3, y - 7), QPointF(x - 3, y - 4))
        painter.drawLine(QPointF(x + 3, y - 7), QPointF(x + 3, y - 4))
    painter.end()


class LongEntry(QPlainTextEdit):
    """Several lines that grow with the text. Enter makes a line once there is text; Tab goes on."""

    typed = Signal()
    wished = Signal(object)  # Wish
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settled = ""
        self.composing = False
        self._settling = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def settle(self, text: str) -> None:
        """Show the text of a stored value; what was typed is gone."""
        self.settled = text
        if self.toPlainText() != text:
            self._settling = True
            self.setPlainText(text)
            self._settling = False

    def is_changed(self) -> bool:
        """Tell whether the text differs from that of the stored value."""
        return self.toPlainText() != self.settled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn Ctrl+Enter, Ctrl+D and Esc into wishes; every other key edits."""
        wish = wish_of(event)
        if wish is Wish.RESTORE and not self.is_changed():
            wish = None
        plain = event.modifiers() & ~Modifier.KeypadModifier == Modifier.NoModifier
        plain = plain and bool(self.toPlainText())  # in an empty one Enter and arrows go on, too
        if wish is None or (plain and wish is not Wish.RESTORE) or wish is Wish.OPEN:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.wished.emit(wish)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+D here, and let Ctrl+Z reach the window when nothing is half typed."""
        settled = _settled_key(event, half_typed=self.is_changed())
        return super().event(event) if settled is None else settled

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text without tabs and outer blanks; line breaks stay."""
        lines = source.text().replace("\t", " ").splitlines()
        self.insertPlainText("\n".join(line.rstrip() for line in lines).strip())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether text is being composed before Qt reports the change."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Report that the keyboard came."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Report that the keyboard went, unless it only went to a menu of this field."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.composing = False
            self.left.emit()

    def _text_changed(self) -> None:
        if not self.composing and not self._settling:
            self.typed.emit()

    def _grow(self) -> None:
        lines = max(FEWEST_LINES, min(MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 14)
