"""The blocks of a declared card, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue import CHILD_TABLES, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.domain.telling.record_kinds import STUDENT, RecordKind, record_kind
from ledger_app.domain.telling.restricted import UNSPOKEN_TABLES
from ledger_app.printing.cards.sheet import CARD_UNITS
from ledger_app.printing.model import Paper
from ledger_app.printing.printout import only

ENTRIES = frozenset({"blocks"})
AGE = "age"  # of a family member, from the ID number
ROW_TABLES = tuple(each.key for each in CHILD_TABLES if each.key not in UNSPOKEN_TABLES)
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
    record: RecordKind = STUDENT  # its newest is meant by dropout.…, relocation.…
    photo: bool = False
    lines: tuple[tuple[CardCell, ...], ...] = ()
    rows: str = ""
    columns: tuple[CardCell, ...] = ()
    least: int = 1  # rows printed even if there are fewer records
    newest: int = 0  # at most so many records; 0 = all
    continued: str = ""  # heading of a block at the end that holds the older ones, if there are any
    ticks: bool = False


@dataclass(frozen=True, kw_only=True)
class CardBody:
    """What a card has besides what every printout has."""

    blocks: tuple[CardBlock, ...]


def read(entries: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """Return the body; raise LedgerError naming the block at fault."""
    return {"body": CardBody(blocks=tuple(map(card_block, entries["blocks"])))}


def card_block(entry: dict[str, Any]) -> CardBlock:
    """Check one block of a card; raise LedgerError naming the block."""
    where = f"“{entry.get('heading', '')}”一栏"
    try:
        only(entry, _BLOCK)
        kind = record_kind(entry["record"]) if entry.get("record") else STUDENT
        lines = tuple(tuple(_cell(one, kind) for one in line) for line in entry.get("lines", ()))
        rows = _rows(entry.get("rows", ""))
        columns = tuple(_column(one, rows) for one in entry.get("columns", ()))
        block = CardBlock(**entry | {"record": kind, "lines": lines, "columns": columns})
        _check_spans(block)
        return block
    except LedgerError as cause:
        raise LedgerError(f"{where}{cause.message}", cause.hint) from cause
    except (TypeError, ValueError, KeyError) as cause:
        raise LedgerError(f"{where}写错：{cause}。") from cause


def _cell(entry: dict[str, Any], kind: RecordKind) -> CardCell:
    only(entry, _CELL)
    column_text(entry.get("source", ""), kind)
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
    for line in (*block.lines, block.columns):
        units = sum(cell.caption_span + cell.span for cell in line)
        if line and units != CARD_UNITS:
            raise LedgerError(f"有一行合计 {units} 格，应为 {CARD_UNITS} 格。")
