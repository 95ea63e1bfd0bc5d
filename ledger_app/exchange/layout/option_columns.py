"""Options with a column each: 性别 over 男 and 女, 是否寄宿 over 是 and 否, one of them ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import Code, code_list, fold
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.cell_values import LEFT_OUT
from ledger_app.exchange.layout.heading_words import Meaning, Use, is_person, meaning_of, option_of
from ledger_app.exchange.reading.workbook import Cell

_SEX = meaning_of("性别")
_SUMS = re.compile("人数|其中|合计|小计|总计")
_MARKS = frozenset("○●◎〇■◆★▲△*v+") | {"选", "打勾"}
_NO_MARKS = frozenset({"", "/", "-", "—", "x", "□", "☐", "0.0"})
Path = tuple[str, ...]
Option = tuple[Field, str]  # a field and one of its codes


def with_options(paths: Sequence[Path], meanings: Sequence[Meaning]) -> list[Meaning]:
    """Return the meanings of columns, those that are options of one field beside each other told.

    `paths` are the heading's texts from the outermost row in. A lone option is none: 男 under 性别
    may be the first child's.
    """
    options = [_under_its_field(path) for path in paths]
    if _SEX not in meanings:
        options = [option or _bare_sex(path) for option, path in zip(options, paths, strict=True)]
    return [
        Meaning(Use.OPTION, option[0], option[1])
        if option and _has_neighbour(options, at, option)
        else meaning
        for at, (option, meaning) in enumerate(zip(options, meanings, strict=True))
    ]


def _under_its_field(path: Path) -> Option | None:
    texts = [text for text in dict.fromkeys(path) if text]
    return option_of(texts[-2], texts[-1]) if len(texts) > 1 else None


def _bare_sex(path: Path) -> Option | None:
    """Return 男 or 女 as an option though nothing above says 性别; not of sums, nor of parents."""
    *groups, last = [text for text in dict.fromkeys(path) if text] or [""]
    if fold(last) not in ("男", "女") or any(_SUMS.search(g) or is_person(fold(g)) for g in groups):
        return None
    return option_of("性别", last)


def _has_neighbour(options: Sequence[Option | None], at: int, option: Option) -> bool:
    beside = [options[place] for place in (at - 1, at + 1) if 0 <= place < len(options)]
    return any(other and other[0] is option[0] and other[1] != option[1] for other in beside)


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
    return said.value == "1" if said else None
