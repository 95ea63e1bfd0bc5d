"""Fit a table's columns to a paper: widths by what stands in them, else parts side by side.

On a paper smaller than its own a form first leaves out what is empty in every row. Where the rest
finds no room, or would stand in columns too narrow to read well, the table is parted: each part
has the number and the name again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ledger_app.printing.model import Paper
from ledger_app.printing.tables.measuring import Need, Sample, lines_mm, needs, sample_of
from ledger_app.printing.tables.sharing import Heights, shared, total_mm
from ledger_app.printing.tables.sheet import (
    NAME_SOURCES,
    NUMBER_SOURCE,
    PrintedColumn,
    PrintedTable,
    TablePart,
)

WORTH_PARTING = 0.8  # a further part is made if it needs so much less height
HEAD_MM = 55.0  # of a page that rows have not: titles, captions, margins
WHOLE_MM = 0.1  # a column with so little to gain breaks none of its texts
CLOSER = 0.15  # how far a cut may move to fall between two groups of columns


@dataclass(frozen=True)
class _Fit:
    """Columns by their places in the table, what they need, and the paper's measures."""

    columns: Sequence[PrintedColumn]
    needs: list[Need]
    keys: tuple[int, ...]
    room: float
    heights: Heights


def fitted(table: PrintedTable, *, is_own_paper: bool) -> PrintedTable:
    """Return the table with its parts, each with the widths of its columns (mm)."""
    paper = readable(table.paper)
    table = replace(table, paper=paper)
    sample = sample_of(table.rows)
    empty = () if is_own_paper else _empty(table)
    shown = [at for at in range(len(table.columns)) if at not in empty]
    found = needs(table.columns, table.rows, sample, paper.font_pt, is_own_paper)
    fit = _Fit(table.columns, found, _keys(table, shown), _room(paper), _heights(paper, sample))
    parts = _best(fit, shown, paper, is_own_paper=is_own_paper)
    if empty:
        named = "、".join(table.columns[at].full_caption for at in empty)
        table = replace(table, notes=(*table.notes, f"未填：{named}。"))
    return replace(table, parts=parts)


def readable(paper: Paper) -> Paper:
    """Return the paper with letters that can be read."""
    return replace(paper, font_pt=max(paper.font_pt, paper.least_pt))


def _room(paper: Paper) -> float:
    _, right, _, left = paper.margins_mm
    return paper.size_mm[0] - left - right


def _heights(paper: Paper, sample: Sample) -> Heights:
    return Heights(paper.row_mm, lines_mm(paper.font_pt), sample.weights)


def _empty(table: PrintedTable) -> tuple[int, ...]:
    """Return the columns without a text in any row; those left to the pen are not meant."""
    if not table.rows:  # a report of nothing keeps the whole form
        return ()
    filled: set[int] = set()
    places = range(len(table.columns))
    for row in table.rows:
        filled.update(at for at in places if at not in filled and row[at].strip())
    return tuple(at for at in places if at not in filled and table.columns[at].source)


def _keys(table: PrintedTable, shown: Sequence[int]) -> tuple[int, ...]:
    """Return the columns that every part has: the number and the name."""
    numbers = [at for at in shown if table.columns[at].source == NUMBER_SOURCE]
    names = [at for at in shown if table.columns[at].source in NAME_SOURCES]
    return (*numbers[:1], *names[:1])


def _best(
    fit: _Fit, shown: list[int], paper: Paper, *, is_own_paper: bool
) -> tuple[TablePart, ...]:
    """Return as few parts as can be read; on another paper one more if that saves much of it."""
    page = paper.size_mm[1] - HEAD_MM
    best: tuple[float, tuple[TablePart, ...]] | None = None
    for count in range(1, len(shown) + 1):
        parts = _parted(fit, shown, count)
        if parts is None:
            continue
        pages = sum(_height(fit, part) for part in parts) / page + 0.1 * count
        if best and pages > WORTH_PARTING * best[0]:
            break
        best = (pages, parts)
        if is_own_paper:  # a form stays one table if it can
            break
    if best is None:  # a single column wider than the paper
        return (_part(fit, shown),)
    return best[1]


def _height(fit: _Fit, part: TablePart) -> float:
    return total_mm([fit.needs[at] for at in part.columns], part.widths_mm, fit.heights)


def _parted(fit: _Fit, shown: list[int], count: int) -> tuple[TablePart, ...] | None:
    """Return so many parts, None if a column would be too narrow in one of them."""
    rest = [at for at in shown if at not in fit.keys]
    if count == 1:
        return _one_part(fit, shown)
    if count > len(rest):
        return None
    groups = [[*fit.keys, *members] for members in _cut(fit, rest, count)]
    if any(sum(fit.needs[at].least for at in group) > fit.room for group in groups):
        return None
    return tuple(_part(fit, group) for group in groups)


def _one_part(fit: _Fit, shown: list[int]) -> tuple[TablePart, ...] | None:
    """Return all columns in one part, a little tighter than they should be if need be."""
    # First those whose texts are broken anyway: 七年|级 helps nobody beside a long address.
    broken = [at for at in shown if fit.needs[at].most > fit.needs[at].least + WHOLE_MM]
    for tight in ([], broken, shown):
        tighter = [
            replace(need, least=need.tight) if at in tight else need
            for at, need in enumerate(fit.needs)
        ]
        if sum(tighter[at].least for at in shown) <= fit.room:
            return (_part(replace(fit, needs=tighter), shown),)
    return None


def _part(fit: _Fit, columns: list[int]) -> TablePart:
    widths = shared([fit.needs[at] for at in columns], fit.room, fit.heights)
    return TablePart(tuple(columns), tuple(round(width, 3) for width in widths))


def _cut(fit: _Fit, rest: list[int], count: int) -> list[list[int]]:
    """Cut the columns in their order into like wide parts, between groups of columns if near."""
    found = [fit.needs[at] for at in rest]
    keys = sum(fit.needs[at].least for at in fit.keys)
    # As wide as they would be on one paper as wide as all parts together.
    widths = shared(found, count * (fit.room - keys), fit.heights)
    ends = list(accumulate(widths))
    cuts = [0]
    for number in range(1, count):
        wanted = ends[-1] * number / count
        places = range(cuts[-1] + 1, len(rest) - (count - number) + 1)
        near = min((_distance(fit, rest, ends, at, wanted, count), at) for at in places)[1]
        cuts.append(near)
    return [rest[start:end] for start, end in zip(cuts, (*cuts[1:], len(rest)), strict=True)]


def _distance(
    fit: _Fit, rest: list[int], ends: list[float], at: int, wanted: float, count: int
) -> float:
    before, after = fit.columns[rest[at - 1]].group, fit.columns[rest[at]].group
    inside = CLOSER * ends[-1] / count if before and before == after else 0.0
    return abs(ends[at - 1] - wanted) + inside
