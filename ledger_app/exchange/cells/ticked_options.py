"""Which of the options that have a column each is ticked in a row: √ under 男 or under 女."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.codes import Code, code_list, fold
from ledger_app.catalogue.meanings import YES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.row_problem import LEFT_OUT
from ledger_app.exchange.reading.workbook import Cell

_MARKS = frozenset("○●◎〇■◆★▲△*v+") | {"选", "打勾"}
_NO_MARKS = frozenset({"", "/", "-", "—", "x", "□", "☐", "0.0"})


def ticked_rows(
    field: Field, columns: Sequence[tuple[str, Sequence[Cell]]]
) -> tuple[list[str | None], dict[int, str]]:
    """Return the code ticked in each row and, by row, what cannot be told; `columns` by code."""
    codes = [code for code, _cells in columns]
    values, problems = [], {}
    for at, cells in enumerate(zip(*(cells for _code, cells in columns), strict=True)):
        value, problem = ticked(field, list(zip(codes, cells, strict=True)))
        values.append(value)
        if problem:
            problems[at] = problem
    return values, problems


def ticked(field: Field, cells: Sequence[tuple[str, Cell]]) -> tuple[str | None, str]:
    """Return the code whose cell is ticked and a sentence on what cannot be told; `cells` by code.

    Several codes, joined by commas, only where the field takes several.
    """
    known = code_list(field.codes or "yesno")
    codes = {code.value: code for code in known.codes}
    marked, unread = [], []
    for value, cell in cells:
        told = _is_ticked(cell, codes[value])
        if told is None:
            unread.append(as_text(cell).strip())
        elif told:
            marked.append(value)
    if unread:
        return None, f"“{field.label}”各栏里应当打勾，看不懂“{unread[0][:20]}”{LEFT_OUT}"
    # Two ticks where one is possible: neither is surer than the other.
    if len(marked) > 1 and field.kind is not Kind.CODES:
        names = "”“".join(codes[value].name for value in marked)
        return None, f"“{field.label}”同时勾了“{names}”，没有导入，请核对。"
    return ",".join(marked) or None, ""


def _words(option: Code) -> list[str]:
    """Return what an option is called in words: × under 否 is no tick, and no 否 for sure."""
    return [name for name in (option.name, *option.aliases) if "\u4e00" <= name[0] <= "\u9fff"]


def _is_ticked(cell: Cell, option: Code) -> bool | None:
    """Tell whether a cell ticks its option; None when it says something else."""
    text = fold(as_text(cell))
    if text in _NO_MARKS:
        return False
    if text in _MARKS or any(text == fold(name) for name in _words(option)):
        return True
    said = code_list("yesno").find(text)
    return said.value == YES if said else None
