"""Fill a declared printout with children: from student files to final texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.dates import chinese_date
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.cases import (
    Case,
    in_dropout_ledger,
    in_focus_ledger,
    in_relocation_ledger,
    in_suspected_ledger,
)
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.column_texts import school_name
from ledger_app.domain.telling.masking import Purpose, mask, mask_name
from ledger_app.domain.telling.printable_columns import NOTICE_SOURCES, Composer, Entry, column_text
from ledger_app.domain.telling.restricted import for_a_ledger, is_restricted_child
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.card_compose import card_blocks
from ledger_app.printing.model import Card, PrintedColumn, PrintedTable
from ledger_app.printing.paper_formats import NOTICE_PAPER, NUMBER_SOURCE, Format, on_paper
from ledger_app.printing.printouts import Printout
from ledger_app.printing.sheet_json import joined

PURPOSE_NAMES = {
    Purpose.REPORT: "上报",
    Purpose.INTERNAL: "内部使用（号码已遮挡）",
    Purpose.NOTICE: "公示",
}
NOTICE_SIGNERS = ("公示单位",)
NAME_SOURCES = ("姓名", "student.name")
_WORDS = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.ID_NUMBER, Kind.PHONE, Kind.SCHOOL_NAME}
)
_SHOWN_CHARACTERS = 12  # of a hash on paper: enough to compare by eye

_json = json.JSONEncoder(ensure_ascii=False).encode

Records = Callable[[StudentFile, Day], Sequence[Row | Case | None]]
ReadingOrder = tuple[str, int, str, str, str]  # school, grade, class, name, id
Cells = tuple[str, ...]
_RECORDS: dict[str, Records] = {
    "suspected": in_suspected_ledger,
    "dropout": in_dropout_ledger,
    "focus": in_focus_ledger,
    "relocation": in_relocation_ledger,
    "student": lambda file, on: [None],
}


@dataclass(frozen=True, kw_only=True)
class Header:
    """Who fills the sheet in, and on which day."""

    unit: str
    filled_on: date
    township: str = ""
    county: str = ""


@dataclass(frozen=True)
class Edition:
    """The number of a print that can be made again exactly, and the audit chain it belongs to."""

    number: str
    audit_head: str


def compose_ledger(
    printout: Printout,
    files: Iterable[StudentFile],
    on: Day,
    header: Header,
    purpose: Purpose,
    edition: Edition | None = None,
    *,
    scope: Scope | None = None,
    paper: Format | None = None,
) -> PrintedTable:
    """Return a ledger as of a day, by school, grade, class, name; 涉密 files are only counted.

    Of `scope` only, if there is one; raise LedgerError if the columns find no room on `paper`.
    """
    shown = _for_notice(printout) if purpose is Purpose.NOTICE else printout
    shown = on_paper(shown, paper) if paper else shown
    rows, schools, left_out = _gathered(shown, files, on, header, purpose, scope)
    ledger = PrintedTable(
        title=_filled(shown.title, header, _only_school(schools, scope)),
        subtitle=_subtitle(_filled(shown.subtitle, header, ""), scope),
        unit=header.unit,
        as_of=chinese_date(on.date),
        filled_on=chinese_date(header.filled_on),
        columns=shown.columns,
        rows=_numbered(shown.columns, rows),
        paper=shown.paper,
        purpose=PURPOSE_NAMES[purpose],
        notes=_notes(shown, len(rows), left_out, purpose),
        signers=shown.signers,
    )
    return replace(ledger, footer=footer(ledger, edition))


def _gathered(
    printout: Printout,
    files: Iterable[StudentFile],
    on: Day,
    header: Header,
    purpose: Purpose,
    scope: Scope | None,
) -> tuple[list[Cells], set[str], int]:
    """Return the rows in reading order, the schools they are of, how many files are left out."""
    origin = _origin(printout)
    sources = [_masked_source(column.source, purpose) for column in printout.columns]
    rows: list[tuple[ReadingOrder, Cells]] = []
    schools: set[str] = set()
    left_out = 0
    for file in files:  # a township's files do not fit into memory together; their rows do
        entries = _entries(printout.records, file, on, header, purpose)
        found = [each for each in entries if _is_in(scope, each, on, origin)]
        if file.student.get("confidentiality") == "1":
            left_out += bool(found)
            continue
        schools.update(origin(entry, on) for entry in found)
        place = _reading_order(file)
        rows += [(place, tuple([text(each, on) for text in sources])) for each in found]
    rows.sort(key=itemgetter(0))
    return [cells for _, cells in rows], schools, left_out


def compose_card(
    printout: Printout,
    file: StudentFile,
    on: Day,
    header: Header,
    purpose: Purpose,
    edition: Edition | None = None,
) -> Card:
    """Return the card of one child as of a day; raise LedgerError for a notice."""
    if purpose is Purpose.NOTICE:
        raise LedgerError("学生档案表不能用于公示。", "请选“上报”或“内部”；公示请打印台账。")
    seen = masked(file, purpose)
    card = Card(
        title=_filled(printout.title, header, school_name(file)),
        unit=header.unit,
        as_of=chinese_date(on.date),
        filled_on=chinese_date(header.filled_on),
        blocks=card_blocks(printout.blocks, seen, on, header.county, header.township),
        file_no=str(file.student.get("file_no") or ""),
        signers=printout.signers,
        notes=printout.notes,
        paper=printout.paper,
        purpose=PURPOSE_NAMES[purpose],
    )
    return replace(card, footer=footer(card, edition))


def masked(file: StudentFile, purpose: Purpose) -> StudentFile:
    """Return the file as a paper for this purpose may show it: every text masked at the source."""
    if purpose is Purpose.REPORT:
        return file
    records = {
        table: [_masked_row(table, row, purpose) for row in rows] if table in TABLES else rows
        for table, rows in file.records.items()
    }
    return StudentFile(
        _masked_row("student", file.student, purpose),
        records,
        file.school,
        _masked_row("school_class", file.school_class, purpose),
    )


def footer(sheet: PrintedTable | Card, edition: Edition | None) -> str:
    """Return the foot line that ties a paper to its edition, its content and the audit chain."""
    checked = f"内容校验 {fingerprint(sheet)[:_SHOWN_CHARACTERS]}"
    if edition is None:
        return checked
    head = edition.audit_head[:_SHOWN_CHARACTERS] or "—"
    return f"期号 {edition.number}　{checked}　审计 {head}"


def fingerprint(sheet: PrintedTable | Card) -> str:
    """Return the SHA-256 of all that is printed, foot line excepted, as hex."""
    digest = hashlib.sha256()
    for part in _content(sheet):
        digest.update(part.encode())
    return digest.hexdigest()


def sheet_texts(sheet: PrintedTable | Card) -> Iterable[str]:
    """Yield every text of a sheet, to look for characters that no font has."""
    yield from (sheet.title, sheet.unit, *sheet.notes, *sheet.signers)
    if isinstance(sheet, PrintedTable):
        yield sheet.subtitle
        yield from (column.caption for column in sheet.columns)
        for row in sheet.rows:
            yield from row
        return
    for block in sheet.blocks:
        yield from (box.text for line in block.lines for box in line)


def _content(sheet: PrintedTable | Card) -> Iterator[str]:
    """Yield what is printed as one JSON text, row by row: a township's would fill the memory."""
    head = [sheet.title, sheet.unit, sheet.as_of, sheet.purpose, *sheet.notes]
    if isinstance(sheet, Card):
        blocks = [
            [block.heading, [[box.text for box in line] for line in block.lines]]
            for block in sheet.blocks
        ]
        yield _json([head, sheet.file_no, blocks])
        return
    head += [sheet.subtitle] if sheet.subtitle else []
    captions = [[column.caption, column.source] for column in sheet.columns]
    yield f"[{_json(head)}, {_json(captions)}, ["
    yield from joined(map(_json, sheet.rows))
    yield "]]"


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


