"""The printouts a county can edit: resources/printouts/*.toml, read and checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.printing.card_printouts import CardBlock, card_block
from ledger_app.printing.declared_entries import only
from ledger_app.printing.model import SHEET_MM, Align, Paper, PrintedColumn

PLACEHOLDERS = frozenset({"township", "school", "county", "unit"})
RECORDS = ("suspected", "dropout", "focus", "relocation", "student")
LEDGER, CARD = "ledger", "card"
_ALWAYS = {"title", "kind", "order", "signers", "paper", "notes"}
_ALLOWED = {LEDGER: _ALWAYS | {"records", "columns", "subtitle"}, CARD: _ALWAYS | {"blocks"}}
_COLUMN = {"caption", "source", "width_mm", "weight", "align", "group", "one_line"}
_PAPER = {"name", "landscape", "margins_mm", "font_pt", "row_mm"}


@dataclass(frozen=True, kw_only=True)
class Printout:
    """One declared printout."""

    key: str
    title: str  # may hold {township} {school} {county} {unit}
    kind: str  # LEDGER or CARD
    paper: Paper
    order: int = 100
    subtitle: str = ""
    records: str = ""  # which records make rows, one of RECORDS
    columns: tuple[PrintedColumn, ...] = ()
    blocks: tuple[CardBlock, ...] = ()
    signers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def needs_student(self) -> bool:
        """Tell whether it is printed for one child."""
        return self.kind == CARD

    @property
    def plain_title(self) -> str:
        """Return the title as menus show it, without placeholders."""
        return re.sub(r"\{\w+\}", "", self.title)


@cache
def printouts() -> tuple[Printout, ...]:
    """Return all printouts in menu order; raise LedgerError naming the file and entry at fault."""
    folder = paths.resources() / "printouts"
    found = [read_printout(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.order, one.key)))


def printout(key: str) -> Printout:
    """Return the printout with this key; raise LedgerError if there is none."""
    for one in printouts():
        if one.key == key:
            return one
    known = "、".join(one.key for one in printouts())
    raise LedgerError(f"没有“{key}”这张打印表。", f"可用的有：{known}。")


def read_printout(path: Path) -> Printout:
    """Read one printout; raise LedgerError that names the file and what is wrong in it."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return _printout(path.stem, entries)
    except tomllib.TOMLDecodeError as cause:
        raise _fault(path, f"写法有误：{cause}") from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise _fault(path, f"读不出来：{cause}") from cause
    except LedgerError as cause:
        raise _fault(path, str(cause)) from cause
    except (KeyError, TypeError, ValueError) as cause:
        raise _fault(path, f"缺少或写错：{cause}") from cause


def _fault(path: Path, what: str) -> LedgerError:
    return LedgerError(f"打印设置 {path.name} {what}", f"请改正 {path}，或恢复原来的文件。")


def _printout(key: str, entries: dict[str, Any]) -> Printout:
    kind = entries.get("kind", LEDGER)
    if kind not in _ALLOWED:
        raise LedgerError(f"的 kind 应是 {LEDGER} 或 {CARD}，现在是“{kind}”。")
    only(entries, _ALLOWED[kind])
    title = entries["title"]
    unknown = set(re.findall(r"\{(\w*)\}", title)) - PLACEHOLDERS
    if unknown:
        raise LedgerError(f"的 title 里有不认识的 {{{unknown.pop()}}}。")
    shared = {
        "key": key,
        "title": title,
        "kind": kind,
        "paper": _paper(entries.get("paper", {})),
        "order": int(entries.get("order", 100)),
        "signers": tuple(entries.get("signers", ())),
        "notes": tuple(entries.get("notes", ())),
    }
    if kind == CARD:
        return Printout(**shared, blocks=tuple(map(card_block, entries["blocks"])))
    return Printout(
        **shared,
        subtitle=entries.get("subtitle", ""),
        records=_records(entries["records"]),
        columns=_columns(entries["columns"], shared["paper"]),
    )


def _records(name: str) -> str:
    if name not in RECORDS:
        raise LedgerError(f"的 records 应是 {'、'.join(RECORDS)} 之一，现在是“{name}”。")
    return name


def _paper(entries: dict[str, Any]) -> Paper:
    only(entries, _PAPER, "[paper] ")
    paper = Paper(**entries | {"margins_mm": tuple(entries.get("margins_mm", Paper.margins_mm))})
    if paper.name not in SHEET_MM:
        raise LedgerError(f"[paper] 的 name 应是 A3 或 A4，现在是“{paper.name}”。")
    if len(paper.margins_mm) != 4 or not 5 <= paper.font_pt <= 16 or not 3 <= paper.row_mm <= 50:
        raise LedgerError("[paper] 的页边距要四个数(上右下左)，字号 5–16，行高 3–50 毫米。")
    return paper


def _columns(entries: list[dict[str, Any]], paper: Paper) -> tuple[PrintedColumn, ...]:
    columns = tuple(_column(number, one) for number, one in enumerate(entries, 1))
    if not columns:
        raise LedgerError("没有一列。")
    _, right, _, left = paper.margins_mm
    room = paper.size_mm[0] - left - right
    fixed = sum(column.width_mm for column in columns)
    shared = [column for column in columns if not column.width_mm]
    if fixed > room + 0.01 or (shared and fixed + 3 * len(shared) > room):
        raise LedgerError(f"各列宽合计 {fixed:g} 毫米，纸上只有 {room:g} 毫米，请改窄或换大纸。")
    return columns


def _column(number: int, entry: dict[str, Any]) -> PrintedColumn:
    where = f"第 {number} 列“{entry.get('caption', '')}”"
    try:
        only(entry, _COLUMN)
        column_text(entry.get("source", ""))
        return PrintedColumn(**entry | {"align": Align(entry.get("align", "centre"))})
    except LedgerError as cause:
        raise LedgerError(f"{where}{cause.message}", cause.hint) from cause
    except (TypeError, ValueError) as cause:
        raise LedgerError(f"{where}写错：{cause}。") from cause
