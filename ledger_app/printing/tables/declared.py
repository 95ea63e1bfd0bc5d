"""The entries of a declared table, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.domain.telling.record_kinds import RecordKind, record_kind, register
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import only
from ledger_app.printing.tables.complete_kind import COMPLETENESS
from ledger_app.printing.tables.sheet import PrintedColumn

register(COMPLETENESS)
ENTRIES = frozenset({"records", "columns", "subtitle", "receiving_title"})
_COLUMN = {
    "caption", "source", "width_mm", "min_mm", "max_mm", "weight", "align", "group", "one_line",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One declared column: what it goes by whatever it is called, and whether it is printed."""

    name: str
    column: PrintedColumn
    is_shown: bool = True


@dataclass(frozen=True, kw_only=True)
class TableBody:
    """What a table has besides what every printout has; `columns` are the parts that are shown."""

    columns: tuple[PrintedColumn, ...]
    parts: tuple[Part, ...]
    subtitle: str = ""
    receiving_title: str = ""  # of a school that takes children in
    is_own_paper: bool = True  # the one the form is declared for: no column is left out


def read(entries: dict[str, Any], paper: Paper) -> dict[str, Any]:
    """Return body and kind of records; raise LedgerError naming the entry at fault."""
    kind = record_kind(entries["records"])
    columns = tuple(_column(number, one, kind) for number, one in enumerate(entries["columns"], 1))
    check_widths(columns, paper)
    parts = tuple(map(Part, _names(columns), columns))
    body = TableBody(
        columns=columns,
        parts=parts,
        subtitle=entries.get("subtitle", ""),
        receiving_title=entries.get("receiving_title", ""),
    )
    return {"body": body, "kind": kind}


def _names(columns: tuple[PrintedColumn, ...]) -> list[str]:
    """Return what each column goes by: its source, its caption if it is left to the pen.

    The second of the same gets a number: a place would be another column after an update.
    """
    seen: dict[str, int] = {}
    names = []
    for column in columns:
        name = column.source or column.caption
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


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
