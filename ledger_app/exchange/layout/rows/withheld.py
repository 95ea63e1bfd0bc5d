"""Rows of children that are not imported until somebody says so: hidden, filtered, struck out.

Nobody can see whether a row was hidden because the child has left or only to print the others.
"""

from __future__ import annotations

from enum import StrEnum

from ledger_app.exchange.layout.assignment import SheetAssignment
from ledger_app.exchange.reading.workbook import Worksheet


class Withheld(StrEnum):
    """Why a child's row waits, as the result says it."""

    SHEET = "这个工作表是隐藏的"
    FILTERED = "这一行被筛选掉了，看不见"
    HIDDEN = "这一行是隐藏的"
    STRUCK = "这一行画了删除线"
    REFUSED = "按您的选择没有读"
    ADULT = "出生年份是成年人的"


def withheld_rows(sheet: Worksheet, said: SheetAssignment) -> dict[int, Withheld]:
    """Return the rows (from 0) that wait for an answer, or were refused by one."""
    found: dict[int, Withheld] = {}
    if not said.struck:
        why = Withheld.STRUCK if said.struck is None else Withheld.REFUSED
        found.update(dict.fromkeys(sheet.struck, why))
    if not said.hidden:
        why = Withheld.FILTERED if sheet.filtered else Withheld.HIDDEN
        rows = range(len(sheet.rows)) if sheet.hidden else sheet.hidden_rows
        why = Withheld.SHEET if sheet.hidden else why
        found.update(dict.fromkeys(rows, why if said.hidden is None else Withheld.REFUSED))
    return found
