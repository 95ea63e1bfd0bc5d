"""The township ledger on paper, beside LibreOffice printing the same table.

Measures in a process of its own: `python -m ledger_app.bench.paper whole LEDGER PDF SHEET`, or
`draw SHEET TIMES`.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from time import perf_counter, process_time
from typing import Any

from ledger_app.actions import list_students
from ledger_app.actions.list_students import ListQuery
from ledger_app.actions.printing import print_ledger
from ledger_app.bench import ledgers, office
from ledger_app.bench.figures import Figure, at_most, best, memory_mb, own_status
from ledger_app.domain.telling.subject import students
from ledger_app.printing import sheet_json
from ledger_app.printing.pdf import draw
from ledger_app.printing.tables.sheet import PrintedTable
from ledger_app.store.file.ledger import Ledger

PRINTOUT = "dropout_ledger"  # A3, 32 columns
MOST_MB = 150
TIMES_FASTER = 10
WHOLE_SECONDS = 4.5
CARDS, CARDS_SECONDS = 500, 4.5
PRINTER_SECONDS, PRINTER_MB = 0.2, 0.2  # a page
_HERE = "ledger_app.bench.paper"


def figures(folder: Path, path: Path, times: int) -> list[Figure]:
    """Return the rows about paper."""
    wide = ledgers.all_dropped_out(path, "paper.ledger")
    pdf, sheet_file = folder / "paper.pdf", folder / "sheet.json"
    runs = [_apart(folder, "whole", _fresh(wide), pdf, sheet_file) for _ in range(times)]
    # Month after month there is an edition before, and the new one is compared with it.
    again = _apart(folder, "whole", _issued(wide), pdf, sheet_file)
    whole = min(runs, key=lambda run: run["seconds"])
    drawn = _apart(folder, "draw", sheet_file, times)
    sent = _apart(folder, sheet_file, folder / "printed.pdf", module="ledger_app.bench.printer")
    sheet = _read(sheet_file)
    rows, columns, pages = len(sheet.rows), len(sheet.columns), drawn["pages"]
    size = pdf.stat().st_size / 1e6
    what = f"{rows} 行 × {columns} 列 {sheet.paper.name}"
    found = office.seconds_to_print(sheet, folder)
    return [
        Figure(
            row=f"台账 PDF 排版和绘制（{what}）", value=drawn["seconds"], unit="秒",
            beside=f"{pages} 页，{size:.1f} MB，字体已嵌入；处理器 {drawn['worked']:.2f} 秒",
        ),
        _ratio(drawn["seconds"], found),
        at_most("台账 PDF 内存：排版和绘制", drawn["mb"], "MB", MOST_MB),
        at_most(
            "台账 PDF 从台账到有期号的文件", whole["seconds"], "秒", WHOLE_SECONDS,
            f"汇总 {whole['prepare']:.1f} 秒，编期号、绘制、存盘 {whole['issue']:.1f} 秒；"
            f"处理器 {whole['worked']:.2f} 秒",
        ),
        _memory(whole["mb"], again["mb"]),
        at_most(
            "台账送到打印机，每页（文字和线）", sent["seconds"], "秒", PRINTER_SECONDS,
            f"{sent['pages']} 页，排版 {sent['layout']:.1f} 秒；每页处理器 {sent['worked']:.3f} 秒",
        ),
        at_most("台账送到打印机，每页大小", sent["mb"], "MB", PRINTER_MB),
        _cards(path, times),
    ]  # fmt: skip


def _cards(path: Path, times: int) -> Figure:
    """Print the cards of many children, from the ledger to the pages."""
    with ledgers.opened(path) as ledger:
        nos = list_students.numbers(ledger, ListQuery())[:CARDS]
        ids = [row["id"] for row in list_students.rows(ledger, nos)]

        def draw_all() -> None:
            cards = print_ledger.prepare(ledger, "student_card", subject=students(*ids))
            draw.draw_sheets(cards.sheets, BytesIO())

        taken = best(times, draw_all)
    beside = f"用时 {taken.seconds:.1f} 秒"
    return at_most(f"{len(ids)} 张一生一档卡，处理器", taken.worked, "秒", CARDS_SECONDS, beside)


def _fresh(path: Path) -> Path:
    """Copy the ledger: an issue is recorded, and the next would be marked against it."""
    return Path(copyfile(path, _issued(path)))


def _issued(path: Path) -> Path:
    return path.with_name("issued.ledger")


def _memory(first: float | None, again: float | None) -> Figure:
    row = "台账 PDF 内存：从台账到文件"
    if first is None or again is None:
        return at_most(row, None, "MB", MOST_MB)
    beside = f"第一期 {first:.0f} MB，再印一期（与上一期比较）{again:.0f} MB"
    return at_most(row, max(first, again), "MB", MOST_MB, beside)


def _apart(folder: Path, *arguments: object, module: str = _HERE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ledgers.run_apart(module, *arguments, folder=folder))
    return found


def _ratio(seconds: float, beside: office.Printed | None) -> Figure:
    row, goal = "台账 PDF 比 LibreOffice 打印同一张表快", f"≥ {TIMES_FASTER} 倍"
    if beside is None:
        return Figure(row=row, value=None, unit="倍", goal=goal, beside="LibreOffice 未安装")
    if beside.seconds is None:
        text = f"LibreOffice {office.LONGEST} 秒还没有印完"
        return Figure(row=row, value=None, unit="倍", goal=goal, met=True, beside=text)
    ratio = beside.seconds / seconds
    text = f"LibreOffice {beside.seconds:.1f} 秒，{beside.pages} 页（用同样的字体、列宽、表格线）"
    return Figure(
        row=row, value=ratio, unit="倍", goal=goal, met=ratio >= TIMES_FASTER, beside=text
    )


def _read(path: Path) -> PrintedTable:
    sheet = sheet_json.from_json(path.read_text(encoding="utf-8"))
    assert isinstance(sheet, PrintedTable)
    return sheet


def measure_whole(ledger: Ledger, pdf: Path, sheet_file: Path) -> dict[str, float | None]:
    """Prepare and issue the ledger, and keep its sheet for others to print."""
    start, worked = perf_counter(), process_time()
    prepared = print_ledger.prepare(ledger, PRINTOUT)
    ready = perf_counter()
    print_ledger.issue(ledger, prepared, pdf)
    end, worked = perf_counter(), process_time() - worked
    peak = memory_mb(own_status())
    sheet_file.write_text("".join(sheet_json.to_json(prepared.sheets[0])), encoding="utf-8")
    parts = {"prepare": ready - start, "issue": end - ready}
    return {"seconds": end - start, "worked": worked, **parts, "mb": peak}


def measure_drawing(sheet: PrintedTable, times: int) -> dict[str, float | None]:
    """Lay out and draw a sheet; the best of several times."""
    pages = draw.draw_sheets([sheet], BytesIO())
    taken = best(times, lambda: draw.draw_sheets([sheet], BytesIO()))
    peak = memory_mb(own_status())
    return {"seconds": taken.seconds, "worked": taken.worked, "pages": pages, "mb": peak}


def main(arguments: list[str]) -> None:
    """Measure in this process and say what was found."""
    if arguments[0] == "whole":
        path, pdf, sheet_file = map(Path, arguments[1:])
        with ledgers.opened(path) as ledger:
            found = measure_whole(ledger, pdf, sheet_file)
    else:
        found = measure_drawing(_read(Path(arguments[1])), int(arguments[2]))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
