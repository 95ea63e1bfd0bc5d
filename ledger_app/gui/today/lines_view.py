"""The list of 今日 under the keyboard and the mouse: what is chosen, ticked, opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ledger_app.actions.today.arranging import Key, line_key, lines_of
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.gui.today.lines_delegate import TodayDelegate, box_width
from ledger_app.gui.today.lines_model import TodayModel

SEEN_OF_FOLD = 3  # lines at least that come into sight when a fold is opened
ROOM_FOR_TWO = 560  # pixels of the page's height from which an entry takes two lines


class TodayView(QListView):
    """The list itself; what is chosen survives reading everything again. `left()`: Esc."""

    left = Signal()

    def __init__(self, model: TodayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setAccessibleName(self.tr("今日要办的事"))
        self.setModel(model)
        self._delegate = TodayDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def fit(self, height: int) -> None:
        """Take one line of text for an entry where the page has room for a few entries only."""
        low = height < ROOM_FOR_TWO
        if self._delegate.low != low:
            self._delegate.low = low
            self.scheduleDelayedItemsLayout()

    def chosen(self) -> list[TodayLine]:
        """Return the lines that are acted on: the ticked ones, else those that are selected.

        Each once; of a fold all that it has. Those not shown yet are as far as they were read.
        """
        return self._lines.ticks() or self.selected()

    def selected(self) -> list[TodayLine]:
        """Return the selected lines in the order of the list."""
        found: dict[Key, TodayLine] = {}
        for entry in self._entries():
            for line in lines_of(entry):
                found.setdefault(line_key(line), line)
        return list(found.values())

    def keys(self) -> list[Key]:
        """Return the keys of what is chosen, to choose it again."""
        return [line_key(entry) for entry in self._entries()]

    def next_keys(self) -> list[Key]:
        """Return the key of the line after the last chosen one, none at the end."""
        rows = [index.row() for index in self.selectionModel().selectedIndexes()]
        last = max(rows, default=-1)
        at = self._lines.near(last + 1)
        entry = self._lines.entry(self._lines.index(at)) if at > last else None
        return [line_key(entry)] if entry is not None else []

    def fold(self) -> Fold | None:
        """Return the fold that is chosen alone, None for lines or several."""
        entries = self._entries()
        only = entries[0] if len(entries) == 1 else None
        return only if isinstance(only, Fold) else None

    def line(self) -> TodayLine | None:
        """Return the line that is chosen alone, in full; None for a fold or several."""
        rows = self.selectionModel().selectedIndexes()
        return self._lines.line(rows[0]) if len(rows) == 1 else None

    def _entries(self) -> list[Entry]:
        indexes = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        return [entry for entry in map(self._lines.entry, indexes) if entry is not None]

    def turn(self, fold: Fold, is_open: bool | None = None) -> None:
        """Open a fold or shut it (None: the other way round); it stays where it is."""
        wanted = not self._lines.is_open(fold) if is_open is None else is_open
        if wanted != self._lines.is_open(fold):
            top = self.verticalScrollBar().value()
            self._lines.set_open(fold, wanted)
            self.choose([line_key(fold)], 0, top)
            if wanted:
                self._show_first_of(self.currentIndex())

    def _show_first_of(self, index: QModelIndex) -> None:
        """Scroll so far that the first of what an opened fold holds are in sight below it."""
        self.scrollTo(index.siblingAtRow(index.row() + SEEN_OF_FOLD))
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, a group and then all with Ctrl+A; open a fold with →, shut it with ←.

        Home: the first line. Above that stands a heading, on which Qt would stay.
        """
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._lines.tick_more(self.currentIndex())
        elif event.modifiers() or not self._takes(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _takes(self, key: Qt.Key) -> bool:
        """Do what a key alone means here; return whether it means anything."""
        fold = self.fold()
        if key == Qt.Key.Key_Home:
            self.choose([], 0)
        elif key == Qt.Key.Key_Space:
            self._lines.turn_ticks(self._entries())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif fold is not None and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.turn(fold, key == Qt.Key.Key_Right)
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick with a click into the box before a line."""
        index = self.indexAt(event.position().toPoint())
        entry = self._lines.entry(index)
        in_box = event.position().x() < box_width() and not event.modifiers()
        if entry is not None and in_box and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self._lines.turn_ticks([entry])
            return
        super().mousePressEvent(event)

    def choose(self, keys: Sequence[Key], row: int, top: int = 0) -> None:
        """Choose the lines with these keys, or the one that came into the place `row`.

        `top` is how far the list was scrolled: the current line stays where the eye is.
        """
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(top)
        rows = [at for at in map(self._lines.row_of, keys) if at >= 0]
        rows = rows or [self._lines.near(max(row, 0))]
        selection = self.selectionModel()
        flag = selection.SelectionFlag
        for number, at in enumerate(at for at in rows if at >= 0):
            index = self._lines.index(at)
            if number == 0:
                selection.setCurrentIndex(index, flag.ClearAndSelect)
                self._bring(at)
            else:
                selection.select(index, flag.Select)

    def _bring(self, row: int) -> None:
        """Scroll to a line, together with the heading above it."""
        if row <= 1:  # also before the list has its size, when nothing else would find the top
            self.scrollToTop()
            return
        above = self._lines.index(row - 1)
        if self._lines.entry(above) is None:
            self.scrollTo(above)
        self.scrollTo(self._lines.index(row))
