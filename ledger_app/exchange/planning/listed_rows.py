"""The rows of a workbook's lists, parsed and put into their schools: planned, or compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.list_cells import KnownCells
from ledger_app.exchange.cells.parse_rows import ParsedRow, parse_rows
from ledger_app.exchange.layout.assignment import UNSAID, Assignment
from ledger_app.exchange.layout.child_lists import (
    NO_HEADING,
    Around,
    ChildList,
    SheetLists,
    read_lists,
)
from ledger_app.exchange.planning.place_assignment import PlaceAssigner
from ledger_app.exchange.planning.school_book import SchoolBook
from ledger_app.exchange.reading.workbook import Workbook


class NoList(LedgerError):
    """A workbook in which no list of children was found: a person may point at its heading."""


@dataclass(frozen=True)
class ListedRows:
    """What a workbook lists: `rows` are those of each of `lists`, in order."""

    sheets: list[SheetLists]
    lists: list[ChildList]
    rows: list[list[ParsedRow]]
    assigner: PlaceAssigner


def read_listed(
    workbook: Workbook,
    schools: Sequence[Row],
    *,
    unit_school: str | None,
    today: date,
    new_id: Callable[[], str] | None = None,
    school_name: str | None = None,
    assignment: Assignment = UNSAID,
) -> ListedRows:
    """Return the children a workbook lists; raise NoList if it holds no list of children.

    `school_name` is the school all rows are put in, `assignment` what a person said of the columns.
    """
    said = assignment.of
    around = Around(today.year, tuple(sheet.name for sheet in workbook.sheets))
    sheets = [read_lists(sheet, said(sheet.name), around) for sheet in workbook.sheets]
    lists = [children for sheet in sheets for children in sheet.lists]
    if not lists:
        raise _no_list(workbook, sheets)
    book = SchoolBook(schools, unit_school, new_id)
    known = KnownCells(today)
    parsed = [parse_rows(known, children) for children in lists]
    assigner = PlaceAssigner(book, lists, parsed, school_name, today)
    placed = [assigner.placed(index, found) for index, found in enumerate(parsed)]
    return ListedRows(sheets, lists, placed, assigner)


def _no_list(workbook: Workbook, sheets: list[SheetLists]) -> NoList:
    told = [
        f"“{sheet.sheet}”" + (f"（{sheet.refused}）" if sheet.refused != NO_HEADING else "")
        for sheet in sheets[:5]
    ]
    names = "、".join(told) or "没有工作表"
    return NoList(
        f"在“{workbook.name}”里没有找到学生名单（看过的工作表：{names}）。",
        "名单要有一行标题，其中一列叫“姓名”，旁边有性别、身份证号、年级等列；请检查后再导入。",
    )
