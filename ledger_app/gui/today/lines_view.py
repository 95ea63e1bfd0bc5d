"""The list of 今日 as it is drawn: two rows of text a line, in aligned columns; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import short_day
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.gui.kit import theme
from ledger_app.gui.today.lines_model import LINE, Index, Key, TodayModel, due_note, line_key

SEEN_OF_FOLD = 3  # lines at least that come into sight when a fold is opened
NAMES = 20  # of a fold: the rest is cut off where the line ends
ROOM_FOR_TWO = 440  # pixels of the page's height from which an entry takes two lines


class TodayView(QListView):
    """The list itself; what is chosen survives reading everything again."""

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
        """Return the chosen lines in the order of the list, each once; of a fold all that it has.

        Lines that were not shown yet are as far as they were read.
        """
        found: dict[Key, TodayLine] = {}
        for entry in self._entries():
            for line in entry.lines if isinstance(entry, Fold) else (entry,):
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
        """Open a fold with Space or →, shut it with Space or ←; Home: the first line.

        Above that stands a heading, on which Qt would stay without going anywhere.
        """
        if event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.choose([], 0)
            return
        ways = {Qt.Key.Key_Space: None, Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        fold = self.fold()
        if fold is not None and not event.modifiers() and event.key() in ways:
            self.turn(fold, ways[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

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


@dataclass(frozen=True, slots=True)
class _Places:
    """Left edge and width of the columns of a line, in pixels."""

    due: tuple[int, int]
    who: tuple[int, int]
    what: tuple[int, int]
    reach: tuple[int, int]
    last: tuple[int, int]


def _places(width: int, unit: int) -> _Places:
    """Share the width of a line; `unit` is the height of text. Narrow: the last contact goes."""
    last = unit * 7 if width > unit * 62 else 0
    due, who, reach, pad = unit * 7, unit * 14, unit * 11, unit
    what = max(unit * 8, width - due - who - reach - last - 3 * pad)
    lefts = [pad]
    for each in (due, who, what + pad, reach):
        lefts.append(lefts[-1] + each)
    return _Places(*zip(lefts, (due, who - pad, what, reach - pad, last), strict=True))


class TodayDelegate(QStyledItemDelegate):
    """Draws headings and entries in aligned columns: of two lines, of one where `low`."""

    low = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or of an entry."""
        unit = theme.text_pixels()
        heights = (2.0, 1.7) if self.low else (3.6, 2.2)
        return QSize(unit * 30, round(unit * heights[index.data(LINE) is None]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line = index.data(LINE)
        model = index.model()
        if line is None:
            self._heading(painter, rect, str(index.data()))
        elif isinstance(model, TodayModel) and model.day:
            self._ground(painter, rect, option)
            inside = rect.adjusted(model.depth(index) * 2 * theme.text_pixels(), 0, 0, 0)
            if isinstance(line, Fold):
                self._fold(painter, inside, line, model)
            else:
                self._line(painter, inside, line, model.day)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(theme.ui_font(bold=True))
        painter.setPen(theme.colour("dim"))
        inside = rect.adjusted(theme.text_pixels(), 0, 0, -5)
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.topLeft(), QSize(4, rect.height())), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _fold(self, painter: QPainter, rect: QRect, fold: Fold, model: TodayModel) -> None:
        """Draw what many lines have in common, and which way it goes on from here."""
        day, reminder = model.day, fold.reminder
        if day is None:
            return
        is_open = model.is_open(fold)
        places = _places(rect.width(), theme.text_pixels())
        for place, upper, upper_look, lower in (
            (places.due, due_note(reminder, day), _due_look(reminder), _under_due(reminder, day)),
            (places.who, f"{'▾' if is_open else '▸'} {fold.title}", "bold", ""),
            (places.what, fold.said, "text", _names(fold)),
            (
                places.reach,
                "→ 登记报到" if fold.to_register else "",
                "text",
                "空格收起" if is_open else "空格看名单",
            ),
        ):
            draw = self._one if self.low else self._pair
            draw(painter, rect, place, (upper, upper_look, lower))

    def _line(self, painter: QPainter, rect: QRect, line: TodayLine, day: Day) -> None:
        reminder, child = line.reminder, line.child
        places = _places(rect.width(), theme.text_pixels())
        places_of = (child.get("school_name"), child.get("village_name"))
        where = " ".join(filter(None, (short_class(child) if child else "", *places_of)))
        last = short_day(child.get("last_contact_on"), day) or "没有记录"
        reach = (line.guardian or "监护人未填", screen_phone(line.phone)) if child else ("", "")
        for place, upper, upper_look, lower in (
            (places.due, due_note(reminder, day), _due_look(reminder), _under_due(reminder, day)),
            (places.who, reminder.name or reminder.label, "bold", where),
            (places.what, reminder.reason, "text", f"{reminder.label} · {reminder.who}"),
            (places.reach, reach[0], "text", reach[1]),
            (places.last, "上次联系" if child else "", "dim", last if child else ""),
        ):
            draw = self._one if self.low else self._pair
            draw(painter, rect, place, (upper, upper_look, lower))

    def _one(
        self, painter: QPainter, rect: QRect, place: tuple[int, int], texts: tuple[str, str, str]
    ) -> None:
        """Draw two texts one behind the other; the second where the first leaves room for it."""
        first, look, second = texts
        left, width = place
        if width <= 0:
            return
        painter.setFont(theme.ui_font(bold=look == "bold" or look.startswith("#")))
        painter.setPen(look if look.startswith("#") else theme.colour(_TOKENS[look]))
        _elided(painter, QRect(rect.left() + left, rect.top(), width, rect.height()), first)
        gap = theme.text_pixels()
        taken = painter.fontMetrics().horizontalAdvance(first) + gap // 2
        if width - taken >= 3 * gap:
            painter.setFont(theme.ui_font(-1))
            painter.setPen(theme.colour("dim"))
            behind = QRect(rect.left() + left + taken, rect.top(), width - taken, rect.height())
            _elided(painter, behind, second.strip())

    def _pair(
        self, painter: QPainter, rect: QRect, place: tuple[int, int], texts: tuple[str, str, str]
    ) -> None:
        """Draw two texts one over the other, cut with … where they do not fit."""
        upper, look, lower = texts
        left, width = place
        if width <= 0:
            return
        half = rect.height() // 2
        painter.setFont(theme.ui_font(bold=look == "bold" or look.startswith("#")))
        painter.setPen(look if look.startswith("#") else theme.colour(_TOKENS[look]))
        _elided(painter, QRect(rect.left() + left, rect.top() + 3, width, half - 2), upper)
        painter.setFont(theme.ui_font(-1))
        painter.setPen(theme.colour("dim"))
        _elided(painter, QRect(rect.left() + left, rect.top() + half, width, half - 3), lower)


_TOKENS = {"bold": "text", "text": "text", "dim": "dim"}


def _due_look(reminder: Reminder) -> str:
    return theme.due_mark(reminder.state)[1].name()


def _names(fold: Fold) -> str:
    """Return the first names of a fold, as many as a line may hold."""
    return "、".join(line.reminder.name for line in fold.lines[:NAMES])


def _under_due(reminder: Reminder, day: Day) -> str:
    """Return the day of what is overdue, how many days are left of what is not."""
    if reminder.days > 0:
        return f"    {short_day(reminder.due_on, day)}"
    return f"    还有 {-reminder.days} 天" if reminder.days else ""


def _elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
