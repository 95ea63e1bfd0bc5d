"""The lines of 今日 under headings: by what they are about, by time, village, person or class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from ledger_app.actions.today import folds
from ledger_app.actions.today.due_lines import UNVERIFIED, TodayLine
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.domain.reminding.matters import title_of, weight_of
from ledger_app.domain.reminding.reminders import by_matter
from ledger_app.domain.telling.due_words import (
    LATER,
    OVERDUE,
    SOON,
    SOON_DAYS,
    TODAY,
    due_group,
)

Key = tuple[str, str, str]  # rule, student, record
STATES = {OVERDUE: "超期", TODAY: "今天", SOON: f"近 {SOON_DAYS} 天", LATER: "再往后"}
OF_UNIT, UNFILLED = "本单位", "（未填）"
_LAST = "\uffff"  # sorts last


class Order(StrEnum):
    """What the lines are grouped by."""

    MATTER = "matter"
    TIME = "time"
    VILLAGE = "village"
    PERSON = "person"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group: why, when, a village, who must act, or a class."""

    title: str
    count: int
    most_days: int  # how long the oldest line in it is overdue, negative for days left
    matter: str = ""  # where the group is one matter

    @property
    def said(self) -> str:
        """Return the whole heading: 不在校 5 · 最早超 58 天."""
        return f"{self.title} {self.count} · {_oldest(self.most_days)}"


Row = Heading | TodayLine | Fold
_Group = tuple[int, str, str]  # rank, what it is sorted by, title


def arranged(
    lines: Iterable[TodayLine], order: Order, opened: Collection[Key] = ()
) -> list[tuple[Row, int]]:
    """Return lines and folds under headings, each with how deep in opened folds it stands.

    Groups of matters come by their weight, those of time in time; the others by their name.
    """
    by_village = order is Order.VILLAGE
    groups: dict[_Group, list[Entry]] = {}
    entries = folds.folded(lines, partial(group_of, order=order), by_village=by_village)
    for entry in _sorted(entries, order):
        groups.setdefault(group_of(first_of(entry), order), []).append(entry)
    found: list[tuple[Row, int]] = []
    for key in sorted(groups):
        members = groups[key]
        found.append((_heading(key, members, order), 0))
        for entry in members:
            found += _unfolded(entry, 0, opened, order)
    return found


def lines_of(entry: Entry) -> Sequence[TodayLine]:
    """Return the lines that stand in a row: those of a fold, or the one."""
    return entry.lines if isinstance(entry, Fold) else (entry,)


def first_of(entry: Entry) -> TodayLine:
    """Return the most pressing line of a row."""
    return lines_of(entry)[0]


def line_key(entry: Entry) -> Key:
    """Return what tells a line or fold from all others, also after everything was read again."""
    if isinstance(entry, Fold):
        return entry.reminder.rule, "", f"{entry.level} {entry.heading} {entry.part}"
    reminder = entry.reminder
    # What the unit owes has no record: two months' reports are told apart by their days.
    return reminder.rule, reminder.student, reminder.record if reminder.student else reminder.due_on


def who_of(line: TodayLine) -> str:
    """Return who must act; of what is folded the first only: each class has another teacher."""
    who = line.reminder.who
    return who.partition("、")[0] if line.reminder.rule == UNVERIFIED else who


def _sorted(entries: Iterable[Entry], order: Order) -> list[Entry]:
    if order is not Order.MATTER:
        return folds.in_order(entries)
    return sorted(entries, key=lambda each: (by_matter(each.reminder), folds.order(each)))


def _unfolded(
    entry: Entry, depth: int, opened: Collection[Key], order: Order
) -> Iterator[tuple[Row, int]]:
    """Yield an entry, and below a fold that is opened what is in it."""
    yield entry, depth
    if isinstance(entry, Fold) and line_key(entry) in opened:
        for part in _sorted(folds.parts(entry, by_village=order is Order.VILLAGE), order):
            yield from _unfolded(part, depth + 1, opened, order)


def _heading(group: _Group, members: Sequence[Entry], order: Order) -> Heading:
    count = sum(len(lines_of(each)) for each in members)
    most = max(each.reminder.days for each in members)  # a fold's first is its most pressing
    matter = str(members[0].reminder.matter) if order is Order.MATTER else ""
    return Heading(group[2], count, most, matter)


def group_of(line: TodayLine, order: Order) -> _Group:
    """Return rank, name to sort by and title of the group that a line stands in."""
    reminder, child = line.reminder, line.child
    if order is Order.MATTER:
        return weight_of(reminder.matter), "", title_of(reminder.matter)
    if order is Order.TIME:
        state = due_group(reminder.days)
        return list(STATES).index(state), "", STATES[state]
    if not child:
        return 1, "", OF_UNIT
    if order is Order.CLASS:
        return 0, _class_place(line), class_title(line)
    name = child.get("village_name") if order is Order.VILLAGE else who_of(line)
    return 0, name or _LAST, name or UNFILLED


def _class_place(line: TodayLine) -> str:
    """Return what classes are sorted by: children of no class come last."""
    grade, number = (str(line.child.get(key) or "") for key in ("grade", "class_no"))
    school = line.child.get("school_name") or _LAST
    return f"{school}\t{grade.zfill(3) if grade else _LAST}\t{number.zfill(4)}"


def class_title(line: TodayLine) -> str:
    """Return a child's school and class: 福利镇中心小学 三(1)班."""
    parts = (line.child.get("school_name") or "", folds.class_words(line))
    return " ".join(filter(None, parts)) or UNFILLED


def _oldest(days: int) -> str:
    if days > 0:
        return f"最早超 {days} 天"
    return "最早是今天" if days == 0 else f"最早还有 {-days} 天"
