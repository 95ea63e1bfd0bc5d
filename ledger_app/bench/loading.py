"""Loading a whole district's roster, beside merely reading it; and taking it back.

Loads it again in a process of its own: `python -m ledger_app.bench.loading LEDGER WORKBOOK`.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from typing import Any

from python_calamine import CalamineWorkbook

from ledger_app.actions import import_workbook, open_ledger, undo_revision
from ledger_app.actions.import_workbook import ImportResult
from ledger_app.bench import ledgers, roster
from ledger_app.bench.figures import Figure, Taken, at_most, best, memory_mb, own_status, timed
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import ledger_files

IMPORT_SECONDS, AGAIN_MB = 4.7, 200
_HERE = "ledger_app.bench.loading"


def figures(folder: Path, path: Path, times: int) -> list[Figure]:
    """Return the rows about imports."""
    workbook = folder / "roster.xlsx"
    with ledgers.opened(path) as ledger:
        rows = roster.write(ledger, workbook)
    target = folder / "loaded.ledger"
    loads = [_load(_empty(folder, f"empty{turn}.ledger"), workbook) for turn in range(times)]
    taken, loaded, result = min(loads, key=lambda found: found[0].worked)
    copyfile(loaded, target)
    again: dict[str, Any] = json.loads(ledgers.run_apart(_HERE, target, workbook, folder=folder))
    undone, redone = _take_back(target)
    calamine = best(times, partial(_read_with_calamine, workbook)).seconds
    counts = result.counts
    kept = f"新建 {counts['created']}，跳过 {counts['skipped']}，问题 {len(result.problems)} 条"
    return [
        at_most(
            f"导入全国学籍花名册，处理器（{rows} 行 × {len(roster.HEADINGS)} 列）",
            taken.worked, "秒", IMPORT_SECONDS,
            f"用时 {taken.seconds:.1f} 秒；calamine 只读一遍 {calamine:.2f} 秒；{kept}，一次修改",
        ),
        Figure(
            row="同一份花名册再导入一次", value=again["seconds"], unit="秒",
            beside="没有变化，不产生修改",
        ),
        at_most("同一份花名册再导入一次的内存", again["mb"], "MB", AGAIN_MB),
        *(
            at_most(
                f"{what}这次导入，处理器", step.worked, "秒", round(taken.worked, 2),
                f"用时 {step.seconds:.1f} 秒；不比导入慢",
            )
            for what, step in (("撤销", undone), ("重做", redone))
        ),
    ]  # fmt: skip


def _empty(folder: Path, name: str) -> Path:
    ledger = open_ledger.make_ledger(
        folder / name, ledgers.PASSWORD, unit="云岭县", code="2152990000", kind="township"
    )
    ledger_files.close(ledger)
    return ledger.path


def _load(target: Path, workbook: Path) -> tuple[Taken, Path, ImportResult]:
    """Import into an empty ledger; return how long it took, the ledger, and what was done."""
    with ledgers.opened(target) as ledger:
        results: list[ImportResult] = []
        taken = timed(lambda: results.append(_import(ledger, workbook)))
    return taken, target, results[0]


def _import(ledger: Ledger, workbook: Path) -> ImportResult:
    return import_workbook.commit(ledger, import_workbook.plan(ledger, workbook))


def _take_back(path: Path) -> tuple[Taken, Taken]:
    """Undo and redo the import."""
    with ledgers.opened(path) as ledger:
        return timed(lambda: undo_revision.undo(ledger)), timed(lambda: undo_revision.redo(ledger))


def _read_with_calamine(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def main(path: Path, workbook: Path) -> None:
    """Import what was imported before, in this process, and say how much memory that took."""
    with ledgers.opened(path) as ledger:
        start = perf_counter()
        result = _import(ledger, workbook)
        seconds = perf_counter() - start
    assert result.revision_no is None, result.counts
    sys.stdout.write(json.dumps({"seconds": seconds, "mb": memory_mb(own_status())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
