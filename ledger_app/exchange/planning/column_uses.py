"""What the columns of a workbook were taken for: shown in the preview, kept with the import."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_app.exchange.cells.people.responsible_columns import is_name
from ledger_app.exchange.cells.row_problem import ProblemKind, RowProblem
from ledger_app.exchange.layout.assignment import NOT_TAKEN
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.heading_words import Use, written_caption
from ledger_app.exchange.layout.headings import ListColumn, Sureness
from ledger_app.exchange.planning.import_plan import ColumnUse, ListHead, UnmappedColumn
from ledger_app.exchange.reading.workbook import cell_text

_NO_NAME = "是包保责任人的，可是没有哪一列是他的姓名，没有地方放"


def mapping(lists: list[ChildList]) -> tuple[ColumnUse, ...]:
    """Return what each column was taken for, once where lists of a sheet share a heading."""
    found: dict[tuple[str, ...], ColumnUse] = {}
    for children in lists:
        for use in _uses(children):
            key = (use.sheet, use.letter, use.heading, use.use, use.label)
            # The second list of a sheet may have cells where the first had none to show.
            if key not in found or not found[key].sample:
                found[key] = use
    return tuple(found.values())


def _uses(children: ChildList) -> Iterable[ColumnUse]:
    for column in children.heading.columns:
        cells = (cell for row in children.rows if (cell := row[column.index]) != "")
        sample = next((text for cell in cells if (text := cell_text(cell).strip())), "")
        meaning = column.meaning
        if meaning.use is Use.BLANK and not sample:
            continue
        key = meaning.field.key if meaning.field else ""
        label = meaning.member + (meaning.field.label if meaning.field else "")
        if meaning.use in (Use.BIRTH_PART, Use.OPTION, Use.ADDRESS_PART, Use.RESPONSIBLE):
            label = written_caption(column.heading, meaning)
        letter = children.letter(column.index)
        yield ColumnUse(
            children.sheet,
            letter,
            column.heading,
            meaning.use.value,
            key,
            label,
            sample[:60],
            column.sure.value,
            column.doubt,
            column.choices,
            _taken_for(column),
        )


def _taken_for(column: ListColumn) -> str:
    """Return what a column is taken for in words that mean it by themselves, "" if not known."""
    if column.meaning.counts:
        return written_caption(column.heading, column.meaning)
    return NOT_TAKEN if column.sure is Sureness.SAID or column.meaning.use is Use.KNOWN else ""


def unmapped(lists: list[ChildList]) -> Iterable[UnmappedColumn]:
    """Give the columns that are not imported, once for each sheet, with how much they hold."""
    counts: dict[tuple[str, str, str, str], int] = {}
    for children in lists:
        columns = children.heading.columns
        named = {column.meaning.member for column in columns if is_name(column)}
        for column in columns:
            nobody = column.meaning.use is Use.RESPONSIBLE and column.meaning.member not in named
            if column.meaning.use in (Use.UNKNOWN, Use.BLANK) or nobody:
                held = _held(children, column.index)
                letter = children.letter(column.index)
                doubt = _NO_NAME if nobody else column.doubt
                key = (children.sheet, letter, column.heading, doubt)
                counts[key] = counts.get(key, 0) + held
    for (sheet, letter, heading, doubt), count in counts.items():
        if heading or count:
            yield UnmappedColumn(sheet, letter, heading or "（没有标题）", count, doubt)


def _held(children: ChildList, at: int) -> int:
    """Count the cells of a column that hold something; most of an unknown one are empty."""
    cells = (cell for row in children.rows if (cell := row[at]) != "")
    return sum(cell_text(cell).strip() != "" for cell in cells)


def left_columns(columns: Iterable[UnmappedColumn]) -> list[RowProblem]:
    """Say which columns hold something that is not imported, and why."""
    return [
        RowProblem(
            left.sheet,
            0,
            left.heading,
            f"{_place(left)}{left.doubt or '没有对应的项目'}，{left.count} 格没有导入。",
            ProblemKind.LEFT_OUT,
            letter=left.letter,
        )
        for left in columns
        if left.count
    ]


def _place(left: UnmappedColumn) -> str:
    return f"第 {left.letter} 列" if left.letter else ""  # a form has no such column


def list_head(children: ChildList) -> ListHead:
    """Return titles and headings of a list, as kept for the workbook of failed rows."""
    headings = tuple(written_caption(c.heading, c.meaning) for c in children.heading.columns)
    return ListHead(children.sheet, children.context.titles, headings)
