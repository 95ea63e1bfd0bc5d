"""Loading a whole district's roster, beside merely reading it."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from ledger_app.actions import import_workbook, open_ledger
from ledger_app.actions.import_workbook import ImportResult
from ledger_app.bench import ledgers, roster
from ledger_app.bench.figures import Figure, Taken, best, timed
from ledger_app.store.safety import ledger_files


def figures(folder: Path, path: Path, times: int) -> list[Figure]:
    """Return the rows about imports."""
    workbook = folder / "roster.xlsx"
    with ledgers.opened(path) as ledger:
        rows = roster.write(ledger, workbook)
    empty = _empty(folder)
    taken, again, result = min(
        (_load(empty, workbook) for _ in range(times)), key=lambda found: found[0]
    )
    reading = best(times, partial(_read_with_openpyxl, workbook)).seconds
    calamine = best(times, partial(_read_with_calamine, workbook)).seconds
    counts = result.counts
    alone = f"openpyxl 只读一遍 {reading:.1f} 秒，calamine {calamine:.2f} 秒"
    kept = f"新建 {counts['created']}，跳过 {counts['skipped']}，问题 {len(result.problems)} 条"
    return [
        Figure(
            row=f"导入全国学籍花名册（{rows} 行 × {len(roster.HEADINGS)} 列）",
            value=taken.seconds, unit="秒", goal=f"< {reading:.1f} 秒", met=taken.seconds < reading,
            beside=f"{alone}；{kept}，一次修改；{taken.note}",
        ),
        Figure(
            row="同一份花名册再导入一次", value=again.seconds, unit="秒",
            beside="没有变化，不产生修改",
        ),
    ]  # fmt: skip


def _empty(folder: Path) -> Path:
    ledger = open_ledger.make_ledger(
        folder / "empty.ledger", ledgers.PASSWORD, unit="云岭县", code="2152990000", kind="township"
    )
    ledger_files.close(ledger)
    return ledger.path


def _load(empty: Path, workbook: Path) -> tuple[Taken, Taken, ImportResult]:
    """Import into an empty ledger, then once more; return both seconds and the first result."""
    target = empty.with_name("loaded.ledger")
    copyfile(empty, target)
    results: list[ImportResult] = []
    with ledgers.opened(target) as ledger:

        def load() -> None:
            results.append(import_workbook.commit(ledger, import_workbook.plan(ledger, workbook)))

        first, again = timed(load), timed(load)
    assert results[1].revision_no is None, results[1].counts
    return first, again, results[0]


def _read_with_openpyxl(path: Path) -> int:
    with closing(load_workbook(path, read_only=True)) as book:
        sheet: Any = book.worksheets[0]
        return sum(1 for _ in sheet.iter_rows(values_only=True))


def _read_with_calamine(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
