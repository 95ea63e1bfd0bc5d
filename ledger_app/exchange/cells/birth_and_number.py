"""Identity number, sex and date of birth of each row: what one says is held against the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.domain.dates import parse_month
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.id_cells import IdReading
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell

_BIRTH_PARTS = ("年", "月", "日")


def read_ids(cells: ListCells) -> list[IdReading]:
    """Return what each row says of the identity number."""
    column = cells.first_of(cells.with_key("id_no"))
    return [cells.known.read_id(raw) for raw in column or [""] * cells.count]


def add_births(
    cells: ListCells, values: list[dict[str, Any]], ids: Sequence[IdReading]
) -> list[str | None]:
    """Fill birth dates from their column, else from the number; say where the two differ."""
    columns, births = _birth_columns(cells)
    known = cells.known.of_field("student", STUDENT.field("birth_date"))
    found: list[str | None] = []
    today = cells.known.today.isoformat()
    for at, row in enumerate(values):
        raw = births[at] if births else ""
        born, by_number = known[raw], ids[at].birth
        if born and born > today:
            text = f"出生日期 {born} 晚于今天，请核对{LEFT_OUT}"
            cells.note(at, columns[0], text, ProblemKind.LEFT_OUT, "birth_date")
            born = None
        month = parse_month(raw) if raw in known.problems else None
        # 2017.3 beside a number born 2017-03-11 is no fault: the cell says the same, only less.
        if month and by_number and month != by_number[:7]:
            text = f"只写到年月（{month}），与身份证号中的出生日期 {by_number} 不一致，请核对。"
            cells.note(at, columns[0], text, ProblemKind.CHECK, "birth_date")
        elif raw in known.problems and month != (by_number or "")[:7]:
            kind, text = known.problems[raw]
            cells.note(at, columns[0], text, kind, "birth_date")
        elif born and by_number and born != by_number:
            text = f"与身份证号中的出生日期 {by_number} 不一致，请核对。"
            cells.note(at, columns[0], text, ProblemKind.CHECK, "birth_date")
        if born or by_number:
            row["birth_date"] = born or by_number
        found.append(born or by_number)
    return found


def _birth_columns(cells: ListCells) -> tuple[Sequence[ListColumn], list[Cell]]:
    """Return the columns that say the day of birth and what they say in each row."""
    columns = cells.with_key("birth_date")
    parts = cells.columns(Use.BIRTH_PART)
    if columns or len(parts) != len(_BIRTH_PARTS):
        return columns, cells.first_of(columns)
    return parts, _joined_dates(cells, parts)


def _joined_dates(cells: ListCells, parts: Sequence[ListColumn]) -> list[Cell]:
    """Return year, month and day of three columns as one text, "" where all are empty."""
    order = sorted(parts, key=lambda column: _BIRTH_PARTS.index(column.meaning.member))
    rows = zip(*(cells.cells[column.index] for column in order), strict=True)
    texts = [[as_text(cell).strip().rstrip("年月日") for cell in row] for row in rows]
    return ["-".join(row) if any(row) else "" for row in texts]
