"""What of a row no reader took and nothing was said of: a second column of one thing that says
otherwise, an error in a column of classes, cells of a row that goes on about the child above.

Every filled cell of a child's row ends stored, ignored by a rule (无, a dash, a running number,
codes that a template fills in for nobody) or named: design §7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.column_values import DITTO, ditto_text, fault_text, says_nothing
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.layout.heading_words import GUARDIAN_KEYS, Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell, is_fault

# Of these the first filled column of a row counts; all others are read one by one.
_FIRST_COUNTS = (Use.GRADE_CLASS, Use.SCHOOL_CODE, Use.SCHOOL_NAME)
_FIRST_KEYS = ("id_no", "birth_date", "grade", "class_no")
# Readers of single cells say what is wrong with them; these take texts and skip what is none.
_SKIPPING_KEYS = ("grade", "class_no")
_SKIPPING = (*_FIRST_COUNTS, Use.BIRTH_PART)


def name_the_rest(cells: ListCells) -> None:
    """Say of each cell that nobody took that it was not imported."""
    groups = [cells.columns(use) for use in _FIRST_COUNTS]
    groups += [cells.with_key(key) for key in _FIRST_KEYS]
    for columns in groups:
        if len(columns) > 1:
            _name_differing(cells, columns)
    if cells.with_key("birth_date"):
        for column in cells.columns(Use.BIRTH_PART):
            _name_filled(cells, column, "已按出生日期一栏读")
    for column in cells.children.heading.columns:
        if _skips_faults(column):
            _name_faults(cells, column)


def _skips_faults(column: ListColumn) -> bool:
    field, use = column.meaning.field, column.meaning.use
    by_key = use is Use.STUDENT and field is not None and field.key in _SKIPPING_KEYS
    return use in _SKIPPING or by_key


def _name_faults(cells: ListCells, column: ListColumn) -> None:
    raws = cells.cells[column.index]
    # Nearly no column has one: a set of its few values tells at once.
    said = {raw: text for raw in set(raws) if (text := _no_content(raw))}
    for at, raw in enumerate(raws if said else ()):
        if raw in said:
            cells.note(at, column, said[raw], ProblemKind.LEFT_OUT)


def _no_content(raw: Cell) -> str:
    if is_fault(raw):
        return fault_text(str(raw))
    return ditto_text(raw) if isinstance(raw, str) and raw in DITTO else ""


def _name_differing(cells: ListCells, columns: Sequence[ListColumn]) -> None:
    """Say where a later column of one thing says otherwise than the one that was taken."""
    same = _compared_as(cells, columns[0])
    for at in range(cells.count):
        taken: object = None
        for column in columns:
            raw = cells.cells[column.index][at]
            if _is_empty(raw):
                continue
            if taken is None:
                taken = same(raw)
            elif same(raw) != taken:
                said = f"“{column.heading}”有不止一列，这一列写着“{_shown(raw)}”"
                text = f"{said}，与前面的不同{LEFT_OUT}"
                cells.note(at, column, text, ProblemKind.LEFT_OUT)


def _compared_as(cells: ListCells, column: ListColumn) -> Callable[[Cell], object]:
    key = column.meaning.field.key if column.meaning.field else ""
    if key == "id_no":
        return lambda raw: cells.known.read_id(raw)[:4]
    if key == "birth_date" and column.meaning.field:
        known = cells.known.of_field("student", column.meaning.field)
        return lambda raw: known[raw]
    return lambda raw: fold(as_text(raw))


def _name_filled(cells: ListCells, column: ListColumn, why: str) -> None:
    for at, raw in enumerate(cells.cells[column.index]):
        if not _is_empty(raw):
            text = f"“{_shown(raw)}”没有另外记，{why}。"
            cells.note(at, column, text, ProblemKind.CHECK, "birth_date")


def _is_empty(raw: Cell) -> bool:
    return raw == "" or (isinstance(raw, str) and (not raw.strip() or says_nothing(raw)))


def _shown(raw: Cell) -> str:
    text = " ".join(as_text(raw).split())
    return text if len(text) <= 20 else text[:20] + "…"


def untaken_below(
    cells: ListCells, row: Sequence[Cell], first: Sequence[Cell]
) -> list[tuple[ListColumn, str]]:
    """Return the columns in which a row that goes on about the child of row `first` says of it
    what that one does not, and what. Only people are taken from it.
    """
    found = []
    for column in cells.children.heading.columns:
        raw = row[column.index]
        if _is_empty(raw) or not column.meaning.counts or _tells_of_people(column):
            continue
        above = first[column.index]
        if fold(as_text(raw)) != fold(as_text(above)):
            found.append((column, _shown(raw)))
    return found


def _tells_of_people(column: ListColumn) -> bool:
    field = column.meaning.field
    told_of = field is not None and field.key in GUARDIAN_KEYS
    return column.meaning.use in (Use.MEMBER, Use.RESPONSIBLE) or told_of
