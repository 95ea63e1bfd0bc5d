"""Columns of cells to columns of stored values, and these to rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ledger_app.catalogue.model import Field
from ledger_app.domain import identity
from ledger_app.domain.names import name_problem
from ledger_app.domain.values import as_text, parse
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.reading.workbook import Cell

_NOTHING = frozenset({"无", "暂无", "/", "\\", "-", "--", "—", "——"})
_DAY = re.compile("[0-9]{1,2}月[0-9]{1,2}日")
Check = Callable[[str], str]
OWN_CHECKS: dict[tuple[str, str], Check] = {
    ("student", "name"): name_problem,
    ("student", "guardian_name"): name_problem,
    ("student", "register_no"): lambda number: identity.register_problem(number, ""),
}


class ParsedCells(dict[Any, Any]):
    """Stored values by cell for one field, each cell parsed once: a column says few things again
    and again. What is wrong with a cell stands in `problems`."""

    def __init__(self, field: Field, today: date, own_check: Check | None = None) -> None:
        # Most cells of a wide list are empty: they never come to __missing__.
        super().__init__({"": None})
        self._own_check = own_check
        self.problems: dict[Any, tuple[ProblemKind, str]] = {}
        self._field = field
        self._today = today

    def __missing__(self, raw: object) -> object:
        parsed = parse(self._field, raw, self._today)
        value = parsed.value if parsed.kept else None
        problem = parsed.problem
        if not problem and self._own_check and isinstance(value, str):
            problem = self._own_check(value)
        if problem:
            self.problems[raw] = (
                (ProblemKind.CHECK, problem)
                if parsed.kept
                else (ProblemKind.LEFT_OUT, problem + LEFT_OUT)
            )
        self[raw] = value
        return value


def turned_into_date(cell: Cell) -> bool:
    """Tell whether a spreadsheet made a date out of a class: 3-1 is 3月1日 now."""
    return isinstance(cell, date) or (isinstance(cell, str) and bool(_DAY.fullmatch(cell.strip())))


def text_at(cells: Sequence[Cell], at: int) -> str:
    """Return a cell as text; a date is none: 3-1 in a column of classes is no class any more."""
    if not cells or turned_into_date(cells[at]):
        return ""
    text = as_text(cells[at]).strip()
    return "" if text in _NOTHING else text.removesuffix(".0")  # so other programs write 3


def first_filled(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Return one column out of several: the first of them that is not empty in each row."""
    if not columns:
        return []
    found = list(columns[0])
    for other in columns[1:]:
        found = [b if a is None or a == "" else a for a, b in zip(found, other, strict=True)]
    return found


def differing(first: Sequence[Any], second: Sequence[Any]) -> list[int]:
    """Return the rows in which two columns of one thing say different things."""
    pairs = enumerate(zip(first, second, strict=True))
    return [at for at, (a, b) in pairs if a != b and a not in (None, "") and b not in (None, "")]


def rows_from_columns(parsed: dict[str, list[Any]], count: int) -> list[dict[str, Any]]:
    """Return `count` rows by key, without the keys that are empty in a row."""
    if not parsed:
        return [{} for _ in range(count)]
    keys = tuple(parsed)
    return [
        {key: value for key, value in zip(keys, row, strict=True) if value is not None}
        for row in zip(*parsed.values(), strict=True)
    ]
