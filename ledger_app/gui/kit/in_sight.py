"""What has the keyboard is in sight: however it came there, every area around it is scrolled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget

# Set on a widget that is to be seen whole when anything in it has the keyboard: a field with its
# problem under it.
WHOLE = "seen_whole"
BESIDE = "seen_with"  # of such a widget: what stands beside it and may be higher, as its label


def install(app: QApplication) -> None:
    """Bring into sight what gets the keyboard, from now on."""
    app.focusChanged.connect(_came)


def show_soon(widget: QWidget) -> None:
    """Bring a widget into sight once layouts are made for what has just appeared."""
    QTimer.singleShot(0, widget, partial(show_whole, widget))


def show_whole(widget: QWidget) -> None:
    """Scroll every area around a widget as little as shows it with all that belongs to it."""
    whole = widget
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        if above.property(WHOLE):
            whole = above
        if isinstance(above, QScrollArea) and above.widget() is not None:
            _scroll(above, whole)
        above = above.parentWidget()


def place_in(inside: QWidget, whole: QWidget) -> QRect:
    """Return where a widget stands in what scrolls, from its top to its end or its label's."""
    place = QRect(whole.mapTo(inside, QPoint(0, 0)), whole.size())
    beside = whole.property(BESIDE)
    if isinstance(beside, QWidget) and beside.isVisibleTo(inside):
        top = beside.mapTo(inside, QPoint(0, 0)).y()
        place.setTop(min(place.top(), top))
        place.setBottom(max(place.bottom(), top + beside.height() - 1))
    return place


def _came(_old: QWidget | None, now: QWidget | None) -> None:
    if now is not None:
        show_whole(now)
        show_soon(now)  # what has just been shown has no place yet


def _scroll(area: QScrollArea, whole: QWidget) -> None:
    inside = area.widget()
    if inside is None or not inside.isAncestorOf(whole):
        return
    place = place_in(inside, whole)
    seen = area.viewport()
    _move(area.verticalScrollBar(), place.top(), place.height(), seen.height())
    _move(area.horizontalScrollBar(), place.left(), place.width(), seen.width())


def _move(bar: QScrollBar, start: int, length: int, room: int) -> None:
    """Scroll until `start` … `start + length` is seen; of what is longer, its beginning."""
    least = start + min(length, room) - room
    bar.setValue(max(least, min(bar.value(), start)))
