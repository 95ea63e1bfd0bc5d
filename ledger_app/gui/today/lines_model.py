"""The lines of 今日 in groups: by time, by village, or by who must act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.catalogue import TABLES
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import Reminder, pressing
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
LINE = Qt.ItemDataRole.UserRole  # the TodayLine, None for a heading
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


def due_note(reminder: Reminder, day: Day) -> str:
    """Return ⚠ 超 3 天, ● 今天 or ○ 11-24."""
    return f"{theme.due_mark(reminder.state)[0]} {due_text(reminder.due_on, day)}"


def arranged(lines: Iterable[TodayLine], order: Order) -> list[Heading | TodayLine]:
    """Return the lines under headings. Groups by time come in time; the others by their name."""
    groups: dict[tuple[int, str], list[TodayLine]] = {}
    for line in sorted(lines, key=_most_pressing_first):
        groups.setdefault(_group(line, order), []).append(line)
    found: list[Heading | TodayLine] = []
    for key in sorted(groups):
        members = groups[key]
        found.append(Heading(_title(key, order), len(members)))
        found += members
    return found


def _most_pressing_first(line: TodayLine) -> tuple[tuple[int, int, str], str]:
    return pressing(line.reminder), line.child.get("list_order") or ""


def _group(line: TodayLine, order: Order) -> tuple[int, str]:
    if order is not Order.TIME and not line.child:
        return 1, "本单位"
    if order is Order.VILLAGE:
        return 0, line.child.get("village_name") or _UNKNOWN
    if order is Order.PERSON:
        return 0, line.reminder.who or _UNKNOWN
    return _GROUPS.index(due_group(line.reminder.days)), ""


def _title(key: tuple[int, str], order: Order) -> str:
    if order is Order.TIME:
        return ("超期", "今天", f"近 {SOON_DAYS} 天", "再往后")[key[0]]
    return "（未填）" if key[1] == _UNKNOWN else key[1]


def line_key(line: TodayLine) -> Key:
    """Return what tells a line from all others, also after everything was read again."""
    return line.reminder.rule, line.reminder.student, line.reminder.record


def spoken(line: TodayLine, day: Day) -> str:
    """Return the whole line as one sentence, for screen readers and the tool tip."""
    parts = (
        due_note(line.reminder, day),
        line.reminder.name,
        short_class(line.child) if line.child else "",
        line.child.get("school_name") or "",
        line.reminder.reason,
        line.reminder.who,
        line.guardian,
    )
    return "，".join(part for part in parts if part)


class TodayModel(QAbstractListModel):
    """Headings and lines, in one of three orders."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.day: Day | None = None
        self.order = Order.TIME
        self._lines: Sequence[TodayLine] = ()
        self._rows: list[Heading | TodayLine] = []

    def set_lines(self, lines: Sequence[TodayLine], day: Day | None) -> None:
        """Show these lines as of a day; None with no lines."""
        self.beginResetModel()
        self._lines, self.day = lines, day
        self._rows = arranged(lines, self.order)
        self.endResetModel()

    def set_order(self, order: Order) -> None:
        """Group the lines another way."""
        self.order = order
        self.set_lines(self._lines, self.day)

    def line(self, index: Index) -> TodayLine | None:
        """Return the line of a row, None for a heading or no row."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, TodayLine) else None

    def row_of(self, key: Key) -> int:
        """Return the row of the line with this key, -1 if it is gone."""
        for number, row in enumerate(self._rows):
            if isinstance(row, TodayLine) and line_key(row) == key:
                return number
        return -1

    def near(self, row: int) -> int:
        """Return the row of the first line at or after `row`, else the last one; -1 if none."""
        rows = [at for at, each in enumerate(self._rows) if isinstance(each, TodayLine)]
        return next((at for at in rows if at >= row), rows[-1] if rows else -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of headings and lines."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the keyboard step over headings."""
        if self.line(index) is None:
            return Qt.ItemFlag.NoItemFlags
        never = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | never

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the line itself, or texts."""
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return f"{row.title} {row.count}" if role == Qt.ItemDataRole.DisplayRole else None
        if role == LINE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.reminder.name
        if self.day and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.day)
        return None


def likely_text(reminder: Reminder) -> str:
    """Return what the first button does: 登记联系, or the record that answers the reminder."""
    if not reminder.student:
        return "已报送"
    table = TABLES[reminder.opens or "contact"]
    return table.work or f"填{table.label}"
