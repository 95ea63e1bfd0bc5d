"""Many lines of one kind are one line with a count: on 1 September a township has thousands.

Children that nobody has seen this term are folded by class (by village, where the list is). Where
there would still be more lines than can be looked through, the kinds with the most lines are folded
further: by class, by school, into one. A fold opens into the next smaller ones, then into children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ledger_app.actions.today.due_lines import UNVERIFIED, TodayLine
from ledger_app.domain.reminding.reminders import Reminder, pressing
from ledger_app.domain.telling.class_words import class_name, grade_name
from ledger_app.domain.telling.due_words import due_group

FOLDED_FROM = 4  # children of a class: fewer are as quickly read one by one
MOST_URGENT = 1  # of rules: a child out of school
MOST_LINES = 60  # of a morning


class Level(IntEnum):
    """How far lines are folded."""

    CHILD = 0
    CLASS = 1
    SCHOOL = 2
    ALL = 3


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines of one rule under one heading, shown as one."""

    level: Level
    heading: object  # under which they stand
    part: tuple[str, ...]  # school, grade and class of a class; "village" and its name; a school
    title: str
    lines: tuple[TodayLine, ...]

    @property
    def reminder(self) -> Reminder:
        """Return the most pressing of them."""
        return self.lines[0].reminder

    @property
    def child(self) -> Mapping[str, str]:
        """Return the list row of the first child, by which the fold is sorted."""
        return self.lines[0].child

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def school_class(self) -> tuple[str, str, str] | None:
        """Return school id, grade and class where all are of one class, else None."""
        if self.level is not Level.CLASS or len(self.part) != len(_CLASS):
            return None
        school, grade, class_no = self.part
        return (school, grade, class_no) if school and grade else None

    @property
    def to_register(self) -> bool:
        """Tell whether calling the roll of its class would answer all of it."""
        return self.reminder.rule == UNVERIFIED and self.school_class is not None

    @property
    def said(self) -> str:
        """Return why the line is there, with its count."""
        if self.reminder.rule == UNVERIFIED:
            return f"{self.count} 人本学期还没有核实在校"
        return f"{self.count} 人：{self.reminder.label}"


Entry = TodayLine | Fold
Heading = Callable[[TodayLine], object]
_CLASS = ("school", "grade", "class_no")


def folded(
    lines: Iterable[TodayLine],
    heading: Heading,
    *,
    by_village: bool = False,
    most: int = MOST_LINES,
) -> list[Entry]:
    """Return the lines with many of a kind as one; all lines are there, alone or in a fold.

    Only lines under the same `heading` come into one fold. Each rule starts at its own level and is
    raised while there are more than `most` entries, the one with the most first.
    """
    of_rule: dict[str, list[TodayLine]] = {}
    for line in lines:
        of_rule.setdefault(line.reminder.rule, []).append(line)
    levels = {rule: Level.CLASS if rule == UNVERIFIED else Level.CHILD for rule in of_rule}
    entries = {
        rule: _at_level(of_rule[rule], level, heading, by_village) for rule, level in levels.items()
    }
    while sum(map(len, entries.values())) > most:
        raisable = [rule for rule, level in levels.items() if level < Level.ALL]
        if not raisable:
            break
        # Children out of school keep their own lines as long as there is anything else to fold.
        rule = max(raisable, key=lambda each: (_can_wait(of_rule[each]), len(entries[each])))
        levels[rule] = Level(levels[rule] + 1)
        entries[rule] = _at_level(of_rule[rule], levels[rule], heading, by_village)
    return [entry for found in entries.values() for entry in found]


def _can_wait(lines: Sequence[TodayLine]) -> bool:
    first = lines[0].reminder
    return first.rule == UNVERIFIED or first.urgency > MOST_URGENT


def parts(fold: Fold, *, by_village: bool = False) -> list[Entry]:
    """Return what a fold opens into: the next smaller folds, or its lines."""
    level = fold.level
    while level > Level.CHILD:
        level = Level(level - 1)
        found = _at_level(fold.lines, level, lambda _line: fold.heading, by_village)
        if len(found) > 1:
            return found
    return list(fold.lines)


def by_state(line: TodayLine) -> str:
    """Return under which heading a line stands where the list is by time."""
    return due_group(line.reminder.days)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries sorted, the most pressing first, as lines are."""
    return sorted(entries, key=order)


def order(entry: Entry) -> tuple[tuple[int, int, str], str]:
    """Return what lines and folds are sorted by."""
    return pressing(entry.reminder), entry.child.get("list_order") or ""


def not_in_class_folds(lines: Sequence[TodayLine]) -> list[TodayLine]:
    """Return the lines that stand alone when only classes of unverified children are folded."""
    entries = folded(lines, by_state, most=len(lines))
    return [each for each in in_order(entries) if not isinstance(each, Fold)]


def _at_level(
    lines: Sequence[TodayLine], level: Level, heading: Heading, by_village: bool
) -> list[Entry]:
    if level is Level.CHILD:
        return list(lines)
    groups: dict[tuple[object, tuple[str, ...]], list[TodayLine]] = {}
    for line in lines:
        part = _part(line, level, by_village)
        # A duty of the unit is nobody's, and never out of sight.
        alone = ("", line.reminder.due_on) if not line.reminder.student else part
        groups.setdefault((heading(line), alone), []).append(line)
    least = FOLDED_FROM if level is Level.CLASS else 2
    found: list[Entry] = []
    for (under, part), members in groups.items():
        if len(members) < least or not members[0].reminder.student:
            found += members
        else:
            title = _title(level, part, members[0])
            found.append(Fold(level, under, part, title, tuple(members)))
    return found


def _part(line: TodayLine, level: Level, by_village: bool) -> tuple[str, ...]:
    child = line.child
    village = ("village", child.get("village_name") or "")
    if level is Level.ALL:
        return ()
    if by_village:
        return village
    if level is Level.SCHOOL:
        return (child.get("school") or "",)
    # A child of no class is looked for in its village.
    if not (child.get("grade") or child.get("class_no")):
        return village
    return tuple(child.get(key) or "" for key in _CLASS)


def _title(level: Level, part: tuple[str, ...], first: TodayLine) -> str:
    if level is Level.ALL:
        return "全部"
    if part[0] == "village":
        return part[1] or "没有填村的"
    school = first.child.get("school_name") or "没有填学校的"
    return school if level is Level.SCHOOL else f"{school} {class_words(first)}"


def class_words(line: TodayLine) -> str:
    """Return 三(1)班, 三年级 where no class is known."""
    grade, number = grade_name(line.child), str(line.child.get("class_no") or "")
    if not number:
        return grade
    short = number.removesuffix("班")
    return f"{grade.removesuffix('年级')}({short})班" if short.isdigit() else class_name(line.child)
