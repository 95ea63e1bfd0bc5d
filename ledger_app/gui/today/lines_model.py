"""The lines of 今日 in groups: by time, by village, or by who must act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ledger_app.actions.today import folds
from ledger_app.actions.today.due_lines import UNVERIFIED, TodayLine
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import (
    LATER,
    OVERDUE,
    SOON,
    SOON_DAYS,
    TODAY,
    due_group,
    due_text,
)
from ledger_app.gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, str]  # rule, student, record
LINE = Qt.ItemDataRole.UserRole  # the TodayLine or Fold, None for a heading
PORTION = 100  # lines read at once
_GROUPS = (OVERDUE, TODAY, SOON, LATER)
_UNKNOWN = "\uffff"  # sorts last


class Order(StrEnum):
    """What the lines are grouped by."""

    TIME = "time"
    VILLAGE = "village"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group: overdue, today …, or a village, or who must act."""

    title: str
    count: int


Row = Heading | TodayLine | Fold


def due_note(reminder: Reminder, day: Day) -> str:
    """Return ⚠ 超 3 天, ● 今天 or ○ 11-24."""
    return f"{theme.due_mark(reminder.state)[0]} {due_text(reminder.due_on, day)}"


def arranged(
    lines: Iterable[TodayLine], order: Order, opened: Collection[Key] = ()
) -> list[tuple[Row, int]]:
    """Return lines and folds under headings, each with how deep in opened folds it stands.

    Groups by time come in time; the others by their name.
    """
    by_village = order is Order.VILLAGE
    groups: dict[tuple[int, str], list[Entry]] = {}
    entries = folds.folded(lines, partial(_group, order=order), by_village=by_village)
    for entry in folds.in_order(entries):
        groups.setdefault(_group(_first(entry), order), []).append(entry)
    found: list[tuple[Row, int]] = []
    for key in sorted(groups):
        members = groups[key]
        found.append((Heading(_title(key, order), sum(map(_count, members))), 0))
        for entry in members:
            found += _unfolded(entry, 0, opened, by_village)
    return found


def _unfolded(
    entry: Entry, depth: int, opened: Collection[Key], by_village: bool
) -> Iterator[tuple[Row, int]]:
    """Yield an entry, and below a fold that is opened what is in it."""
    yield entry, depth
    if isinstance(entry, Fold) and line_key(entry) in opened:
        for part in folds.in_order(folds.parts(entry, by_village=by_village)):
            yield from _unfolded(part, depth + 1, opened, by_village)


def _first(entry: Entry) -> TodayLine:
    return entry.lines[0] if isinstance(entry, Fold) else entry


def _count(entry: Entry) -> int:
    return entry.count if isinstance(entry, Fold) else 1


def _group(line: TodayLine, order: Order) -> tuple[int, str]:
    if order is not Order.TIME and not line.child:
        return 1, "本单位"
    if order is Order.VILLAGE:
        return 0, line.child.get("village_name") or _UNKNOWN
    if order is Order.PERSON:
        return 0, _who(line) or _UNKNOWN
    return _GROUPS.index(due_group(line.reminder.days)), ""


def _who(line: TodayLine) -> str:
    """Return who must act; of what is folded the first only: each class has another teacher."""
    who = line.reminder.who
    return who.partition("、")[0] if line.reminder.rule == UNVERIFIED else who


def _title(key: tuple[int, str], order: Order) -> str:
    if order is Order.TIME:
        return ("超期", "今天", f"近 {SOON_DAYS} 天", "再往后")[key[0]]
    return "（未填）" if key[1] == _UNKNOWN else key[1]


def line_key(entry: Entry) -> Key:
    """Return what tells a line or fold from all others, also after everything was read again."""
    if isinstance(entry, Fold):
        return entry.reminder.rule, "", f"{entry.level} {entry.heading} {entry.part}"
    reminder = entry.reminder
    # What the unit owes has no record: two months' reports are told apart by their days.
    return reminder.rule, reminder.student, reminder.record if reminder.student else reminder.due_on


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
    """Headings, lines and folds of lines, in one of three orders.

    `in_full` reads what is shown of lines that were only counted until they are seen.
    """

    def __init__(
        self, in_full: Callable[[Sequence[TodayLine]], Sequence[TodayLine]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.day: Day | None = None
        self.order = Order.TIME
        self._in_full = in_full
        self._lines: Sequence[TodayLine] = ()
        self._opened: set[Key] = set()
        self._rows: list[Row] = []
        self._depths: list[int] = []

    def set_lines(self, lines: Sequence[TodayLine], day: Day | None) -> None:
        """Show these lines as of a day; None with no lines."""
        self.beginResetModel()
        self._lines, self.day = lines, day
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        found = arranged(self._lines, self.order, self._opened)
        self._rows, self._depths = [row for row, _ in found], [depth for _, depth in found]

    def set_order(self, order: Order) -> None:
        """Group the lines another way."""
        self.order = order
        self.set_lines(self._lines, self.day)

    def set_open(self, fold: Fold, is_open: bool) -> None:
        """Show what is in a fold below it, or only the fold."""
        self.beginResetModel()
        (self._opened.add if is_open else self._opened.discard)(line_key(fold))
        self._arrange()
        self.endResetModel()

    def is_open(self, fold: Fold) -> bool:
        """Tell whether what is in a fold is shown below it."""
        return line_key(fold) in self._opened

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
            return f"{row.title} {row.count}" if role == Qt.ItemDataRole.DisplayRole else None
        if role == LINE:
            return self._read(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, Fold) else row.reminder.name
        if self.day and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.day)
        return None
