"""The blocks of a declared card, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue import CHILD_TABLES, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.printing.declared_entries import only
from ledger_app.printing.model import CARD_UNITS

RECORDS = ("", "dropout", "relocation")
AGE = "age"  # of a family member, from the ID number
ROW_TABLES = tuple(each.key for each in CHILD_TABLES)
BLANK = "blank"  # rows for the pen
_BLOCK = {
    "heading",
    "record",
    "photo",
    "lines",
    "rows",
    "columns",
    "least",
    "newest",
    "ticks",
    "continued",
}
_CELL = {"caption", "caption_span", "source", "span", "one_line", "least_mm"}
_COLUMN = {"caption", "source", "span", "one_line"}


@dataclass(frozen=True, kw_only=True)
class CardCell:
    """A caption and a value beside it; without a caption the value stands alone."""

    caption: str = ""
    caption_span: int = 3
    source: str = ""
    span: int
    one_line: bool = False
    least_mm: float = 0.0


@dataclass(frozen=True, kw_only=True)
class CardBlock:
    """One declared block: lines of cells, a table of records, or tick boxes."""

    heading: str
    record: str = ""  # which record dropout.… or relocation.… means: the newest
    photo: bool = False
    lines: tuple[tuple[CardCell, ...], ...] = ()
    rows: str = ""
    columns: tuple[CardCell, ...] = ()
    least: int = 1  # rows printed even if there are fewer records
    newest: int = 0  # at most so many records; 0 = all
    continued: str = ""  # heading of a block at the end that holds the older ones, if there are any
    ticks: bool = False


def card_block(entry: dict[str, Any]) -> CardBlock:
    """Check one block of a card; raise LedgerError naming the block."""
    where = f"“{entry.get('heading', '')}”一栏"
    try:
        only(entry, _BLOCK)
        lines = tuple(tuple(map(_cell, line)) for line in entry.get("lines", ()))
        rows = _rows(entry.get("rows", ""))
        columns = tuple(_column(one, rows) for one in entry.get("columns", ()))
        block = CardBlock(**entry | {"lines": lines, "columns": columns})
        _check_spans(block)
        return block
    except LedgerError as cause:
        raise LedgerError(f"{where}{cause.message}", cause.hint) from cause
    except (TypeError, ValueError, KeyError) as cause:
        raise LedgerError(f"{where}写错：{cause}。") from cause


def _cell(entry: dict[str, Any]) -> CardCell:
    only(entry, _CELL)
    column_text(entry.get("source", ""))
    cell = CardCell(**entry)
    return cell if cell.caption else CardCell(**entry | {"caption_span": 0})


def _rows(name: str) -> str:
    if name and name != BLANK and name not in ROW_TABLES:
        raise LedgerError(f"的 rows 应是 {'、'.join((*ROW_TABLES, BLANK))} 之一，现在是“{name}”。")
    return name


def _column(entry: dict[str, Any], rows: str) -> CardCell:
    only(entry, _COLUMN)
    key = entry.get("source", "")
    if key and key != AGE:
        fields = TABLES[rows].fields if rows in TABLES else ()
        if not any(field.key == key and not field.sensitive for field in fields):
            raise LedgerError(f"没有“{key}”这一项可以打印。")
    return CardCell(**entry | {"caption_span": 0})


def _check_spans(block: CardBlock) -> None:
    if block.record not in RECORDS:
        raise LedgerError(f"的 record 应是 dropout 或 relocation，现在是“{block.record}”。")
    for line in (*block.lines, block.columns):
        units = sum(cell.caption_span + cell.span for cell in line)
        if line and units != CARD_UNITS:
            raise LedgerError(f"有一行合计 {units} 格，应为 {CARD_UNITS} 格。")
