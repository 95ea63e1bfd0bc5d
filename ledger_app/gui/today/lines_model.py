"""The lines of 今日 in groups: by time, by village, or by who must act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ledger_app.actions.due_lines import TodayLine
from ledger_app.catalogue import TABLES
from ledger_app.domain import dates
from ledger_app.domain.reminding.reminders import Reminder, pressing
from ledger_app.gui.kit import theme
from ledger_app.gui.students.list_columns import short_class

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, str]  # rule, student, record
LINE = Qt.ItemDataRole.UserRole  # the TodayLine, None for a heading
SOON_DAYS = 7
HOLIDAYS = "暑假"
WEEKDAYS = "一二三四五六日"
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


def day_line(on: date) -> str:
    """Return 11月21日 星期六 · 第一学期第12周 · 非上课日.

    Weeks are counted in the first term, which begins on 1 September everywhere; the second begins
    after the Spring Festival, on another day each year and county.
    """
    parts = [f"{on.month}月{on.day}日 星期{WEEKDAYS[on.weekday()]}", _term(on)]
    if not dates.is_school_day(on) and parts[1] != HOLIDAYS:
        parts.append("非上课日")
    return " · ".join(parts)


def _term(on: date) -> str:
    if dates.term(on).endswith("-2"):
        return "第二学期" if dates.term_end(on).month == 7 else HOLIDAYS
    first = date(dates.school_year(on), 9, 1)
    week = (on.toordinal() - first.toordinal() + first.weekday()) // 7 + 1
    return f"第一学期第{week}周"


def due_text(reminder: Reminder, on: date) -> str:
    """Return ⚠ 超 3 天, ● 今天 or ○ 11-24."""
    sign = theme.due_mark(reminder.state)[0]
    if reminder.days > 0:
        return f"{sign} 超 {reminder.days} 天"
    return f"{sign} {'今天' if reminder.days == 0 else short_day(reminder.due_on, on)}"


def short_day(day: str, on: date) -> str:
    """Return 11-24, with the year if it is another one."""
    return day[5:] if day[:4] == str(on.year) else day


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
    days = line.reminder.days
    return (0 if days > 0 else 1 if days == 0 else 2 if days >= -SOON_DAYS else 3), ""


def _title(key: tuple[int, str], order: Order) -> str:
    if order is Order.TIME:
        return ("超期", "今天", f"近 {SOON_DAYS} 天", "再往后")[key[0]]
    return "（未填）" if key[1] == _UNKNOWN else key[1]


def line_key(line: TodayLine) -> Key:
    """Return what tells a line from all others, also after everything was read again."""
    return line.reminder.rule, line.reminder.student, line.reminder.record


def spoken(line: TodayLine, on: date) -> str:
    """Return the whole line as one sentence, for screen readers and the tool tip."""
    parts = (
        due_text(line.reminder, on),
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
        self.on = date.min
        self.order = Order.TIME
        self._lines: Sequence[TodayLine] = ()
        self._rows: list[Heading | TodayLine] = []

    def set_lines(self, lines: Sequence[TodayLine], on: date) -> None:
        """Show these lines as of a day."""
        self.beginResetModel()
        self._lines, self.on = lines, on
        self._rows = arranged(lines, self.order)
        self.endResetModel()

    def set_order(self, order: Order) -> None:
        """Group the lines another way."""
        self.order = order
        self.set_lines(self._lines, self.on)

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
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self.on)
        return None


def likely_text(reminder: Reminder) -> str:
    """Return what the first button does: 登记联系, or the record that answers the reminder."""
    if not reminder.student:
        return "已报送"
    table = TABLES[reminder.opens or "contact"]
    return table.work or f"填{table.label}"
