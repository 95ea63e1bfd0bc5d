"""Save the rows of a workbook that there is something to mend in, as a workbook of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ledger_app.actions import import_workbook
from ledger_app.actions.import_workbook import ImportPlan
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.session import Session


def ask_export(window: QWidget, plan: ImportPlan, source: Path | None) -> Path | None:
    """Ask where the rows to mend go, beside the workbook at first; None if nowhere."""
    folder = source.parent if source is not None else Path.home()
    title, kinds = "导出有误的行", "Excel 工作簿 (*.xlsx)"
    path = folder / f"{Path(plan.workbook).stem}-待改.xlsx"
    return ask_target(window, title, path, kinds, ".xlsx")


def export_rows(session: Session, plan: ImportPlan, path: Path, source: Path | None) -> str:
    """Write them; return what was done in words, "" where it could not be and that was said."""
    try:
        count = import_workbook.write_problem_rows(plan, path, source)
    except LedgerError as error:
        session.failed.emit(error.message, error.hint)
        return ""
    return f"已导出 {count} 行到 {path}。"
