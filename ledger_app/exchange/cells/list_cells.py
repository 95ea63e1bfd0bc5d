"""The cells of one list by column, what was made of them before, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.cell_words import as_meant
from ledger_app.exchange.cells.column_values import (
    OWN_CHECKS,
    ParsedCells,
    differing,
    first_filled,
    refusal,
)
from ledger_app.exchange.cells.id_cells import NO_ID, IdReading, read_id
from ledger_app.exchange.cells.phones import SPARED, first_numbers, kept_apart
from ledger_app.exchange.cells.row_problem import FAMILY, RESPONSIBLE, ProblemKind, RowProblem
from ledger_app.exchange.cells.telling_words import TOLD_KEYS, without_told
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell

_OF_PEOPLE = {Use.MEMBER: FAMILY, Use.RESPONSIBLE: RESPONSIBLE}


class KnownCells:
    """What cells were parsed to; one for a workbook, so that equal cells are parsed once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._parsed: dict[tuple[str, str], ParsedCells] = {}
        self._ids: dict[Any, IdReading] = {"": NO_ID}

    def of_field(self, table: str, field: Field) -> ParsedCells:
        """Return the stored values by cell of one field."""
        key = (table, field.key)
        if key not in self._parsed:
            self._parsed[key] = ParsedCells(
                field, self.today, OWN_CHECKS.get(key), refusal(table, field)
            )
        return self._parsed[key]

    def read_id(self, raw: Cell) -> IdReading:
        """Return what a cell says of the child's identity number."""
        found = self._ids.get(raw)
        if found is None:
            found = self._ids[raw] = read_id(raw, self.today)
        return found


class ListCells:
    """One list turned on its side; `problems` and `spare_phones` grow by row while it is parsed."""

    def __init__(self, known: KnownCells, children: ChildList) -> None:
        self.known = known
        self.children = children
        self.count = len(children.rows)
        # A column says the same few things again and again: parsed downwards, most cells are known.
        self.cells: list[tuple[Cell, ...]] = list(zip(*children.rows, strict=True))
        self.problems: dict[int, list[RowProblem]] = {}
        self.spare_phones: dict[int, list[tuple[ListColumn, str]]] = {}

    def columns(self, use: Use) -> list[ListColumn]:
        return [c for c in self.children.heading.columns if c.meaning.use is use]

    def with_key(self, key: str) -> list[ListColumn]:
        """Return the columns of a student's field."""
        return [
            c for c in self.columns(Use.STUDENT) if c.meaning.field and c.meaning.field.key == key
        ]

    def first_of(self, columns: Sequence[ListColumn]) -> list[Cell]:
        """Return the first cell that is filled in each row; [] where there is no such column."""
        return first_filled([self.cells[column.index] for column in columns])

    def texts(self, use: Use) -> list[str]:
        return [as_text(raw).strip() for raw in self.first_of(self.columns(use))]

    def note(
        self,
        at: int,
        column: ListColumn | str,
        text: str,
        kind: ProblemKind,
        about: str | None = None,
    ) -> None:
        """Add a problem to a row; it is about the column's own field if nothing else is said."""
        heading, letter, key = column, "", ""
        if isinstance(column, ListColumn):
            heading, letter = column.heading, self.children.letter(column.index)
            field = column.meaning.field
            of_person = _OF_PEOPLE.get(column.meaning.use)
            key = of_person or (field.key if field else "")
        sheet, number = self.children.sheet, self.children.numbers[at]
        about = key if about is None else about
        self.problems.setdefault(at, []).append(
            RowProblem(sheet, number, str(heading), text, kind, about, letter)
        )

    def parsed(
        self, table: str, column: ListColumn, raws: Sequence[Cell] | None = None
    ) -> list[Any]:
        """Return the stored values of a column, what is wrong with its cells noted.

        `raws` is what its cells say of this field, where they were taken apart.
        """
        assert column.meaning.field is not None
        known = self.known.of_field(table, column.meaning.field)
        cells = self._as_read(table, column) if raws is None else raws
        values = [known[raw] for raw in cells]
        if known.problems:
            for at, raw in enumerate(cells):
                if raw in known.problems:
                    kind, text = known.problems[raw]
                    self.note(at, column, text, kind)
        return values

    def _as_read(self, table: str, column: ListColumn) -> Sequence[Cell]:
        """Return a column's cells as the field's own reader takes them."""
        field, cells = column.meaning.field, self.cells[column.index]
        if field is None:
            return cells
        if field.kind is Kind.PHONE:
            if table != "student" or field.key not in SPARED:
                return kept_apart(cells)
            first, more = first_numbers(cells)
            for at, numbers in more.items():
                found = [(column, number) for number in numbers]
                self.spare_phones.setdefault(at, []).extend(found)
            return first
        if table == "student" and field.key in TOLD_KEYS:
            return without_told(field.key, cells)
        return as_meant(field.key, cells)

    def second(self, first: list[Any], second: list[Any], column: ListColumn) -> list[Any]:
        """Return two columns of one field as one; what the second says besides is kept or said."""
        field = column.meaning.field
        for at in differing(first, second):
            if column.meaning.use is Use.STUDENT and field and field.key in SPARED:
                self.spare_phones.setdefault(at, []).append((column, second[at]))
            elif field and field.kind is Kind.LONG_TEXT:
                # Two remarks are one longer remark; of anything else only one can be right.
                first[at] = f"{first[at]}；{second[at]}"
            else:
                text = f"“{column.heading}”有不止一列，这一列与前面的不同，没有导入，请核对。"
                self.note(at, column, text, ProblemKind.LEFT_OUT)
        return first_filled([first, second])
