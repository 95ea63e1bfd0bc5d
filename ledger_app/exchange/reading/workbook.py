"""A workbook as plain values, and the limits it must keep to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime
Range = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be (reliability.md §2.11).

    A sheet as long as `rows` with the national register's 70 columns must pass. It takes 206 MB
    inflated (49 bytes a cell, text inline), 21 MB as a file, 4.3 s and 0.55 GB of the worker, which
    reads the XML as a stream: `memory_bytes` bounds it, whatever a part inflates to.
    """

    file_bytes: int = 30_000_000
    entries: int = 10_000  # parts of a zipped workbook: a sheet has up to four
    entry_bytes: int = 300_000_000  # inflated: 60,000 × 70 with a margin for longer texts
    inflated_bytes: int = 400_000_000
    sheets: int = 2_000  # a school that has a sheet for each child
    rows: int = 60_100  # of one sheet: 60,000 children and what stands above and below them
    columns: int = 300
    cells: int = 6_000_000  # of the whole workbook, counted as rows × columns
    memory_bytes: int = 1_500_000_000  # address space of the worker
    cpu_seconds: int = 30
    wall_seconds: int = 60


NO_RESULT = "#公式没有结果"  # of a formula that no spreadsheet has worked out
TOO_LONG = "#这一格太长"  # longer than a cell of any spreadsheet can be
LONGEST = 32_767  # characters of one cell
FAULTS = frozenset(
    {"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA"}
    | {"#SPILL!", "#CALC!", "#FIELD!", NO_RESULT, TOO_LONG}
)


def is_fault(cell: Cell) -> bool:
    """Tell whether a cell holds an error, or the ###### of a column too narrow, and no value."""
    return isinstance(cell, str) and (cell in FAULTS or (len(cell) > 3 and set(cell) == {"#"}))


@dataclass(frozen=True)
class Worksheet:
    """One sheet: all rows from row 1 on, equally long; empty cells are "".

    Rows and columns are counted from 0. Error cells and formulas that were never worked out hold a
    text of FAULTS; a date of which its format shows only year and month is the text 2016-02.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # by hand or by a filter
    filtered: bool = False  # a filter hides (some of) them
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()  # rows whose name, or every filled cell, is struck out
    # The words of rows with more cells than their heading, of which little or nothing is sure.
    uneven: Mapping[int, str] = field(default_factory=dict)
    looked: bool = True  # False where this kind of file does not tell which rows are hidden, struck


@dataclass(frozen=True)
class Workbook:
    """One workbook: file name, SHA-256 of its bytes, what it really is, its sheets in order."""

    name: str
    sha256: str
    kind: str
    sheets: tuple[Worksheet, ...]


def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 27 → AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(cell: Cell) -> str:
    """Return a cell as a clerk reads it: whole numbers without a point, dates as 2012-03-05."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return str(cell)
