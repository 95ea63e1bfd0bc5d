"""Whom a row is about, and the cells that a report can't do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.catalogue import TABLES, Kind, Need
from ledger_app.domain.telling.place_names import is_bare_code
from ledger_app.printing.problems import SheetProblem, SheetProblemKind, Who, unknown_place
from ledger_app.printing.tables.sheet import NAME_SOURCES, PrintedTable

NAMES, NUMBERS = NAME_SOURCES, ("身份证号", "student.id_no")
# Composed columns that a ledger cannot do without; for single fields the catalogue knows.
NEEDED = frozenset(
    {"学校", "年级", "年级班级", "身份证号", "出生年月", "户籍地", "家庭住址", "监护人"}
    | {"监护人电话", "监护人及电话", "辍学原因", "现去向", "包保责任人", "帮扶责任人及电话"}
    | {"重点关注类别"}
)
PLACES = ("户籍地", "户口所在地及代码", "出生地及代码")
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


def gaps(sheet: PrintedTable) -> Iterator[SheetProblem]:
    """Yield what is missing: cells, and names of places."""
    yield from empty_cells(sheet)
    yield from _unknown_places(sheet)


def _unknown_places(sheet: PrintedTable) -> Iterator[SheetProblem]:
    places = [at for at, column in enumerate(sheet.columns) if _is_place(column.source)]
    found: dict[str, list[Who]] = {}
    for row in sheet.rows if places else ():
        for at in places:
            if is_bare_code(row[at]):
                found.setdefault(row[at], []).append(_who(sheet, row))
    for code, whose in found.items():
        text = unknown_place(code, [who.name for who in whose])
        yield SheetProblem(SheetProblemKind.REGION, text, whose[0])


def _is_place(source: str) -> bool:
    table, _, key = source.partition(".")
    if table not in TABLES:
        return source in PLACES
    return TABLES[table].field(key).kind is Kind.REGION


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
