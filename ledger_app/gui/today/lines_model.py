"""The rows of 今日 as Qt sees them: headings, lines and folds, what is ticked, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ledger_app.actions.today.arranging import (
    Heading,
    Key,
    Order,
    Row,
    arranged,
    line_key,
    lines_of,
)
from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.actions.today.narrowing import Narrowing, search_texts
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.matters import meaning_of
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import due_text
from ledger_app.gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole  # the TodayLine or Fold, None for a heading
PORTION = 100  # lines read at once


def due_note(reminder: Reminder, day: Day) -> str:
    """Return ⚠ 超 3 天, ● 今天 or ○ 11-24."""
    return f"{theme.due_mark(reminder.state)[0]} {due_text(reminder.due_on, day)}"


def spoken(entry: Entry, day: Day) -> str:
    """Return the whole line as one sentence, for screen readers and the tool tip."""
    if isinstance(entry, Fold):
        parts = [due_note(entry.reminder, day), entry.title, entry.said]
        return "，".join(parts)
    child = entry.child
    parts = [
        due_note(entry.reminder, day),
        entry.reminder.name,
        short_class(child) if child else "",
        child.get("school_name") or "",
        entry.reminder.reason,
        entry.reminder.who,
        entry.guardian,
    ]
    return "，".join(part for part in parts if part)


class TodayModel(QAbstractListModel):
    """Headings, lines and folds of lines, in one of five orders, all or those that are looked for.

    `in_full` reads what is shown of lines that were only counted until they are seen.
    `ticked()`: other lines are ticked than before.
    """

    ticked = Signal()

    def __init__(
        self, in_full: Callable[[Sequence[TodayLine]], Sequence[TodayLine]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.day: Day | None = None
        self.order = Order.MATTER
        self.narrowing = Narrowing()
        self._in_full = in_full
        self._lines: Sequence[TodayLine] = ()
        self._texts: list[str] | None = None
        self._kept: Sequence[TodayLine] = ()
        self._opened: set[Key] = set()
        self._ticks: set[Key] = set()
        self._rows: list[Row] = []
        self._depths: list[int] = []

    # What is shown.

    def set_lines(self, lines: Sequence[TodayLine], day: Day | None) -> None:
        """Show these lines as of a day; None with no lines. Ticks of lines that are gone go."""
        self._lines, self._texts, self.day = lines, None, day
        before = len(self._ticks)
        self._ticks &= {line_key(line) for line in lines}
        self._keep()
        if len(self._ticks) != before:
            self.ticked.emit()

    def narrow(self, narrowing: Narrowing) -> None:
        """Show only the lines that are looked for."""
        self.narrowing = narrowing
        self._keep()

    def set_order(self, order: Order) -> None:
        """Group the lines another way."""
        self.order = order
        self._arrange()

    def set_open(self, fold: Fold, is_open: bool) -> None:
        """Show what is in a fold below it, or only the fold."""
        (self._opened.add if is_open else self._opened.discard)(line_key(fold))
        self._arrange()

    def is_open(self, fold: Fold) -> bool:
        """Tell whether what is in a fold is shown below it."""
        return line_key(fold) in self._opened

    def _keep(self) -> None:
        self._kept = self.narrowing.kept(self._lines, self._said) if self.narrowing else self._lines
        self._arrange()

    def _said(self) -> list[str]:
        """Return what words are looked for in: worked out when the first is typed."""
        if self._texts is None:
            self._texts = search_texts(self._lines)
        return self._texts

    def _arrange(self) -> None:
        self.beginResetModel()
        found = arranged(self._kept, self.order, self._opened)
        self._rows, self._depths = [row for row, _ in found], [depth for _, depth in found]
        self.endResetModel()

    @property
    def lines(self) -> Sequence[TodayLine]:
        """Return all lines of the day, those that are left out with them."""
        return self._lines

    @property
    def left_out(self) -> int:
        """Return how many lines are not shown because something else is looked for."""
        return len(self._lines) - len(self._kept)

    # Ticks.

    @property
    def has_ticks(self) -> bool:
        """Tell whether any line is ticked."""
        return bool(self._ticks)

    def ticks(self) -> list[TodayLine]:
        """Return the ticked lines, in the order of the day; those that are left out with them."""
        return (
            [line for line in self._lines if line_key(line) in self._ticks] if self._ticks else []
        )

    def tick_state(self, entry: Entry) -> Qt.CheckState:
        """Return whether a line is ticked; of a fold whether all, some or none are."""
        if not self._ticks:
            return Qt.CheckState.Unchecked
        found = [line_key(line) in self._ticks for line in lines_of(entry)]
        if all(found):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if any(found) else Qt.CheckState.Unchecked

    def turn_ticks(self, entries: Collection[Entry]) -> None:
        """Tick what stands in these rows; where all of it is ticked, untick it."""
        keys = {line_key(line) for entry in entries for line in lines_of(entry)}
        self._set_ticks(self._ticks - keys if keys <= self._ticks else self._ticks | keys)

    def tick_more(self, near: Index) -> None:
        """Tick the group that a row stands in; where that is ticked, all lines that are shown."""
        group = {line_key(line) for entry in self._group(near.row()) for line in lines_of(entry)}
        wide = {line_key(line) for line in self._kept}
        self._set_ticks(self._ticks | (wide if group <= self._ticks else group))

    def untick(self) -> None:
        """Take all ticks away."""
        self._set_ticks(set())

    def _set_ticks(self, ticks: set[Key]) -> None:
        if ticks == self._ticks:
            return
        self._ticks = ticks
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticked.emit()

    def _group(self, row: int) -> list[Entry]:
        """Return what stands under the heading of a row."""
        heads = [at for at, each in enumerate(self._rows) if isinstance(each, Heading)]
        begin = max((at for at in heads if at <= row), default=0)
        end = next((at for at in heads if at > begin), len(self._rows))
        return [each for each in self._rows[begin:end] if not isinstance(each, Heading)]

    # Rows.

    def entry(self, index: Index) -> Entry | None:
        """Return the line or fold of a row, as far as it was read; None for a heading or no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return None if isinstance(row, Heading) else row

    def line(self, index: Index) -> TodayLine | None:
        """Return the line of a row, None for a fold, a heading or no row."""
        row = self._read(index.row()) if index.isValid() else None
        return row if isinstance(row, TodayLine) else None

    def depth(self, index: Index) -> int:
        """Return in how many opened folds a row stands."""
        return self._depths[index.row()]

    def _read(self, at: int) -> Row:
        """Return a row, read now with those around it if it was only counted so far."""
        row = self._rows[at]
        if isinstance(row, TodayLine) and not row.is_full:
            start = at - at % PORTION
            places = [
                place
                for place, each in enumerate(self._rows[start : start + PORTION], start)
                if isinstance(each, TodayLine) and not each.is_full
            ]
            wanted = [each for place in places if isinstance(each := self._rows[place], TodayLine)]
            for place, each in zip(places, self._in_full(wanted), strict=True):
                self._rows[place] = each
        return self._rows[at]

    def row_of(self, key: Key) -> int:
        """Return the row of the line or fold with this key, -1 if it is gone."""
        for number, row in enumerate(self._rows):
            if not isinstance(row, Heading) and line_key(row) == key:
                return number
        return -1

    def near(self, row: int) -> int:
        """Return the row of the first line at or after `row`, else the last one; -1 if none."""
        rows = [at for at, each in enumerate(self._rows) if not isinstance(each, Heading)]
        return next((at for at in rows if at >= row), rows[-1] if rows else -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of headings, lines and folds."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard step over headings."""
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        never = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | never

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the line or fold itself, or texts."""
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return _of_heading(row, role)
        if role == LINE:
            return self._read(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, Fold) else row.reminder.name
        if self.day and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.day)
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.tick_state(row)
        return None


def _of_heading(row: Heading, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole and row.matter:
        return meaning_of(row.matter)
    return row.said if role == Qt.ItemDataRole.DisplayRole else None
