"""A ledger on a printer, as text and lines.

Measures in a process of its own: `python -m ledger_app.bench.printer SHEET PDF`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ledger_app.gui.printing.printer_job import PaperJob
from ledger_app.gui.printing.printer_paper import printer_of
from ledger_app.printing import sheet_json
from ledger_app.printing.ink.paper_pages import laid_out


def measure(sheet_file: Path, pdf: Path) -> dict[str, float]:
    """Lay a sheet out, draw it on a printer that writes a file; seconds and megabytes a page."""
    app = QApplication([])
    sheet = sheet_json.from_json(sheet_file.read_text(encoding="utf-8"))
    start, worked = perf_counter(), process_time()
    paper = laid_out([sheet])
    ready = perf_counter()
    printer = printer_of(paper.size_mm)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(pdf))
    job = PaperJob(printer, paper)
    job.finished.connect(app.quit)
    job.start()
    app.exec()
    end, worked = perf_counter(), process_time() - worked
    pages = len(paper.pages)
    return {
        "pages": pages,
        "layout": ready - start,
        "seconds": (end - start) / pages,
        "worked": worked / pages,
        "mb": pdf.stat().st_size / 1e6 / pages,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
