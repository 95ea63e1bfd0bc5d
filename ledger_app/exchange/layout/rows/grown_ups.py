"""Rows of grown-ups among children: by the year of birth, else by what they are to the householder.

Whoever is born late enough is a child, whatever else the row says: a householder of twelve is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListHeading
from ledger_app.exchange.reading.workbook import Cell, Worksheet

GROWN = 22  # years; nobody older goes to school here
HOUSEHOLDER = "02"
ONESELF = "01"  # 本人 of the householder's own row
SPOUSES = frozenset({"10", "11", "12"})
_IN_LAW = frozenset({"28", "38", "45", "46"})  # 女婿, 儿媳: married into the house
_ELDERS = frozenset(
    {"51", "52", "57", "58", "61", "62", "63", "64", "81", "82", "83", "84", "85", "86"}
    | {"87", "88", "89", "90"}
)
_ID = re.compile(r"[1-9][0-9]{5}((?:19|20)[0-9]{2})[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]")
_OLD_ID = re.compile(r"[1-9][0-9]{5}([0-9]{2})[01][0-9][0-3][0-9][0-9]{3}")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_WHOLE = re.compile(r"[0-9]{4}\D+[0-9]{1,2}\D+[0-9]{1,2}|[0-9]{8}")


@dataclass(frozen=True)
class GrownUps:
    """Where a list says how old somebody is and what of the house: columns, -1 where there is none.

    `year` is the school year's in which the list is read; 0 where age is not judged.
    """

    born_at: int
    number_at: int
    relation_at: int
    year: int
    has_heads: bool = False  # 户主 stands in it: 父亲 is the householder's, and not the child's

    def is_one(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row of a household is a grown-up's."""
        years = self._years(cells)
        if years:
            return self.year > 0 and all(self.year - each > GROWN for each in years)
        relation = self.relation(cells)
        if relation in _ELDERS:
            return self.has_heads
        return relation == HOUSEHOLDER or relation in SPOUSES or relation in _IN_LAW

    def is_old_without_a_day(self, cells: Sequence[Cell]) -> bool:
        """Tell whether only a year or month of birth is written, and it is a grown-up's."""
        cell = cells[self.born_at] if self.born_at >= 0 else ""
        if cell == "" or isinstance(cell, date) or _WHOLE.search(str(cell)):
            return False
        years = self._years(cells)
        return bool(years) and self.year > 0 and all(self.year - each > GROWN for each in years)

    def relation(self, cells: Sequence[Cell]) -> str:
        """Return the code of what somebody is to the householder, "" if it is not said."""
        text = cells[self.relation_at] if self.relation_at >= 0 else ""
        code = relation_code(text) if isinstance(text, str) else ""
        return HOUSEHOLDER if code == ONESELF else code

    def _years(self, cells: Sequence[Cell]) -> list[int]:
        """Return the years of birth that the date and the number say."""
        found = []
        if self.number_at >= 0 and isinstance(number := cells[self.number_at], str):
            if whole := _ID.fullmatch(number.strip()):
                found.append(int(whole[1]))
            elif old := _OLD_ID.fullmatch(number.strip()):
                found.append(1900 + int(old[1]))
        if self.born_at >= 0:
            born = cells[self.born_at]
            if isinstance(born, date):
                found.append(born.year)
            elif year := _YEAR.search(str(born)) or _YEAR.match(str(born)[:4]):
                found.append(int(year[1]))
        return found


def relation_code(text: str) -> str:
    """Return the code of 户主, 长子, 之妻 …, "" for anything else."""
    code = code_list("relation").find(fold(text).removeprefix("之").removesuffix("(户主)"))
    return code.value if code else ""


def grown_ups_of(sheet: Worksheet, heading: ListHeading, year: int) -> GrownUps:
    """Return where a list with this heading says who is grown up."""
    places = {
        column.meaning.field.key: column.index
        for column in reversed(heading.columns)
        if column.meaning.use is Use.STUDENT and column.meaning.field
    }
    keys = ("birth_date", "id_no", "head_relation")
    born, number, relation = (places.get(key, -1) for key in keys)
    found = GrownUps(born, number, relation, year)
    if relation < 0:
        return found
    below = sheet.rows[heading.last + 1 :]
    return replace(found, has_heads=any(found.relation(row) == HOUSEHOLDER for row in below))
