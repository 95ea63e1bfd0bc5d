"""A filled table: every cell is final text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ledger_app.printing.model import Align, Paper

NUMBER_SOURCE = "序号"


@dataclass(frozen=True, kw_only=True)
class PrintedColumn:
    """One column: `width_mm` is fixed, otherwise `weight` shares what is left over.

    `one_line`: the text is made smaller rather than broken (names, numbers people copy).
    """

    caption: str
    source: str = ""  # empty: left blank for the pen
    width_mm: float = 0.0
    weight: float = 1.0
    align: Align = Align.CENTRE
    group: str = ""  # heading over neighbouring columns
    one_line: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """One table ready to be laid out."""

    shape: ClassVar[str] = "ledger"

    title: str
    unit: str
    as_of: str
    filled_on: str
    columns: tuple[PrintedColumn, ...]
    rows: Sequence[Sequence[str]]
    paper: Paper = field(default_factory=Paper)
    purpose: str = ""
    subtitle: str = ""
    notes: tuple[str, ...] = ()  # under the table, on the last sheet
    signers: tuple[str, ...] = ()
    footer: str = ""  # edition, content hash, audit head


def number_column(sheet: PrintedTable) -> int | None:
    """Return the place of the column with the rows' numbers, None if there is none."""
    return next((i for i, each in enumerate(sheet.columns) if each.source == NUMBER_SOURCE), None)


def texts_of(sheet: PrintedTable) -> list[str]:
    """Return the texts around the cells."""
    around = [sheet.title, sheet.unit, *sheet.notes, *sheet.signers, sheet.subtitle]
    return [*around, *(column.caption for column in sheet.columns)]


def read_kept(content: dict[str, Any]) -> PrintedTable:
    """Return the table that was kept as JSON; what all sheets have is read already."""
    columns = tuple(
        PrintedColumn(**{**each, "align": Align(each["align"])}) for each in content["columns"]
    )
    rows = [tuple(row) for row in content["rows"]]
    return PrintedTable(**{**content, "columns": columns, "rows": rows})
