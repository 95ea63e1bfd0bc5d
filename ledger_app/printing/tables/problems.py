"""Whom a row is about, and the cells that a report can't do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.catalogue import TABLES, Need
from ledger_app.printing.problems import SheetProblem, SheetProblemKind, Who
from ledger_app.printing.tables.sheet import NAME_SOURCES, PrintedTable

NAMES, NUMBERS = NAME_SOURCES, ("身份证号", "student.id_no")
# Composed columns that a ledger cannot do without; for single fields the catalogue knows.
NEEDED = frozenset(
    {"学校", "年级", "年级班级", "身份证号", "出生年月", "户籍地", "家庭住址", "监护人"}
    | {"监护人电话", "监护人及电话", "辍学原因", "现去向", "包保责任人", "帮扶责任人及电话"}
    | {"重点关注类别"}
)
# Their needs are those of the file or of the school, not of this paper.
NOT_ASKED = ("school", "school_class", "placement")


def about(sheet: PrintedTable, text: str) -> Who:
    """Return whom the first row with this cell is about."""
    row = next((row for row in sheet.rows if text in row), None)
    return Who() if row is None else _who(sheet, row)


def empty_cells(sheet: PrintedTable) -> Iterator[SheetProblem]:
    """Yield the rows that lack what the paper is for."""
    needed = [at for at, column in enumerate(sheet.columns) if _is_needed(column.source)]
    for row in sheet.rows:
        missing = [sheet.columns[at].caption for at in needed if not row[at].strip()]
        if missing:
            who = _who(sheet, row)
            said = f"{who.name}：缺 {'、'.join(missing)}"
            yield SheetProblem(SheetProblemKind.EMPTY, said, who)


def _who(sheet: PrintedTable, row: Sequence[str]) -> Who:
    places = (_place(sheet, NAMES), _place(sheet, NUMBERS))
    return Who(*("" if at is None else row[at] for at in places))


def _place(sheet: PrintedTable, sources: tuple[str, ...]) -> int | None:
    places = (at for at, column in enumerate(sheet.columns) if column.source in sources)
    return next(places, None)


def _is_needed(source: str) -> bool:
    if source in NEEDED:
        return True
    table, _, key = source.partition(".")
    if table in NOT_ASKED or table not in TABLES:
        return False
    return TABLES[table].field(key).need in (Need.FILE, Need.PRINT)
