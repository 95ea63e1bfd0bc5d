"""What is wrong with a row of a workbook, or with a whole list."""

from __future__ import annotations

from dataclasses import dataclass

LEFT_OUT = "（这一格没有导入）"


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong: sheet, row (from 1; 0 = the whole sheet), heading of the column, words."""

    sheet: str
    row: int
    column: str
    text: str
