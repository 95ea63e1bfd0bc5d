"""Load the school calendar from a workbook: a list of terms and holidays, one a row.

The list that comes with the program (resources/calendar/cn_holidays.csv) has the same form: a year
that was announced since can be loaded from a newer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from ledger_app.catalogue import resolve_field
from ledger_app.catalogue.model import Field
from ledger_app.catalogue.unit_tables.calendar_day import CALENDAR_DAY
from ledger_app.domain import values
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.school_year import calendar_entries
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Cell, Workbook, Worksheet, cell_text
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger

NEEDED = frozenset({"kind", "from_on"})  # columns without which a list is none
_SAME = ("kind", "from_on", "to_on")  # 秋收 and 农忙假 of the same days are one leave
Entry = dict[str, Any]


@dataclass(frozen=True)
class BadRow:
    """A row that was not taken: where it stands, and why."""

    sheet: str
    row: int
    text: str

    @property
    def said(self) -> str:
        """Return it as a sentence: 校历 第 5 行：…"""
        return f"{self.sheet} 第 {self.row} 行：{self.text}"


@dataclass(frozen=True)
class CalendarPlan:
    """What loading a workbook would do; nothing is written yet."""

    workbook: str
    base: int  # the newest revision when it was planned
    new: tuple[Entry, ...] = ()
    unchanged_count: int = 0
    bad: tuple[BadRow, ...] = ()


def plan(ledger: Ledger, path: Path) -> CalendarPlan:
    """Read a workbook and return what it would add. Raises LedgerError if it has no such list."""
    return plan_for(ledger, read_workbook(path))


def plan_for(ledger: Ledger, workbook: Workbook) -> CalendarPlan:
    """Do the same with one that was read already."""
    there = ledger.calendar_entries()
    known: list[Any] = list(there)
    new: list[Entry] = []
    unchanged, bad = 0, []
    for sheet, number, found in _as_stretches(_entries(workbook, ledger.today())):
        if isinstance(found, str):
            bad.append(BadRow(sheet, number, found))
        elif any(_same(found, each) for each in known) or calendar_entries.is_announced(found):
            unchanged += 1
        elif reason := _refusal(found, known):
            bad.append(BadRow(sheet, number, reason))
        else:
            new.append(found)
            known.append(found)
    return CalendarPlan(workbook.name, history.newest_no(ledger), tuple(new), unchanged, tuple(bad))


def commit(ledger: Ledger, planned: CalendarPlan) -> int:
    """Add the new entries as one revision; return how many. Without any, nothing is written."""
    with ledger.lock:
        if planned.base != history.newest_no(ledger):
            raise LedgerError("读取之后台账又有改动。", "请重新选一次文件。")
        if not planned.new:
            return 0
        about = f"导入校历“{planned.workbook}”：{len(planned.new)} 条"
        with revise(ledger, "edit", about) as revision:
            revision.insert_many(
                CALENDAR_DAY.key, [{**entry, "id": uuid4().hex} for entry in planned.new]
            )
    return len(planned.new)


def _refusal(entry: Entry, known: Sequence[Any]) -> str:
    return next((each.text for each in calendar_entries.errors(entry, known)), "")


def _same(one: Entry, other: Any) -> bool:  # noqa: ANN401 - a row of the ledger or a new entry
    return all(one[key] == other[key] for key in _SAME)


_Found = tuple[str, int, Entry | str]


def _entries(workbook: Workbook, today: date) -> Iterator[_Found]:
    """Yield sheet, row and entry (or what is wrong with it) of every filled row under a heading."""
    found = [(sheet, head) for sheet in workbook.sheets if (head := _heading(sheet))]
    if not found:
        raise LedgerError(
            "没有认出校历的标题行。",
            "表里要有“种类”和“开始日期”（或“日期”）两列，可以有“结束日期”“名称”“备注”。",
        )
    for sheet, (top, columns) in found:
        for number, row in enumerate(sheet.rows[top + 1 :], start=top + 2):
            cells = {at: cell for at, cell in enumerate(row) if at in columns and cell != ""}
            if cells:
                given = {columns[at]: cell for at, cell in cells.items()}
                yield sheet.name, number, _entry(given, today)


def _heading(sheet: Worksheet) -> tuple[int, dict[int, Field]] | None:
    for number, row in enumerate(sheet.rows):
        columns = {at: known for at, cell in enumerate(row) if (known := _column(cell))}
        if {each.key for each in columns.values()} >= NEEDED:
            return number, columns
    return None


def _column(cell: Cell) -> Field | None:
    text = cell_text(cell)
    try:
        return resolve_field(CALENDAR_DAY, text) if text else None
    except KeyError:
        return None


def _entry(given: dict[Field, Cell], today: date) -> Entry | str:
    entry: Entry = dict.fromkeys(each.key for each in CALENDAR_DAY.fields)
    for each, cell in given.items():
        parsed = values.parse(each, cell, today)
        if not parsed.kept:
            return parsed.problem
        entry[each.key] = parsed.value
    return entry


def _as_stretches(found: Iterator[_Found]) -> Iterator[_Found]:
    """Put rows of single days that follow each other together: 国庆节 is one entry, not seven."""
    last: _Found | None = None
    for each in found:
        if last is not None and (longer := _together(last[2], each[2])):
            last = (last[0], last[1], longer)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _together(one: Entry | str, other: Entry | str) -> Entry | None:
    if isinstance(one, str) or isinstance(other, str) or other["to_on"]:
        return None
    if not one["from_on"] or not other["from_on"] or one["kind"] in calendar_entries.HALF_OF:
        return None
    after = date.fromisoformat(one["to_on"] or one["from_on"]) + timedelta(days=1)
    same = (one["kind"], one["name"]) == (other["kind"], other["name"])
    return (
        {**one, "to_on": other["from_on"]}
        if same and other["from_on"] == after.isoformat()
        else None
    )
