"""Fill a declared table: from student files to rows of final texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.column_texts import school_name
from ledger_app.domain.telling.masked_file import masked
from ledger_app.domain.telling.masking import Purpose, mask_name
from ledger_app.domain.telling.printable_columns import NOTICE_SOURCES, Composer, Entry, column_text
from ledger_app.domain.telling.record_kinds import RecordKind
from ledger_app.domain.telling.restricted import for_a_ledger, is_restricted_child
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import NOTICE_PAPER, Request
from ledger_app.printing.tables.declared import TableBody
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.problems import NAMES
from ledger_app.printing.tables.sheet import NUMBER_SOURCE, PrintedColumn, PrintedTable

NOTICE_SIGNERS = ("公示单位",)

_json = json.JSONEncoder(ensure_ascii=False).encode

ReadingOrder = tuple[str, int, str, str, str]  # school, grade, class, name, id
Cells = tuple[str, ...]


def fill(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[PrintedTable, ...]:
    """Return the one table, by school, grade, class, name; 涉密 files are only counted."""
    body: TableBody = printout.body
    header, scope = request.header, request.scope
    rows, schools, left_out = _gathered(printout, files, request)
    table = PrintedTable(
        title=header.named(printout.title, _only_school(schools, scope)),
        subtitle=_subtitle(header.named(body.subtitle, ""), scope),
        columns=body.columns,
        rows=_numbered(body.columns, rows),
        paper=printout.paper,
        notes=_notes(printout, len(rows), left_out, request.purpose),
        signers=printout.signers,
        **request.head,
    )
    return (fitted(table, is_own_paper=body.is_own_paper),)


def for_notice(printout: Printout) -> Printout:
    """Return the printout as a notice hangs it out: few columns, large, on an upright A4 sheet."""
    columns = tuple(
        replace(column, width_mm=0.0, weight=1.0, group="")
        for column in printout.body.columns
        if column.source in NOTICE_SOURCES
    )
    body = replace(printout.body, columns=columns)
    return replace(printout, body=body, paper=NOTICE_PAPER, signers=NOTICE_SIGNERS, notes=())


def content(sheet: PrintedTable) -> Iterator[str]:
    """Yield what is printed as one JSON text, row by row: a township's would fill the memory."""
    head = [sheet.title, sheet.unit, sheet.as_of, sheet.purpose, *sheet.notes]
    head += [sheet.subtitle] if sheet.subtitle else []
    captions = [[column.caption, column.source] for column in sheet.columns]
    yield f"[{_json(head)}, {_json(captions)}, ["
    between = ""
    for row in sheet.rows:
        yield between + _json(row)
        between = ", "
    yield "]]"


def _gathered(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[list[Cells], set[str], int]:
    """Return the rows in reading order, the schools they are of, how many files are left out."""
    kind, on = printout.kind, request.on
    sources = [_source_text(column.source, kind, request) for column in printout.body.columns]
    rows: list[tuple[ReadingOrder, Cells]] = []
    schools: set[str] = set()
    left_out = 0
    for file in files:  # a township's files do not fit into memory together; their rows do
        entries = _entries(kind, file, request)
        found = [each for each in entries if _is_in(request.scope, each, on, kind)]
        if file.student.get("confidentiality") == YES:
            left_out += bool(found)
            continue
        schools.update(kind.school(entry, on) for entry in found)
        place = _reading_order(file)
        rows += [(place, tuple([text(each, on) for text in sources])) for each in found]
    rows.sort(key=itemgetter(0))
    return [cells for _, cells in rows], schools, left_out


def _reading_order(file: StudentFile) -> ReadingOrder:
    student = file.student
    grade = str(student.get("grade") or "")
    return (
        school_name(file),
        int(grade) if grade.isdigit() else 99,
        str(student.get("class_no") or "").zfill(3),
        str(student.get("pinyin") or student.get("name") or ""),
        str(student.get("id") or ""),
    )


def _source_text(source: str, kind: RecordKind, request: Request) -> Composer:
    text = column_text(source, kind)
    if request.purpose is Purpose.NOTICE and source in NAMES:
        return lambda entry, on: mask_name(text(entry, on))
    return text


def _entries(kind: RecordKind, file: StudentFile, request: Request) -> list[Entry]:
    """Return each record that puts a child on the table, words and numbers masked if they must be.

    Masked first: what puts a child on a ledger are days and codes, and a replay takes its time.
    """
    if is_restricted_child(file, request.on):
        file = for_a_ledger(file)
    if request.purpose is Purpose.INTERNAL:
        file = masked(file, request.purpose)
    header = request.header
    found = kind.entries(file, request.on)
    return [Entry(file, each, 0, header.county, header.township, header.places) for each in found]


def _numbered(columns: tuple[PrintedColumn, ...], rows: list[Cells]) -> list[Cells]:
    """Return the rows with their numbers, now that their order is known."""
    places = [at for at, column in enumerate(columns) if column.source == NUMBER_SOURCE]
    for number, cells in enumerate(rows, 1):
        for at in places:
            rows[number - 1] = (*cells[:at], str(number), *cells[at + 1 :])
    return rows


def _is_in(scope: Scope | None, entry: Entry, on: Day, kind: RecordKind) -> bool:
    """Tell whether a row is of this part of the ledger; its school is the one titles name."""
    if scope is None:
        return True
    if scope.part is Part.SCHOOL:
        return kind.school(entry, on) == scope.value
    return str(entry.file.student.get(scope.part) or "") == scope.value


def _only_school(schools: set[str], scope: Scope | None) -> str:
    if scope and scope.part is Part.SCHOOL:
        return scope.value
    return next(iter(schools)) if len(schools) == 1 else ""


def _subtitle(declared: str, scope: Scope | None) -> str:
    return "　".join(filter(None, (declared, f"范围：{scope.name}" if scope else "")))


def _notes(printout: Printout, count: int, left_out: int, purpose: Purpose) -> tuple[str, ...]:
    if purpose is Purpose.NOTICE:
        return ()
    counted = f"本表共 {count} 条。"
    if left_out:
        counted += f"另有 {left_out} 份涉密档案未列入。"
    return (counted, *printout.notes)
