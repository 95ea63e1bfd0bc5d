"""A generated workbook: sheets as they are filled, and where each child stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from ledger_app.exchange.reading.workbook import Cell, Range, Workbook, Worksheet
from tests.exchange.generated.children import Column, GeneratedChild
from tests.exchange.generated.dirt import spoilt_cell


@dataclass
class Written:
    """One row of a child: its sheet, row and columns (from 0), and the cells written there."""

    sheet: str
    row: int
    child: GeneratedChild
    keys: dict[int, str]
    cells: dict[str, Cell]
    waits: bool = False  # hidden or struck out: not imported before somebody says so
    title: bool = False  # a title above says grade and class


@dataclass
class Book:
    """A workbook and every row of a child in it; `shape` says what it is made like."""

    workbook: Workbook
    written: list[Written]
    shape: str
    school: str = ""  # that its titles name


@dataclass
class Page:
    """A sheet while it is filled."""

    name: str
    random: Random
    dirt: float = 0.0  # how many of its cells are spoilt
    blanks: float = 0.06
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    written: list[Written] = field(default_factory=list)
    says_class: bool = False  # a title that holds for what is written now

    def line(self, *cells: Cell) -> int:
        """Write a row and return its number (from 0)."""
        self.rows.append(list(cells))
        return len(self.rows) - 1

    def heading(self, columns: Sequence[Column]) -> list[str]:
        """Write a heading of one row and return it."""
        captions = [self.random.choice(column.headings) for column in columns]
        self.line(*captions)
        return captions

    def child(
        self, child: GeneratedChild, columns: Sequence[Column], *, at: int = 0, row: int = -1
    ) -> Written:
        """Write a child's cells from column `at`: in a new row, or in one that is there."""
        row = self.line() if row < 0 else row
        cells = self.rows[row]
        cells += [""] * (at + len(columns) - len(cells))
        told: dict[str, Cell] = {}
        for index, column in enumerate(columns, at):
            told[column.key] = cells[index] = self._cell(child, column)
        keys = {index: column.key for index, column in enumerate(columns, at)}
        found = Written(self.name, row, child, keys, told, title=self.says_class)
        self.written.append(found)
        return found

    def _cell(self, child: GeneratedChild, column: Column) -> Cell:
        if column.key != "name" and self.random.random() < self.blanks:
            return self.random.choice(("", "", "　", " "))
        if self.random.random() < self.dirt:
            spoilt = spoilt_cell(self.random, child, column.key)
            if spoilt is not None:
                return spoilt
        return column.cell(self.random, child)

    def sheet(self) -> Worksheet:
        width = max(map(len, self.rows))
        return Worksheet(
            self.name,
            [[*row, *[""] * (width - len(row))] for row in self.rows],
            tuple(self.merged),
            hidden_rows=frozenset(self.hidden),
            struck=frozenset(self.struck),
        )


def book_of(seed: int, shape: str, *pages: Page, school: str = "") -> Book:
    """Return the workbook of these pages."""
    sheets = tuple(page.sheet() for page in pages)
    workbook = Workbook(f"名单{seed}.xlsx", f"{seed:064x}", "xlsx", sheets)
    return Book(workbook, [one for page in pages for one in page.written], shape, school)
