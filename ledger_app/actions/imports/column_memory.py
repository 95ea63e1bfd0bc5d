"""What a person said of the columns of a workbook is remembered for its source.

A source is known by its headings: the next workbook with the same captions in one band of rows is
the same kind of list (an export of the register, a village's form), whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.assignment import (
    Assignment,
    SaidColumn,
    SheetAssignment,
)
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger

_KEPT = "workbook_columns"
_MOST = 60  # sources remembered; the one used longest ago goes
_LOOKED_AT = 40  # rows from the top of a sheet
_BAND = 3  # rows of a heading


def remembered(ledger: Ledger, workbook: Workbook) -> Assignment:
    """Return what was said of workbooks like this one, sheet by sheet; nothing where none was."""
    kept = _kept(ledger)
    if not kept:
        return Assignment()
    found: dict[str, SheetAssignment] = {}
    sources = []
    for sheet in workbook.sheets:
        entry = _entry_of(kept, sheet)
        if entry:
            found[sheet.name] = SheetAssignment(columns=_columns(entry))
            sources.append(str(entry.get("source") or ""))
    return Assignment(found, next(filter(None, sources), ""))


def remember_said(ledger: Ledger, plan: ImportPlan) -> None:
    """Keep what a person said of the columns of a workbook that is written now."""
    for sheet, said in plan.assignment.sheets.items():
        captions = [use.heading for use in plan.mapping if use.sheet == sheet]
        if said.columns and captions:
            remember(ledger, captions, said.columns, plan.assignment.source)


def remember(
    ledger: Ledger,
    captions: Iterable[str],
    columns: Iterable[SaidColumn],
    source: str = "",
) -> None:
    """Keep what was said of a sheet with these captions; nothing said forgets its source."""
    ours = sorted({fold(piece) for text in captions for piece in text.split("·")} - {""})
    said = [[each.letter, each.heading, each.taken_for] for each in columns]
    kept = [entry for entry in _kept(ledger) if entry["captions"] != ours]
    if said:
        kept.append({"captions": ours, "source": source, "columns": said})
    if kept != _kept(ledger):
        settings.put(ledger, {_KEPT: kept[-_MOST:]})


def sources(ledger: Ledger) -> list[str]:
    """Return the names given to sources, newest first, each once."""
    names = [str(entry.get("source") or "") for entry in reversed(_kept(ledger))]
    return [name for name in dict.fromkeys(names) if name]


def forget_all(ledger: Ledger) -> int:
    """Forget every source; return how many there were."""
    count = len(_kept(ledger))
    if count:
        settings.put(ledger, {_KEPT: []})
    return count


def _kept(ledger: Ledger) -> list[dict[str, Any]]:
    return list(settings.get(ledger, _KEPT, []))


def _entry_of(kept: list[dict[str, Any]], sheet: Worksheet) -> dict[str, Any] | None:
    """Return the source whose captions all stand in one band of rows: that with the most."""
    bands = list(_bands(sheet))
    fitting = [
        entry
        for entry in kept
        if entry["captions"] and any(band.issuperset(entry["captions"]) for band in bands)
    ]
    return max(fitting, key=lambda entry: len(entry["captions"]), default=None)


def _bands(sheet: Worksheet) -> Iterator[set[str]]:
    lines = [
        {fold(" ".join(cell.split())) for cell in cells if isinstance(cell, str) and cell}
        for cells in sheet.rows[:_LOOKED_AT]
    ]
    yield from lines
    yield from (first | second for first, second in pairwise(lines))
    yield from (set.union(*lines[at : at + _BAND]) for at in range(len(lines) - _BAND + 1))


def _columns(entry: dict[str, Any]) -> tuple[SaidColumn, ...]:
    return tuple(SaidColumn(*map(str, each)) for each in entry["columns"])
