"""What a unit owes on a day, whoever its children are: reports, the opening check, its calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ledger_app.domain.calendar import FIRST
from ledger_app.domain.dates import add_months
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.calendar import (
    BY_CALENDAR,
    CALENDAR_LACKS,
    HAND_OFF,
    ROWS_UNSURE,
    SHEETS_OUT,
    TERM_OPENS,
    YEAR_BEGINS,
)

MONTHS_BACK = 2  # unanswered monthly duties of so many months before are still shown
OPENING_DAYS = 62  # after its day an opening check that nobody answered is over: others ask then


@dataclass(frozen=True)
class UnitToday:
    """What the duties of a unit are worked out from, besides the day.

    `began_on` (ISO day): since when it keeps a ledger; `lacking`: what its school calendar lacks,
    until when it is to be typed, in a sentence (school_year/calendar_entries.py); `class_count`
    and `unregistered_count`: its classes, and those of which 报到 of this term is not registered;
    `unsure`: of each workbook with rows that nobody could tell whose they are, the day it was read
    and a sentence; `year_owed`: the school year whose beginning nobody has carried out, 0 for none;
    `sheets`: of each route sheet that is out, the day it was printed and a sentence;
    `hand_off`: by trigger of the hand-off, each matter with the day it came up and a sentence.
    """

    began_on: str = ""
    class_count: int = 0
    unregistered_count: int = 0
    lacking: Sequence[tuple[date, str]] = ()
    unsure: Sequence[tuple[str, str]] = ()
    sheets: Sequence[tuple[str, str]] = ()
    year_owed: int = 0
    hand_off: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


NOTHING_KNOWN = UnitToday()


@dataclass(frozen=True)
class Duty:
    """One thing owed: its day, and why in words; {due} there is the day it is due in the end."""

    due_on: str
    reason: str


Find = Callable[[Rule, Day, UnitToday], Iterator[Duty]]


def duties(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    """Yield what a unit owes by a rule, as it is before any outcome; none by a rule of children."""
    if find := _DUTIES.get(rule.trigger):
        yield from find(rule, on, unit)


def _of_months(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    """Yield a duty on a fixed day of each month: this month's, and those still unanswered.

    Past months before the ledger began are left out: nobody kept a ledger then.
    """
    # Next month's, too: warn_days may reach over the end of this one.
    for back in range(MONTHS_BACK, -2, -1):
        month = add_months(on.date.replace(day=1), -back)
        # The 31st is the last day of a short month.
        day = min(max(rule.offset_days, 1), monthrange(month.year, month.month)[1])
        planned = month.replace(day=day).isoformat()
        if back <= 0 or (unit.began_on and planned >= unit.began_on):
            yield Duty(
                planned, f"{month.year} 年 {month.month} 月的{rule.label}，应于 {{due}} 前完成"
            )


def _of_calendar(rule: Rule, _: Day, unit: UnitToday) -> Iterator[Duty]:
    for wanted_by, sentence in unit.lacking:
        yield Duty((wanted_by + timedelta(days=rule.offset_days)).isoformat(), sentence)


def _of_openings(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    """Yield the check at the opening of the term under way: who has not come is looked for."""
    term = on.calendar.term_of(on.date)
    due_on = term.begins + timedelta(days=rule.offset_days)
    if due_on.isoformat() < unit.began_on or (on.date - due_on).days > OPENING_DAYS:
        return
    half = "第一学期" if term.half == FIRST else "第二学期"
    said = f"{half} {term.begins:%m-%d} 开学：{_registered(unit)}没有报到的孩子逐个核实去向"
    yield Duty(due_on.isoformat(), f"{said}，{{due}} 前写出书面报告")


def _registered(unit: UnitToday) -> str:
    if not unit.class_count:
        return ""
    if not unit.unregistered_count:
        return f"{unit.class_count} 个班都登记了报到；"
    return f"{unit.class_count} 个班里还有 {unit.unregistered_count} 个班没有登记报到；"


def _of_unsure_rows(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    for read_on, sentence in unit.unsure:
        yield Duty(on.calendar.shifted(read_on, rule.offset_days, rule.unit), sentence)


def _of_sheets(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    for made_on, sentence in unit.sheets:
        yield Duty(on.calendar.shifted(made_on, rule.offset_days, rule.unit), sentence)


def _of_hand_off(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    for since, sentence in unit.hand_off.get(rule.trigger, ()):
        yield Duty(on.calendar.shifted(since, rule.offset_days, rule.unit), sentence)


def _of_years(rule: Rule, on: Day, unit: UnitToday) -> Iterator[Duty]:
    """Yield the step into a school year that has begun: grades go up, leavers are looked for."""
    if unit.year_owed:
        begins = on.calendar.autumn_begins(unit.year_owed)
        day = on.calendar.shifted(begins.isoformat(), rule.offset_days, rule.unit)
        year = f"{unit.year_owed}-{unit.year_owed + 1}"
        yield Duty(day, f"{year} 学年已经开始，台账里的年级还是上学年的；{{due}} 前升级")


_DUTIES: dict[str, Find] = {
    BY_CALENDAR: _of_months,
    CALENDAR_LACKS: _of_calendar,
    ROWS_UNSURE: _of_unsure_rows,
    SHEETS_OUT: _of_sheets,
    TERM_OPENS: _of_openings,
    YEAR_BEGINS: _of_years,
    **dict.fromkeys(HAND_OFF, _of_hand_off),
}
