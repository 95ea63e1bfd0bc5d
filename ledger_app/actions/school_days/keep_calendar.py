"""Keep the school calendar: what it holds, what it lacks, and that every entry of it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ledger_app.catalogue.evidence_meanings import CalendarKind
from ledger_app.catalogue.holidays import PublicDay, announced_years, public_days
from ledger_app.catalogue.unit_tables.calendar_day import CALENDAR_DAY
from ledger_app.domain.checking.problem import Problem
from ledger_app.domain.dates import school_year
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.school_year import calendar_entries
from ledger_app.domain.telling.due_words import day_line
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff.prescribed import prescribed_ids

TOLD = "上级规定"  # of what came down from the unit above


class EntryRefused(LedgerError):
    """An entry that could not count; `field` is where that stands."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text, "没有保存。")
        self.field = problem.field


@dataclass(frozen=True)
class Shown:
    """One line of the calendar: an entry of the ledger, or (`id` "") what the program knows."""

    id: str
    kind: str
    name: str
    from_on: str
    to_on: str
    school_day_count: int  # of a term; 0 of anything else
    problem: str
    source: str

    @property
    def is_own(self) -> bool:
        """Tell whether it is an entry of the ledger: it can be changed."""
        return bool(self.id)


def must_count(ledger: Ledger, row: Mapping[str, Any]) -> None:
    """Raise EntryRefused where an entry, as it would be kept, could not count."""
    others = [each for each in ledger.calendar_entries() if each["id"] != row.get("id")]
    for problem in calendar_entries.errors(row, others):
        raise EntryRefused(problem)


def entries(ledger: Ledger) -> list[Shown]:
    """Return the entries of the ledger by day, the newest school year first."""
    rows = ledger.calendar_entries()
    rows.sort(key=lambda row: (-_year(row), row["from_on"] or "", row["no"]))
    told = prescribed_ids(ledger, CALENDAR_DAY.key)
    counted = {row["id"] for row in ledger.entries_in_force()}
    return [_called(ledger, row, rows, told, counted) for row in rows]


def _called(
    ledger: Ledger, row: Row, rows: list[Row], told: frozenset[str], counted: set[str]
) -> Shown:
    """Return an entry as it is shown: one from above, one that yields to it, or one of our own."""
    if row["id"] in told:
        return replace(_shown(ledger, row, []), source=TOLD)
    if row["id"] not in counted:
        return replace(_shown(ledger, row, []), problem=f"{TOLD}了这个学期，这一条不算。")
    others = [each for each in rows if each is not row and each["id"] in counted]
    return _shown(ledger, row, others)


def announced(ledger: Ledger) -> list[Shown]:
    """Return the public holidays the program brings from this school year on, a line a stretch."""
    since = date(school_year(ledger.today()), 9, 1)
    lines: list[Shown] = []
    for each in public_days():
        if each.day < since:
            continue
        last = lines[-1] if lines else None
        if last is not None and _goes_on(last, each):
            lines[-1] = _line(each, since=last.from_on)
        else:
            lines.append(_line(each))
    return lines


def _goes_on(last: Shown, each: PublicDay) -> bool:
    follows = date.fromisoformat(last.to_on).toordinal() + 1 == each.day.toordinal()
    return follows and (last.kind, last.name) == (_kind(each), each.name)


def _line(each: PublicDay, since: str = "") -> Shown:
    day = each.day.isoformat()
    return Shown("", _kind(each), each.name, since or day, day, 0, "", each.source)


def _kind(each: PublicDay) -> str:
    return CalendarKind.HOLIDAY if each.is_off else CalendarKind.SCHOOL_HELD


def _shown(ledger: Ledger, row: Row, others: list[Row]) -> Shown:
    term = calendar_entries.term_of(row)
    count = 0
    if term is not None:
        known = ledger.calendar.term_of(term.begins)
        before = known.begins - timedelta(days=1)
        count = ledger.calendar.school_days_between(before, known.ends)
    found = calendar_entries.problems(row, others)
    return Shown(
        row["id"], row["kind"] or "", row["name"] or "", row["from_on"] or "", row["to_on"] or "",
        count, found[0].text if found else "", row["remark"] or "",
    )  # fmt: skip


def _year(row: Row) -> int:
    return school_year(date.fromisoformat(row["from_on"])) if row["from_on"] else 0


def values(ledger: Ledger, entry_id: str) -> Row:
    """Return an entry as it is stored, for its form; empty for none."""
    return next((row for row in ledger.calendar_entries() if row["id"] == entry_id), {})


def said_today(ledger: Ledger) -> list[str]:
    """Return what stands above the calendar: the day, which years are known, what is asked for."""
    on = ledger.day()
    first, last = min(announced_years()), max(announced_years())
    known = f"放假和调休：{first}—{last} 年按国务院的通知，已随程序带来，不用录"
    return [day_line(on), known, *(f"{text}（{by} 前录入）" for by, text in asked(ledger))]


def asked(ledger: Ledger, on: date | None = None) -> list[tuple[date, str]]:
    """Return what the calendar lacks: until when it is to be typed, and a sentence."""
    return calendar_entries.what_is_asked(ledger.entries_in_force(), on or ledger.today())
