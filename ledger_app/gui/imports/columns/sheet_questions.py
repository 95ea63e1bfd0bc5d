"""What is open of each sheet: columns nobody knows, rows that are hidden, no list at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger_app.actions.import_workbook import column_letter
from ledger_app.actions.imports.open_questions import unanswered
from ledger_app.actions.rehearsing.rehearsal import Rehearsal
from ledger_app.actions.rehearsing.said_columns import (
    Assignment,
    ColumnUse,
    SheetAssignment,
    Sureness,
    wanting,
)
from ledger_app.domain import values
from ledger_app.gui.imports.columns.column_lines import (
    NO_HEADING,
    set_aside,
    sureness,
    taken_for,
    uses_of,
)

NAMED = 6  # columns named in the sentence


@dataclass(frozen=True)
class SheetState:
    """What is asked of a sheet: names of the children in its hidden and struck-out rows, whether
    it is hidden itself or a filter hides them; the sentence under it, whether it is a warning."""

    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    is_hidden: bool = False
    is_filtered: bool = False
    sentence: str = ""
    is_open: bool = False


def sheet_names(rehearsal: Rehearsal, said: Assignment) -> list[str]:
    """Return the sheets as they are offered: with how many columns are asked, or without a list."""
    plan = rehearsal.plan
    listed = {head.sheet for head in plan.lists} if plan is not None else set()
    counts: dict[str, int] = {}
    for use in wanting(plan) if plan is not None else ():
        if not taken_for(use, said.of(use.sheet)):
            counts[use.sheet] = counts.get(use.sheet, 0) + 1
    rows = {each.sheet for each in unanswered(plan, said)} if plan is not None else set()
    return [
        _sheet_name(sheet.name, counts.get(sheet.name, 0), sheet.name in listed, sheet.name in rows)
        for sheet in rehearsal.workbook.sheets
    ]


def _sheet_name(name: str, count: int, has_list: bool, asks_rows: bool) -> str:
    if not has_list:
        return f"{name}（没有名单）"
    told = (f"{count} 列没有定" if count else "", "有行没有答复" if asks_rows else "")
    return f"{name}（{'，'.join(filter(None, told))}）" if any(told) else name


def state_of(rehearsal: Rehearsal, name: str, said: Assignment) -> SheetState:
    """Return what is open of a sheet."""
    sheet = next((each for each in rehearsal.workbook.sheets if each.name == name), None)
    uses = uses_of(rehearsal.plan, name)
    if sheet is None:
        return SheetState()
    at = next((use.letter for use in uses if use.field_key == "name" and use.use == "student"), "")
    names = [column_letter(each) for each in range(len(sheet.rows[0]) if sheet.rows else 0)]
    column = names.index(at) if at in names else -1
    sentence, is_open = _sentence(rehearsal, name, uses, said.of(name))
    return SheetState(
        _children(sheet.rows, sheet.hidden_rows, column),
        _children(sheet.rows, sheet.struck, column),
        sheet.hidden,
        sheet.filtered,
        sentence,
        is_open,
    )


def _children(
    rows: Sequence[Sequence[object]], numbers: Iterable[int], column: int
) -> tuple[str, ...]:
    """Return the names in these rows (from 0); rows with nothing in them are no question."""
    filled = [rows[at] for at in sorted(numbers) if at < len(rows) and any(rows[at])]
    return tuple(values.as_text(cells[column]).strip() if column >= 0 else "" for cells in filled)


def _sentence(
    rehearsal: Rehearsal, name: str, uses: list[ColumnUse], said: SheetAssignment
) -> tuple[str, bool]:
    plan = rehearsal.plan
    if not uses:
        why = dict(plan.refused_sheets).get(name, "") if plan is not None else rehearsal.no_list
        told = "" if said.skipped else "是名单的话，在左边选中它的标题行（可以几行），按 T。"
        return f"{why.rstrip('。')}。{told}" if why else told, not said.skipped
    open_uses = [use for use in wanting(plan) if use.sheet == name] if plan is not None else []
    open_uses = [use for use in open_uses if not taken_for(use, said)]
    if not open_uses:
        aside = set_aside(plan, name)
        told = f"；{_named('看得懂、没有导入的', aside)}" if aside else ""
        return f"每一列都有了着落{told}。", False
    asked = [use for use in open_uses if sureness(use, said) is Sureness.ASKED]
    parts = [_named("要问的", asked), _named("不认识的", [u for u in open_uses if u not in asked])]
    return f"{'；'.join(filter(None, parts))}。没有定的列不会导入。", True


def _named(what: str, uses: list[ColumnUse]) -> str:
    shown = "、".join(_column(use) for use in uses[:NAMED])
    more = f"等 {len(uses)} 列" if len(uses) > NAMED else ""
    return f"{what}：{shown}{more}" if uses else ""


def _column(use: ColumnUse) -> str:
    """Return a column by letter and heading; what a form says stands in no column."""
    heading = f"“{use.heading or NO_HEADING}”"
    return f"{use.letter} 列{heading}" if use.letter else heading
