"""Read a workbook and rehearse its import, again and again while a person says what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ledger_app.actions.import_workbook import Policy, plan_for, read_workbook, writes
from ledger_app.actions.imports import column_memory
from ledger_app.actions.progress import Progress
from ledger_app.exchange.layout.assignment import Assignment
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.planning.listed_rows import NoList
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.exchange.reading.pasted import NAME, is_table, read_pasted
from ledger_app.exchange.reading.patience import Cancelled, patience
from ledger_app.exchange.reading.workbook import Workbook
from ledger_app.store.file.ledger import Ledger

__all__ = ["Asked", "Rehearsal", "again", "is_table", "read"]


@dataclass(frozen=True)
class Asked:
    """How a workbook is to be imported, as far as it was said. `assignment` None: as remembered."""

    school: str | None = None
    policy: Policy = Policy.FILL
    whole: bool = False
    assignment: Assignment | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(frozen=True)
class Rehearsal:
    """A workbook as it is, and what importing it would do; where no list was found in it, no plan
    but the sentence that says so: a person may point at the heading. `writes`: doing it would."""

    workbook: Workbook
    said: Assignment
    plan: ImportPlan | None
    no_list: str = ""
    writes: bool = False


def read(ledger: Ledger, source: Path | str, progress: Progress, asked: Asked) -> Rehearsal | None:
    """Read a workbook, or the text of a copied table, and rehearse its import.

    None if it was cancelled. Nothing is written.
    """
    name = source.name if isinstance(source, Path) else NAME
    progress.move(0, 0, f"正在读“{name}”……")
    try:
        with patience(lambda: progress.cancelled):
            workbook = _read(source)
            if progress.cancelled:
                return None
            rows = sum(len(sheet.rows) for sheet in workbook.sheets)
            progress.move(0, 0, f"读出 {rows} 行，正在与台账核对……")
            made = _planned(ledger, workbook, asked)
    except Cancelled:
        return None
    return None if progress.cancelled else made


def _read(source: Path | str) -> Workbook:
    return read_workbook(source) if isinstance(source, Path) else read_pasted(source)


def again(ledger: Ledger, workbook: Workbook, progress: Progress, asked: Asked) -> Rehearsal | None:
    """Rehearse what was read already with what was said meanwhile; None if it was cancelled."""
    try:
        with patience(lambda: progress.cancelled):
            made = _planned(ledger, workbook, asked)
    except Cancelled:
        return None
    return None if progress.cancelled else made


def _planned(ledger: Ledger, workbook: Workbook, asked: Asked) -> Rehearsal:
    with ledger.lock:
        said = asked.assignment
        if said is None:
            said = column_memory.remembered(ledger, workbook)
        try:
            plan = plan_for(
                ledger,
                workbook,
                school=asked.school,
                policy=asked.policy,
                whole=asked.whole,
                assignment=said,
                decisions=asked.decisions,
            )
        except NoList as refused:
            return Rehearsal(workbook, said, None, refused.message + refused.hint)
        return Rehearsal(workbook, said, plan, writes=writes(ledger, plan))
