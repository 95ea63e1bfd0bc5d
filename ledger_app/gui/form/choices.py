"""The list that drops down under a field while a person types, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QListWidget, QVBoxLayout, QWidget

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.domain.names import query_key, search_keys
from ledger_app.gui.kit import theme

MOST_ROWS = 12  # rows seen at once; more scroll
MOST_FOUND = 300  # a longer list is no help: type another letter
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
CLOSERS = frozenset(
    (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.NonClientAreaMouseButtonPress)
)


@dataclass(frozen=True)
class Choice:
    """One thing to choose: the stored value, its name, other names, and the text of its row."""

    value: str
    name: str
    others: tuple[str, ...] = ()
    row: str = ""

    @property
    def label(self) -> str:
        """Return the row as it is listed."""
        return self.row or self.name


@cache
def code_choices(key: str) -> tuple[Choice, ...]:
    """Return a code list as choices with rows "code name"; raise KeyError if there is none."""
    codes = code_list(key).codes
    return tuple(
        Choice(code.value, code.name, code.aliases, f"{code.value}  {code.name}") for code in codes
    )


def place_choices(pairs: Iterable[tuple[str, str]], *, show_value: bool) -> tuple[Choice, ...]:
    """Return (value, name) pairs as choices; rows show the value too when it means something."""
    return tuple(
        Choice(value, name, (), f"{value}  {name}" if show_value else name) for value, name in pairs
    )


def exact_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Return the choice whose value, name, alias or row is `text`."""
    wanted = fold(text)
    by_value = [choice for choice in choices if fold(choice.value) == wanted]
    if by_value:
        return by_value[0]
    for choice in choices:
        if wanted in (fold(choice.name), fold(choice.label), *map(fold, choice.others)):
            return choice
    return None


def narrowed(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Return what fits the typed value, part of a name, pinyin or initials; the best fit first."""
    if not text.strip():
        return list(choices[:MOST_FOUND])
    plain, key = fold(text), query_key(text)
    ranked = ((_rank(choice, plain, key), choice) for choice in choices)
    fitting = [pair for pair in ranked if pair[0] is not None]
    fitting.sort(key=_by_rank)
    return [choice for _, choice in fitting[:MOST_FOUND]]


def _by_rank(pair: tuple[int | None, Choice]) -> int:
    return pair[0] or 0


def _rank(choice: Choice, plain: str, key: str) -> int | None:
    """Return 0 for the best fit … 4 for the weakest, None for none."""
    name, value = fold(choice.name), fold(choice.value)
    if plain in (value, name, *map(fold, choice.others)):
        return 0
    if value.startswith(plain) or name.startswith(plain):
        return 1
    if plain in name:
        return 2
    keys = _keys(choice.name)
    if key and any(part.startswith(key) for part in keys.split()):
        return 2
    if any(plain in fold(other) for other in choice.others):
        return 3
    return 4 if key and key in keys else None


@cache
def _keys(name: str) -> str:
    return search_keys(name)


class ChoiceList(QFrame):
    """A list laid over the window under `anchor`. It never takes the keyboard: the field keeps it.

    No window of its own, so that an input method stays with the field.
    """

    picked = Signal(object)  # Choice, by mouse
    closed = Signal()

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._choices: list[Choice] = []
        theme.set_role(self, "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QListWidget(self)
        theme.set_role(self._list, "choices")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(anchor.accessibleName())
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.itemClicked.connect(self._clicked)
        anchor.destroyed.connect(self.deleteLater)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._list)
        self._foot = QLabel(self)
        self._foot.setWordWrap(True)
        self._foot.setContentsMargins(8, 3, 8, 4)
        theme.set_role(self._foot, "consequence")
        self._foot.hide()
        inside.addWidget(self._foot)
        self.hide()

    def offer(self, choices: Sequence[Choice], rows: Sequence[str], current: int) -> None:
        """Show the choices as `rows` with one highlighted (-1: none); an empty list closes."""
        self._choices = list(choices)
        if not choices:
            self.shut()
            return
        self._list.clear()
        self._list.addItems(list(rows))
        self._list.setCurrentRow(current)
        if not self.isVisible():
            self._watch(True)
        self._place()
        self.show()
        self.raise_()

    def relabel(self, rows: Sequence[str]) -> None:
        """Change the rows' texts, keeping order and highlight."""
        for at, row in enumerate(rows):
            self._list.item(at).setText(row)

    def current(self) -> Choice | None:
        """Return the highlighted choice of the open list."""
        at = self._list.currentRow()
        return self._choices[at] if self.isVisible() and 0 <= at < len(self._choices) else None

    def step(self, by: int) -> None:
        """Move the highlight, stopping at both ends."""
        last = len(self._choices) - 1
        self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + by)))

    def set_foot(self, text: str) -> None:
        """Say something of the highlighted choice under the list; "" takes it away."""
        if text != self._foot.text():
            self._foot.setText(text)
            self._foot.setVisible(bool(text))
            if self.isVisible():
                self._place()

    def shut(self) -> None:
        """Close the list."""
        self.set_foot("")
        if self.isVisible():
            self._watch(False)
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a click or a turn of the wheel elsewhere, and when the window changes size."""
        elsewhere = event.type() in CLOSERS and not self._holds(watched, event)
        resized = event.type() == QEvent.Type.Resize and watched is self.parent()
        if elsewhere or resized:
            self.shut()
        return False

    def _watch(self, on: bool) -> None:
        app = QApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    def _holds(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return not isinstance(event, QMouseEvent) or self._under(event)
        return any(
            watched is widget or widget.isAncestorOf(watched) for widget in (self, self._anchor)
        )

    def _under(self, event: QMouseEvent) -> bool:
        """Tell whether a press that came to the window itself is on the list or its field."""
        at = event.globalPosition().toPoint()
        return any(
            widget.rect().contains(widget.mapFromGlobal(at)) for widget in (self, self._anchor)
        )

    def _clicked(self) -> None:
        choice = self.current()
        if choice is not None:
            self.picked.emit(choice)

    def _place(self) -> None:
        window = cast(QWidget, self.parent())
        top_left = self._anchor.mapTo(window, QPoint(0, 0))
        row = max(self._list.sizeHintForRow(0), theme.text_pixels() + 8)
        width = max(self._anchor.width(), min(self._list.sizeHintForColumn(0) + 30, 420))
        foot = self._foot.heightForWidth(width - 2) if self._foot.text() else 0
        wanted = min(len(self._choices), MOST_ROWS) * row + 6 + foot
        below = window.height() - top_left.y() - self._anchor.height() - 6
        above = top_left.y() - 6
        down = below >= min(wanted, 5 * row) or below >= above
        height = min(wanted, max(below if down else above, 2 * row))
        left = max(0, min(top_left.x(), window.width() - width))
        top = top_left.y() + self._anchor.height() + 1 if down else top_left.y() - height - 1
        self.setGeometry(QRect(left, top, width, height))
