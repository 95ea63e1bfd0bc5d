"""A filled table: every cell is final text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ledger_app.printing.model import Align, Paper

NUMBER_SOURCE = "序号"
NAME_SOURCES = ("姓名", "student.name")


@dataclass(frozen=True, kw_only=True)
class PrintedColumn:
    """One column, as wide as its texts need between `min_mm` and `max_mm` (0: as its kind may be).

    `width_mm` is a width a person has set. `one_line`: a text is not broken (names, numbers that
    people copy) if the paper can hold it. `bold`: nobody may overlook it.
    `weight` shares the paper in editions of old.
    """

    caption: str
    source: str = ""  # empty: left blank for the pen
    width_mm: float = 0.0
    min_mm: float = 0.0
    max_mm: float = 0.0
    weight: float = 1.0
    align: Align = Align.CENTRE
    group: str = ""  # heading over neighbouring columns
    one_line: bool = False
    bold: bool = False

    @property
    def full_caption(self) -> str:
        """Return the caption with its group: 回访·一周."""
        return f"{self.group}·{self.caption}" if self.group else self.caption


@dataclass(frozen=True)
class TablePart:
    """Columns that stand side by side on one sheet, by their places in the table, and widths."""

    columns: tuple[int, ...]
    widths_mm: tuple[float, ...]


@dataclass(frozen=True)
class Section:
    """Rows that belong together, from the row with this place on: those of one school."""

    first: int
    name: str


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """One table ready to be laid out."""

    shape: ClassVar[str] = "ledger"
    # What stands before the unit ("": as on all papers that are filled in and stamped) and the day.
    unit_label: ClassVar[str] = ""
    made_label: ClassVar[str] = "填报日期"

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
    parts: tuple[TablePart, ...] = ()  # none in editions of old: all columns, by their widths
    sections: tuple[Section, ...] = ()
    # Not printed: whose each row is, who is left out as 涉密, by id. Editions of old do not know.
    children: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


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
    rows = [row if isinstance(row, tuple) else tuple(row) for row in content["rows"]]
    parts = tuple(
        TablePart(tuple(part["columns"]), tuple(part["widths_mm"]))
        for part in content.get("parts", ())
    )
    sections = tuple(Section(**section) for section in content.get("sections", ()))
    own = {"columns": columns, "rows": rows, "parts": parts, "sections": sections}
    ids = {key: tuple(content.get(key, ())) for key in ("children", "left_out")}
    return PrintedTable(**{**content, **own, **ids})
