"""Sheets with a form for each child, or a card: read where every pair is plain, else refused.

A form becomes a row of a list: its captions are the heading, the family below are 家庭成员1, 2 …
Example: 姓名 | 王刚 | 性别 | 男 over 姓名 | 关系 | 电话 over 王大山 | 父亲 | 138…
→ heading 姓名, 性别, 家庭成员1姓名, 家庭成员1关系, 家庭成员1电话; one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger_app.exchange.layout.heading_words import meaning_of
from ledger_app.exchange.layout.rows.form_cells import (
    LOOKED_AT,
    Form,
    Shown,
    family_columns,
    fits,
    inline,
    is_caption,
    is_name,
    is_name_caption,
    pairs_of,
    shown_cells,
)
from ledger_app.exchange.reading.patience import go_on
from ledger_app.exchange.reading.workbook import Cell, Worksheet

FORM_REFUSED = "像是一人一张的登记表，读不准"
_LEAST = 3  # things of the child that a form has to tell to be read
_MOST_MEMBERS = 6
_LOOKED_AT = 14  # rows of a form in which values have to fit their captions


class FormSheet(NamedTuple):
    """A sheet of forms as a list: the heading is its first row. `rows_at` says where each stands.

    `titles` are the rows above the first form; `refused` says why the forms are not read.
    """

    sheet: Worksheet
    rows_at: tuple[int, ...]
    titles: list[list[Cell]]
    refused: str = ""


def form_sheet(sheet: Worksheet) -> FormSheet | None:
    """Return what a sheet of forms or cards holds, None where it has none."""
    if not any(_begins(row) for row in _shown_quickly(sheet)):
        return None
    shown = shown_cells(sheet)
    starts = [at for at, row in enumerate(shown) if _begins(row)]
    if not starts:
        return None
    lead = _rows_ahead(shown, starts[0])
    titles = [list(cells) for cells in sheet.rows[: starts[0] - lead]]
    cards = _cards(shown, starts[0])
    if cards is not None:
        return _as_list(sheet, cards, titles)
    if not _is_form(shown, starts[0]):
        return None
    ends = [*(at - lead for at in starts[1:]), len(shown)]
    forms = [_form(shown, at, at - lead, end) for at, end in zip(starts, ends, strict=True)]
    return _as_list(sheet, forms, titles)


def _shown_quickly(sheet: Worksheet) -> list[list[Shown]]:
    return [list(enumerate(cells)) for cells in sheet.rows[:LOOKED_AT] if _has_name(cells)]


def _has_name(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and "名" in cell and len(cell) <= 40 for cell in cells)


def _begins(row: Sequence[Shown]) -> bool:
    """Tell whether the caption of the name and a name behind it stand in a row."""
    filled = [cell for _, cell in row if str(cell).strip()]
    for cell in filled:
        beside = inline(cell)
        if beside and is_name_caption(beside[0]) and is_name(beside[1]):
            return True
    return any(
        is_name_caption(filled[at]) and is_name(filled[at + 1]) for at in range(len(filled) - 1)
    )


def _is_form(shown: Sequence[Sequence[Shown]], start: int) -> bool:
    """Tell whether captions and values take turns from the row of a name on: in no list they do.

    At least two values have to be what their captions ask for, and twice as many as are not: a
    wrong date in a form is said when it is read.
    """
    told = [
        fits(caption, value)
        for row in shown[start : start + _LOOKED_AT]
        if not family_columns(row)
        for caption, value in pairs_of(row)
    ]
    return told.count(True) >= max(2, 2 * told.count(False))


def is_family_of_a_form(sheet: Worksheet, heading_row: int) -> bool:
    """Tell whether 姓名 | 关系 | 电话 is the heading of the family in a form that is not read."""
    if not family_columns(list(enumerate(sheet.rows[heading_row]))):
        return False
    top = shown_cells(replace(sheet, rows=sheet.rows[:heading_row]))
    above = [
        caption
        for row in top[max(0, heading_row - _LOOKED_AT) :]
        for caption, value in pairs_of(row)
        if fits(caption, value) or (is_name_caption(caption) and str(value).strip())
    ]
    return len(above) >= 2


def _cards(shown: Sequence[Sequence[Shown]], start: int) -> list[Form] | None:
    """Return the children of a list lying on its side: captions in one column, a child a column."""
    row = [(column, cell) for column, cell in shown[start] if str(cell).strip()]
    if not is_name_caption(row[0][1]) or len(row) < 3 or not all(is_name(c) for _, c in row[1:]):
        return None
    forms = {column: Form(start) for column, _ in row[1:]}
    told: list[bool | None] = []
    for cells in shown[start:]:
        go_on()
        by_column = dict(cells)
        caption = by_column.get(row[0][0], "")
        if not str(caption).strip():
            continue
        for column, form in forms.items():
            value = by_column.get(column, "")
            told.append(fits(str(caption).strip(), value))
            form.add(str(caption).strip(), value)
    fitting = told.count(True) >= max(len(forms), 2 * told.count(False))
    return list(forms.values()) if fitting else None


def _rows_ahead(shown: Sequence[Sequence[Shown]], start: int) -> int:
    """Return how many rows right above the first name are pairs of its form: 班级 | 2班."""
    ahead = 0
    while ahead < start and any(
        meaning_of(caption).counts and str(value).strip()
        for caption, value in pairs_of(shown[start - ahead - 1])
    ):
        ahead += 1
    return ahead


def _form(shown: Sequence[Sequence[Shown]], named: int, start: int, end: int) -> Form:
    """Return the form in rows `start` to before `end` whose name stands in row `named`."""
    form, table, members = Form(named), dict[int, str](), 0
    for at in range(start, end):
        go_on()
        row = shown[at]
        heading = family_columns(row) if at > named else {}
        if heading:
            table = heading
        elif table and members < _MOST_MEMBERS and _is_member(row, table):
            members += 1
            for column, cell in row:
                if table.get(column):
                    form.add(f"家庭成员{members}{table[column]}", cell)
        else:
            table = table if not any(str(cell).strip() for _, cell in row) else {}
            for caption, value in pairs_of(row):
                form.add(caption, value)
    return form


def _is_member(row: Sequence[Shown], table: dict[int, str]) -> bool:
    """Tell whether a row under the heading of the family is somebody's: no captions in it."""
    filled = [(column, cell) for column, cell in row if str(cell).strip()]
    inside = [column for column, _ in filled if column in table]
    captions = sum(
        is_caption(cell) for column, cell in filled if "关系" not in table.get(column, "")
    )
    return len(inside) >= 2 and captions == 0


def _as_list(sheet: Worksheet, forms: Sequence[Form], titles: list[list[Cell]]) -> FormSheet:
    captions = list(dict.fromkeys(caption for form in forms for caption in form.pairs))
    rows: list[list[Cell]] = [[text for text, _number in captions]]
    rows += [[form.pairs.get(caption, "") for caption in captions] for form in forms]
    flat = Worksheet(sheet.name, rows, hidden=sheet.hidden)
    told = min(sum(meaning_of(text).counts for text, _number in form.pairs) for form in forms)
    refused = "" if told >= _LEAST else FORM_REFUSED
    return FormSheet(flat, tuple(form.row for form in forms), titles, refused)