def _for_notice(printout: Printout) -> Printout:
    """Return the printout as a notice hangs it out: few columns, large, on an upright A4 sheet."""
    columns = tuple(
        replace(column, width_mm=0.0, weight=1.0, group="")
        for column in printout.columns
        if column.source in NOTICE_SOURCES
    )
    return replace(printout, columns=columns, paper=NOTICE_PAPER, signers=NOTICE_SIGNERS, notes=())


def _masked_source(source: str, purpose: Purpose) -> Composer:
    text = column_text(source)
    if purpose is Purpose.NOTICE and source in NAME_SOURCES:
        return lambda entry, on: mask_name(text(entry, on))
    return text


def _entries(
    records: str, file: StudentFile, on: Day, header: Header, purpose: Purpose
) -> Iterator[Entry]:
    """Yield each record that puts a child on the ledger, numbers masked if they must be."""
    found = _RECORDS[records](file, on)
    if found and is_restricted_child(file, on):
        file = for_a_ledger(file)
        found = _RECORDS[records](file, on)
    if found and purpose is Purpose.INTERNAL:
        file = masked(file, purpose)
        found = _RECORDS[records](file, on)
    for record in found:
        yield Entry(file, record, 0, header.county, header.township)


def _numbered(
    columns: tuple[PrintedColumn, ...], rows: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return the rows with their numbers, now that their order is known."""
    places = [at for at, column in enumerate(columns) if column.source == NUMBER_SOURCE]
    for number, cells in enumerate(rows, 1):
        for at in places:
            rows[number - 1] = (*cells[:at], str(number), *cells[at + 1 :])
    return rows


def _masked_row(table: str, row: Row, purpose: Purpose) -> Row:
    fields = {field.key: field for field in TABLES[table].fields}
    return {
        key: mask(fields[key], value, purpose) if _needs_mask(fields.get(key), value) else value
        for key, value in row.items()
    }


def _needs_mask(field: Field | None, value: object) -> bool:
    return (
        field is not None and isinstance(value, str) and (field.sensitive or field.kind in _WORDS)
    )


def _filled(template: str, header: Header, school: str) -> str:
    """Put names into a title; a township or county that is not known falls away."""
    return template.format(
        township=header.township, county=header.county, unit=header.unit, school=school
    )


def _origin(printout: Printout) -> Composer:
    """Return what names the school of a row: of a relocation the school that is left."""
    if printout.records == "relocation":
        return column_text("relocation.origin_school")
    return lambda entry, on: school_name(entry.file)


def _is_in(scope: Scope | None, entry: Entry, on: Day, origin: Composer) -> bool:
    """Tell whether a row is of this part of the ledger; its school is the one titles name."""
    if scope is None:
        return True
    if scope.part is Part.SCHOOL:
        return origin(entry, on) == scope.value
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
