"""Several telephone numbers in one cell: the first stays, the second becomes 备用电话."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from ledger_app.exchange.reading.workbook import Cell

_BREAKS = re.compile(r"[\s/\\|、,，;；。和或及]+")
_ONE = re.compile(r"1[0-9]{10}|(?:0[0-9]{2,3}-?)?[0-9]{7,8}")
_LONGEST_SINGLE = 11
SPARED = frozenset({"phone", "guardian_phone"})  # their second number has a field of its own


def numbers_in(cell: Cell) -> list[str]:
    """Return the numbers of a cell that holds nothing but whole numbers, each once; else []."""
    # Nearly all cells: one number, nothing to cut.
    if not isinstance(cell, str) or len(cell) <= _LONGEST_SINGLE:
        return []
    plain = unicodedata.normalize("NFKC", cell)
    pieces = [piece for piece in _BREAKS.split(plain) if piece]
    return list(dict.fromkeys(pieces)) if all(map(_ONE.fullmatch, pieces)) else []


def first_numbers(cells: Sequence[Cell]) -> tuple[list[Cell], dict[int, list[str]]]:
    """Return the column with one number in each cell, and the numbers left over by row."""
    first = list(cells)
    more: dict[int, list[str]] = {}
    for at, cell in enumerate(cells):
        numbers = numbers_in(cell)
        if numbers:
            first[at] = numbers[0]
            if numbers[1:]:
                more[at] = numbers[1:]
    return first, more


def without_place(row: dict[str, Any], numbers: Sequence[str]) -> list[str]:
    """Put the first of the numbers a row does not have yet into 备用电话, if that is free; return
    the rest."""
    more = [number for number in dict.fromkeys(numbers) if number not in row.values()]
    if more and "phone2" not in row:
        row["phone2"] = more.pop(0)
    return more


def kept_apart(cells: Sequence[Cell]) -> list[Cell]:
    """Return the column, several numbers of a cell joined by / so that they do not run together."""
    return ["/".join(numbers) if (numbers := numbers_in(cell)) else cell for cell in cells]
