"""How a cell is shown: what its number format leaves of the value in it."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from ledger_app.exchange.reading.workbook import Cell


class Part(Enum):
    """What of a date its format shows, where that is less than the day."""

    MONTH = "month"
    YEAR = "year"


class Shown(NamedTuple):
    """Which part of a date is shown, or up to how many digits a number is filled with zeros."""

    part: Part | None = None
    digits: int = 0
    decimals: int = 0


PLAIN = Shown()
# Formats that have a number only, as a Chinese Excel and WPS show them (ECMA-376 18.8.30).
BUILT_IN = dict.fromkeys((17, 27, 36, 50, 52, 57), Shown(Part.MONTH))
_MOST_DIGITS = 15  # a number is no more exact; the zeros must not make a rounded one look whole
_LONGEST = 255  # characters of a format, for every spreadsheet
_SPELLED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ZEROS = re.compile("0{2,15}")
_DECIMALS = re.compile("0[.](0{2,6})")  # with 3.10 a class is meant that is not the one of 3.1
_NO_DATE = re.compile(r"general|g/通用格式|常规|[0#?@]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def shown_by(code: str) -> Shown:
    """Return how a number format shows its cell: yyyy"年"m"月" only the month, 000 three digits."""
    if len(code) > _LONGEST:
        return PLAIN
    first = _SPELLED.sub("", code).partition(";")[0].strip().lower()
    if _ZEROS.fullmatch(first) and first == code.partition(";")[0].strip():
        return Shown(digits=len(first))
    if found := _DECIMALS.fullmatch(first):
        return Shown(decimals=len(found[1]))
    if _NO_DATE.search(first):
        return PLAIN
    years, days = set(first) & set("ye"), set(first) & set("dahs")
    if not years or days:
        return PLAIN
    return Shown(Part.MONTH if "m" in first else Part.YEAR)


def as_shown(cell: Cell, shown: Shown) -> Cell:
    """Return a cell as its format shows it: 2016-02 for a date of which only the month is seen."""
    if isinstance(cell, date):  # a datetime is one, too
        if shown.part is Part.MONTH:
            return f"{cell.year:04}-{cell.month:02}"
        return f"{cell.year:04}" if shown.part is Part.YEAR else cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    if shown.digits and 0 <= cell < 10**_MOST_DIGITS and cell == int(cell):
        text = f"{int(cell):0{shown.digits}}"
        return text if text.startswith("0") else cell
    if shown.decimals and abs(cell) < 1000:
        text = f"{cell:.{shown.decimals}f}"
        return text if cell != int(cell) and float(text) == cell else cell
    return cell
