"""Fill a declared table: from student files to rows of final texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.printable_columns import NOTICE_SOURCES
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import NOTICE_PAPER, Request
from ledger_app.printing.tables.counting import counted_words
from ledger_app.printing.tables.declared import TableBody
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.gathering import Gathered, Line, gathered
from ledger_app.printing.tables.sheet import (
    NUMBER_SOURCE,
    PrintedColumn,
    PrintedTable,
    Section,
)

NOTICE_SIGNERS = ("公示单位",)
NO_SCHOOL = "学校未填"

_json = json.JSONEncoder(ensure_ascii=False).encode


def fill(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[PrintedTable, ...]:
    """Return the tables, by school, grade, class, name; 涉密 files are only counted.

    One, but for records of which each school has a sheet of its own (`RecordKind.is_apart`).
    """
    found = gathered(printout, files, request)
    of_receiving = request.scope is not None and request.scope.part is Part.RECEIVING
    if not printout.kind.is_apart or of_receiving:
        return (_table(printout, found, request),)
    schools = sorted({line.school for line in found.lines} | set(found.left_out))
    each = [found.of(school) for school in schools] or [found]
    return tuple(_table(printout, one, request) for one in each)


def _table(printout: Printout, found: Gathered, request: Request) -> PrintedTable:
    body: TableBody = printout.body
    header, scope, lines = request.header, request.scope, found.lines
    title, school = printout.title, _only_school(found, scope)
    if scope and scope.part is Part.RECEIVING:
        title, school = body.receiving_title or title, scope.value
    table = PrintedTable(
        title=header.named(title, school),
        subtitle=_subtitle(header.named(body.subtitle, ""), scope),
        columns=body.columns,
        rows=(),
        paper=printout.paper,
        notes=_notes(printout, found, request),
        signers=printout.signers,
        children=tuple(line.child for line in lines),
        left_out=tuple(child for ids in found.left_out.values() for child in ids),
        sections=_sections(lines) if request.purpose is not Purpose.NOTICE else (),
        **request.head,
    )
    # Last: it takes the lines apart, for a township's do not fit into memory twice.
    table = replace(table, rows=_numbered(body.columns, lines))
    return fitted(table, is_own_paper=body.is_own_paper)


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


def _numbered(columns: tuple[PrintedColumn, ...], lines: list[Line]) -> list[tuple[str, ...]]:
    """Return the rows with their numbers, now that their order is known; empties `lines`."""
    places = [at for at, column in enumerate(columns) if column.source == NUMBER_SOURCE]
    rows: list[tuple[str, ...]] = []
    lines.reverse()
    while lines:
        cells = lines.pop().cells
        for at in places:
            cells = (*cells[:at], str(len(rows) + 1), *cells[at + 1 :])
        rows.append(cells)
    return rows


def _sections(lines: list[Line]) -> tuple[Section, ...]:
    """Return where each school begins, none in the ledger of one."""
    firsts: dict[str, int] = {}
    children: dict[str, set[str]] = {}
    for at, line in enumerate(lines):
        firsts.setdefault(line.school, at)
        children.setdefault(line.school, set()).add(line.child)
    if len(firsts) < 2:
        return ()
    return tuple(
        Section(at, f"{school or NO_SCHOOL}（{len(children[school])} 人）")
        for school, at in firsts.items()
    )


def _only_school(found: Gathered, scope: Scope | None) -> str:
    if scope and scope.part is Part.SCHOOL:
        return scope.value
    schools = {line.school for line in found.lines}
    return next(iter(schools)) if len(schools) == 1 else ""


def _subtitle(declared: str, scope: Scope | None) -> str:
    return "　".join(filter(None, (declared, f"范围：{scope.name}" if scope else "")))


def _notes(printout: Printout, found: Gathered, request: Request) -> tuple[str, ...]:
    if request.purpose is Purpose.NOTICE:
        return ()
    counted = counted_words(printout.kind.counted, found.lines)
    if left_out := sum(map(len, found.left_out.values())):
        counted += f"另有 {left_out} 份涉密档案未列入。"
    return (counted, *printout.notes, *request.past_rule)
