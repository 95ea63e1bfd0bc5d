"""What would spoil a paper before it is printed: characters without a shape, empty columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger_app.actions.printing.print_ledger import Prepared
from ledger_app.catalogue import STUDENT, TABLES, Need
from ledger_app.domain.checking import checks
from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.printable_columns import BESIDE_THE_ROW, RECORD_TABLES
from ledger_app.printing.model import PrintedTable
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup
from ledger_app.store.lists.student_files import load_file

MOST_LINES = 200
NAMES, NUMBERS = ("姓名", "student.name"), ("身份证号", "student.id_no")
# Composed columns that a ledger cannot do without; for single fields the catalogue knows.
NEEDED = frozenset(
    {"学校", "年级", "年级班级", "身份证号", "出生年月", "户籍地", "家庭住址", "监护人"}
    | {"监护人电话", "监护人及电话", "辍学原因", "现去向", "包保责任人", "帮扶责任人及电话"}
    | {"重点关注类别"}
)
_QUOTED = re.compile("“(.*)”里的")


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """One problem in words, and the child to go to; "" if it cannot be told."""

    text: str
    student: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    name: str
    number: str


def paper_problems(ledger: Ledger, prepared: Prepared) -> list[PaperProblem]:
    """Return what would spoil the paper, at most MOST_LINES lines and one that counts the rest."""
    found = _glyphs(prepared)
    if not prepared.printout.needs_student and prepared.purpose is not Purpose.NOTICE:
        found += [each for sheet in _ledgers(prepared) for each in _empty_cells(sheet)]
    shown = _named(ledger, found[:MOST_LINES])
    if prepared.printout.needs_student:
        only = prepared.student_ids[0] if len(prepared.student_ids) == 1 else ""
        shown = [PaperProblem(each.text, only) for each in shown]
        shown += _of_cards(ledger, prepared)
    if len(found) > MOST_LINES:
        rest = len(found) - MOST_LINES
        shown.append(PaperProblem(f"……另有 {rest} 条没有列出。"))
    return shown


def _ledgers(prepared: Prepared) -> list[PrintedTable]:
    return [sheet for sheet in prepared.sheets if isinstance(sheet, PrintedTable)]


def _glyphs(prepared: Prepared) -> list[_Found]:
    """Return the characters without a shape, each with the row it stands in."""
    rows = [(row, sheet) for sheet in _ledgers(prepared) for row in sheet.rows]
    found = []
    for text in prepared.problems:
        quoted = _QUOTED.search(text)
        place = next((each for each in rows if quoted and quoted[1] in each[0]), None)
        name, number = _who(place[1], place[0]) if place else ("", "")
        found.append(_Found(text, name, number))
    return found


def _of_cards(ledger: Ledger, prepared: Prepared) -> Iterator[PaperProblem]:
    for student_id in prepared.student_ids:
        file = load_file(ledger, student_id)
        problems = checks.check_row(STUDENT, file.student, prepared.on, file.student)
        for problem in (*problems, *checks.check_file(file, prepared.on)):
            if problem.severity is not Severity.NOTE:
                yield PaperProblem(f"{file.student['name']}：{problem.text}", student_id)


def _empty_cells(sheet: PrintedTable) -> Iterator[_Found]:
    needed = [at for at, column in enumerate(sheet.columns) if _is_needed(column.source)]
    for row in sheet.rows:
        missing = [sheet.columns[at].caption for at in needed if not row[at].strip()]
        if missing:
            name, number = _who(sheet, row)
            yield _Found(f"{name}：缺 {'、'.join(missing)}", name, number)


def _who(sheet: PrintedTable, row: Sequence[str]) -> tuple[str, str]:
    """Return name and identity number as they stand in a row."""
    places = (_place(sheet, NAMES), _place(sheet, NUMBERS))
    name, number = ("" if at is None else row[at] for at in places)
    return name, number


def _is_needed(source: str) -> bool:
    if source in NEEDED:
        return True
    table, _, key = source.partition(".")
    if table not in ("student", *RECORD_TABLES) or table == BESIDE_THE_ROW:
        return False
    return TABLES[table].field(key).need in (Need.FILE, Need.PRINT)


def _place(sheet: PrintedTable, sources: tuple[str, ...]) -> int | None:
    places = (at for at, column in enumerate(sheet.columns) if column.source in sources)
    return next(places, None)


def _named(ledger: Ledger, found: Sequence[_Found]) -> list[PaperProblem]:
    """Add who the children are: by name, among namesakes by the number on the paper."""
    names = list({each.name for each in found if each.name})
    called = student_lookup.namesakes(ledger, names)
    return [PaperProblem(each.text, _id_of(each, called.get(each.name, []))) for each in found]


def _id_of(found: _Found, namesakes: list[Row]) -> str:
    if len(namesakes) > 1 and found.number:
        printed = found.number
        namesakes = [
            each
            for each in namesakes
            if printed in (each["id_no"], masking.mask_id(each["id_no"] or ""))
        ]
    return str(namesakes[0]["id"]) if len(namesakes) == 1 else ""
