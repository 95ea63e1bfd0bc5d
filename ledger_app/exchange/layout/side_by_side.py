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
from ledger_app.exchange.layout.columns.list_columns import ListColumn
from ledger_app.exchange.layout.heading_words import Use, meaning_of, read_path, written_caption
from ledger_app.exchange.layout.headings import ListHeading
from ledger_app.exchange.layout.rows.staff_lists import is_staff_caption
from ledger_app.exchange.reading.workbook import Cell, Worksheet

_SUMS = re.compile(r"人数|合计|小计|总计|总数")
SERIALS = frozenset({"序号", "编号", "序", "号", "顺序号", "no", "no."})
_LOOKED_AT = 300  # rows below
Span = tuple[int, int]  # first column and the one after the last, from 0


def spans(heading: ListHeading, sheet: Worksheet) -> list[Span]:
    """Return the columns of each list under one heading row; a single span if there is one list."""
    width = len(heading.columns)
    names = [column for column in heading.columns if _is_name(column)]
    starts = [0]
    for before, name in pairwise(names):
        start = _start(heading, sheet, before, name)
        if start and start > starts[-1]:
            starts.append(start)
    if len(starts) < 2:
        return [(0, _end_of_list(heading, width))]
    return list(zip(starts, [*starts[1:], width], strict=True))


def _is_name(column: ListColumn) -> bool:
    """Tell whether a caption is a child's name, whatever the columns before made of it."""
    meaning = read_path(tuple(column.heading.split("·"))).meaning
    key = meaning.field.key if meaning.field and meaning.use is Use.STUDENT else ""
    return key == "name" and column.meaning.use in _CHILDS


_CHILDS = (Use.STUDENT, Use.UNKNOWN)


def _start(
    heading: ListHeading, sheet: Worksheet, before: ListColumn, name: ListColumn
) -> int | None:
    """Return where another list begins with this name; None where it is a parent's name.

    Another list has a serial number of its own, or an empty column before it, or the same captions
    in whatever words; a second 姓名 among other captions is a parent's.
    """
    between = heading.columns[before.index + 1 : name.index + 1]
    serial = next((c.index for c in between if fold(c.caption) in SERIALS), None)
    if serial is not None and any(fold(c.caption) in SERIALS for c in heading.columns[:serial]):
        return serial
    gap = next((c.index for c in reversed(between) if _is_empty(c, heading, sheet)), None)
    after = _meanings(heading, name)
    if (
        gap is not None
        and any(meaning_of(each).counts for each in after)
        and not any(map(is_staff_caption, after))
    ):
        return gap + 1
    first = _meanings(heading, before)
    again = _same_caption(heading, before, between)
    first, after = first - {again}, after - {again}
    if first <= after or after <= first:
        return name.index if again is None else _index_of(between, again)
    return None


def _meanings(heading: ListHeading, name: ListColumn) -> frozenset[str]:
    """Return what stands right of a name up to the next one, each as what it would mean alone."""
    found = []
    for column in heading.columns[name.index + 1 :]:
        if _is_name(column):
            break
        if column.heading:
            found.append(_alone(column))
    return frozenset(found)


def _alone(column: ListColumn) -> str:
    meaning = meaning_of(column.caption)
    return written_caption("", meaning) if meaning.counts else fold(column.caption)


def _same_caption(
    heading: ListHeading, before: ListColumn, between: Sequence[ListColumn]
) -> str | None:
    """Return the caption before a name (学号) that stands before the next name, too."""
    first = _alone(heading.columns[before.index - 1]) if before.index else ""
    return first if first and any(_alone(c) == first for c in between) else None


def _index_of(columns: Sequence[ListColumn], alone: str) -> int:
    return next(column.index for column in reversed(columns) if _alone(column) == alone)


def _is_empty(column: ListColumn, heading: ListHeading, sheet: Worksheet) -> bool:
    """Tell whether a column has neither a heading nor a cell: it only parts two lists."""
    rows = sheet.rows[heading.last + 1 : heading.last + 1 + _LOOKED_AT]
    return not column.heading and all(row[column.index] == "" for row in rows)


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
