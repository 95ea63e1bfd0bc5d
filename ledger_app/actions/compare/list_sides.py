"""One side of a comparison: a workbook as the import reads it, or the ledger; and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger_app.actions.compare.ledger_children import asks_for_ledger, children_of
from ledger_app.actions.imports import column_memory
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.comparing.compare_kinds import Side
from ledger_app.exchange.comparing.listed_child import LeftOut, ListedChild, of_rows
from ledger_app.exchange.comparing.side_part import of_part
from ledger_app.exchange.layout.assignment import Assignment
from ledger_app.exchange.planning.column_uses import unmapped
from ledger_app.exchange.planning.listed_rows import read_listed
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Workbook
from ledger_app.store.changes import history
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places

_DAY = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
LEDGER_NAME = "台账"
_UNREAD = "{0} 列“{1}”没有认出，没有用来比对；可以在导入的“对列”里指定"


@dataclass(frozen=True)
class ListSource:
    """Where a list is from: kept as evidence. `digest` is the workbook's SHA-256.

    Of the ledger it is the number of its newest revision. `listed_on` is the day the list says
    that it is of, else the day of the comparison.
    """

    name: str
    digest: str
    listed_on: str
    row_count: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class ListSide:
    """A list read: its children and its source."""

    source: ListSource
    children: list[ListedChild]


def read_side(
    ledger: Ledger,
    given: str,
    side: Side,
    *,
    same_time: bool = True,
    listed_on: date | None = None,
    assignment: Assignment | None = None,
) -> ListSide:
    """Read one side: a path (PATH#SHEET for one sheet of it), or the word ledger."""
    today = listed_on or ledger.today()
    if asks_for_ledger(given):
        children = children_of(ledger, given, side.part, same_time=same_time)
        words = given.replace("：", ":").partition(":")[2].strip()
        name = f"{LEDGER_NAME}（{words or side.label}）"
        newest = f"revision {history.newest_no(ledger)}"
        return ListSide(ListSource(name, newest, today.isoformat(), len(children)), children)
    workbook = _one_sheet(given)
    if assignment is None:
        assignment = column_memory.remembered(ledger, workbook)
    listed = read_listed(
        workbook,
        places.schools(ledger),
        unit_school=settings.get(ledger, "own_school"),
        today=ledger.today(),
        assignment=assignment,
    )
    everyone, left_out = of_rows(listed, workbook.name, same_time=same_time)
    children, others = of_part(side, everyone)
    unread = [
        LeftOut(each.sheet, 0, "", _UNREAD.format(each.letter, each.heading))
        for each in unmapped(listed.lists)
        if each.count
    ]
    titles = [title for each in listed.lists for title in each.context.titles]
    day = listed_on.isoformat() if listed_on else _day_in(titles, ledger.today())
    count = sum(map(len, listed.rows))
    source = ListSource(workbook.name, workbook.sha256, day, count, (*unread, *left_out, *others))
    return ListSide(source, children)


def _one_sheet(given: str) -> Workbook:
    """Return the workbook, or the one sheet of it that is named behind a #."""
    path, sign, sheet = given.rpartition("#")
    if not sign or Path(given).exists():
        return read_workbook(Path(given))
    workbook = read_workbook(Path(path))
    sheets = tuple(each for each in workbook.sheets if each.name == sheet)
    if not sheets:
        names = "、".join(each.name for each in workbook.sheets)
        raise LedgerError(f"“{workbook.name}”里没有叫“{sheet}”的工作表。", f"有：{names}。")
    return Workbook(f"{workbook.name}#{sheet}", workbook.sha256, workbook.kind, sheets)


def _day_in(titles: list[str], today: date) -> str:
    """Return the newest day that a title names, not after today; today where none does."""
    found = []
    for title in titles:
        for year, month, day in _DAY.findall(title):
            try:
                found.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    past = [each for each in found if each <= today]
    return max(past, default=today).isoformat()
