"""Lists printed beside each other: 序号 姓名 电话 | 序号 姓名 电话, and sums at their right.

A class list is often folded in two to fit on one page. Each half is read as a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.class_names import NOTHING, class_of
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn, ListHeading
from ledger_app.exchange.reading.workbook import Cell, Worksheet

_SUMS = re.compile(r"人数|合计|小计|总计|总数")
Span = tuple[int, int]  # first column and the one after the last, from 0


def spans(heading: ListHeading, width: int) -> list[Span]:
    """Return the columns of each list under one heading row; a single span if there is one list."""
    columns = [column for column in heading.columns if column.heading]
    names = _repeated_names(columns)
    if len(names) < 2:
        return [(0, _end_of_list(heading, width))]
    starts = [0, *(_start(columns, before, name) for before, name in pairwise(names))]
    ends = [*starts[1:], width]
    return list(zip(starts, ends, strict=True))


def _repeated_names(columns: Sequence[ListColumn]) -> list[ListColumn]:
    """Return the name columns that begin a list each, if a list is there more than once."""
    name = next((column for column in columns if _is_name(column)), None)
    if name is None:
        return []
    same = [column for column in columns if fold(column.heading) == fold(name.heading)]
    if len(same) < 2:
        return []
    # Lists folded in two repeat their captions; a second 姓名 among others is a parent's.
    first, second = (_captions_until_next(columns, same, at) for at in (0, 1))
    return same if second <= first or first <= second else []


def _is_name(column: ListColumn) -> bool:
    field = column.meaning.field
    return column.meaning.use is Use.STUDENT and field is not None and field.key == "name"


def _captions_until_next(
    columns: Sequence[ListColumn], names: Sequence[ListColumn], number: int
) -> frozenset[str]:
    """Return what stands right of a name and, but for the last list, left of the next one's."""
    start = names[number].index
    ends = [name.index for name in names[number + 1 :]]
    found = [
        fold(column.heading)
        for column in columns
        if start <= column.index and (not ends or column.index < ends[0])
    ]
    first_caption = fold(columns[0].heading)
    return frozenset(text for text in found if text != first_caption)


def _start(columns: Sequence[ListColumn], before: ListColumn, name: ListColumn) -> int:
    """Return where the list of `name` begins: at its first column's caption, else at the name."""
    first_caption = fold(columns[0].heading)
    between = [column for column in columns if before.index < column.index <= name.index]
    return next(
        (column.index for column in between if fold(column.heading) == first_caption), name.index
    )


def _end_of_list(heading: ListHeading, width: int) -> int:
    """Return where a table of sums begins at the right of an empty column, else the width."""
    named = [column.index for column in heading.columns if _identifies(column)]
    for column in heading.columns:
        if column.heading or column.index < max(named, default=width):
            continue
        right = [other.heading for other in heading.columns if other.index > column.index]
        if any(_SUMS.search(fold(text)) for text in right):
            return column.index
    return width


def _identifies(column: ListColumn) -> bool:
    meaning = column.meaning
    return (
        meaning.use is Use.STUDENT
        and meaning.field is not None
        and meaning.field.key in ("name", "id_no", "register_no")
    )


def only(sheet: Worksheet, first_row: int, found: Sequence[Span], span: Span) -> Worksheet:
    """Return the sheet with everything beside these columns blanked from `first_row` down.

    Above it only where the lists (`found`) have titles of their own: 一(1)班 | 一(2)班.
    """
    start, end = span
    width = max(map(len, sheet.rows), default=0)
    left, right = [""] * start, [""] * (width - end)
    rows = [
        [*left, *cells[start:end], *right]
        if at >= first_row or _titles_each(cells, found)
        else cells
        for at, cells in enumerate(sheet.rows)
    ]
    merged = tuple(
        one for one in sheet.merged if one[0] < first_row or (start <= one[1] and one[3] < end)
    )
    return replace(sheet, rows=rows, merged=merged)


def _titles_each(cells: Sequence[Cell], found: Sequence[Span]) -> bool:
    """Tell whether a row above the lists names classes over more than one of them."""
    naming = [
        any(isinstance(cell, str) and class_of(cell) != NOTHING for cell in cells[start:end])
        for start, end in found
    ]
    return naming.count(True) > 1
