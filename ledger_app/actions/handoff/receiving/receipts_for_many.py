"""Receipts for several units below onto one stick, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger_app.actions.handoff import receipts
from ledger_app.actions.handoff.making import Packed
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.progress import Progress
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger

STOPPED = LedgerError("已停下，这一份没有写。", "需要时再写一次。")


@dataclass(frozen=True)
class Written:
    """What became of one unit's receipt: it lies on the stick, or was refused with a sentence."""

    code: str
    packed: Packed | None = None
    refused: LedgerError | None = None


def _must_be_there(folder: Path) -> None:
    # What is no folder is taken for the name of a file: beside the stick that was pulled out.
    if not folder.is_dir():
        raise LedgerError(f"“{folder.name}”不在了，没有写。", "请插好U盘再试。台账没有变化。")


def wait_for_one(units: Sequence[UnitLine]) -> list[UnitLine]:
    """Return the units whose last package has had no receipt yet."""
    return [unit for unit in units if unit.sequence and not unit.is_answered]


def write_receipts(
    ledger: Ledger, codes: Sequence[str], target: Path, progress: Progress | None = None
) -> list[Written]:
    """Write a receipt for each of these units into a folder; a refusal is no reason to stop."""
    done: list[Written] = []
    for at, code in enumerate(codes):
        if progress is not None:
            progress.move(at, len(codes))
        if progress is not None and progress.cancelled:
            done.append(Written(code, refused=STOPPED))
            continue
        try:
            _must_be_there(target)
            done.append(Written(code, receipts.make_receipt(ledger, code, target)))
        except LedgerError as refused:
            done.append(Written(code, refused=refused))
    return done
