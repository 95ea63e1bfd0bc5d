"""The entries of a declared table, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.domain.telling.record_kinds import RecordKind, record_kind
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import only
from ledger_app.printing.tables.sheet import PrintedColumn

ENTRIES = frozenset({"records", "columns", "subtitle"})
_COLUMN = {"caption", "source", "width_mm", "weight", "align", "group", "one_line"}


@dataclass(frozen=True, kw_only=True)
class TableBody:
    """What a table has besides what every printout has."""

    columns: tuple[PrintedColumn, ...]
    subtitle: str = ""


def read(entries: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """Return body and kind of records; raise LedgerError naming the entry at fault."""
    kind = record_kind(entries["records"])
    columns = tuple(_column(number, one, kind) for number, one in enumerate(entries["columns"], 1))
    check_widths(columns, paper)
    return {"body": TableBody(columns=columns, subtitle=entries.get("subtitle", "")), "kind": kind}


def check_widths(columns: tuple[PrintedColumn, ...], paper: Paper) -> None:
    """Raise LedgerError if there is no column, or if they find no room on the paper."""
    if not columns:
        raise LedgerError("没有一列。")
    _, right, _, left = paper.margins_mm
    room = paper.size_mm[0] - left - right
    fixed = sum(column.width_mm for column in columns)
    shared = [column for column in columns if not column.width_mm]
    if fixed > room + 0.01 or (shared and fixed + 3 * len(shared) > room):
        raise LedgerError(f"各列宽合计 {fixed:g} 毫米，纸上只有 {room:g} 毫米，请改窄或换大纸。")


def _column(number: int, entry: dict[str, Any], kind: RecordKind) -> PrintedColumn:
    where = f"第 {number} 列“{entry.get('caption', '')}”"
    try:
        only(entry, _COLUMN)
        column_text(entry.get("source", ""), kind)
        return PrintedColumn(**entry | {"align": Align(entry.get("align", "centre"))})
    except LedgerError as cause:
        raise LedgerError(f"{where}{cause.message}", cause.hint) from cause
    except (TypeError, ValueError) as cause:
        raise LedgerError(f"{where}写错：{cause}。") from cause
