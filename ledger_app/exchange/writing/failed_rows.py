"""Rows that could not be loaded, as a workbook to mend and load again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ledger_app.exchange.planning.import_plan import (
    PROBLEM_HEADING,
    ImportPlan,
    PlannedRow,
    RowFate,
)
from ledger_app.exchange.writing.tables import TableSheet, too_long, write_tables


def rows_to_mend(plan: ImportPlan) -> list[PlannedRow]:
    """Return the rows a person should look at: failed, or with a problem."""
    return [row for row in plan.rows if row.problems or row.fate is RowFate.FAILED]


def write_failed_rows(plan: ImportPlan, path: Path, *, source: Path | None = None) -> int:
    """Write the rows to mend as they were, what is wrong in a column 问题; return how many.

    The workbook can be loaded again: titles, headings and sheet names say what they said. Nothing
    is written when there is no such row.
    """
    by_list: dict[int, list[PlannedRow]] = {}
    for row in rows_to_mend(plan):
        by_list.setdefault(row.list_index, []).append(row)
    # No empty workbook where there is nothing to mend: its being there would be a question.
    if by_list:
        sheets = [_mending_sheet(plan, index, rows) for index, rows in by_list.items()]
        write_tables(sheets, path, source=source)
    return sum(map(len, by_list.values()))


def _mending_sheet(plan: ImportPlan, index: int, rows: Sequence[PlannedRow]) -> TableSheet:
    head = plan.lists[index]
    kept = [at for at, heading in enumerate(head.heading) if heading != PROBLEM_HEADING]
    heading = [head.heading[at] for at in kept] + [PROBLEM_HEADING]
    lines = []
    for row in rows:
        cells = [row.cells[at] for at in kept]
        long = [at for at, cell in enumerate(cells) if isinstance(cell, str) and too_long(cell)]
        texts = [_said(problem.column, problem.text) for problem in row.problems]
        for at in long:
            texts.append(f"{heading[at]}：原文 {len(str(cells[at]))} 字，太长，没有写在这里。")
            cells[at] = ""
        lines.append([*cells, f"原第 {row.row} 行。" + " ".join(texts)])
    return TableSheet(head.sheet, head.titles, heading, lines)


def _said(column: str, text: str) -> str:
    return text if not column or column in text else f"{column}：{text}"
