"""Print: prepare a printout for preview, issue it as a numbered edition, print an edition again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Scope
from ledger_app.domain.telling.subject import students
from ledger_app.printing import compose, fonts, paper_formats, sheet_json
from ledger_app.printing import printouts as declared
from ledger_app.printing.model import Card, PrintedTable
from ledger_app.printing.paper_formats import Format
from ledger_app.printing.pdf import draw
from ledger_app.printing.printouts import Printout
from ledger_app.store.changes import editions as recorded
from ledger_app.store.file import audit, settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.ledger_candidates import candidates
from ledger_app.store.lists.student_files import load_file, load_files

__all__ = ["Format", "Printout", "Purpose", "Scope"]

_NUMBER = "序号"
_CHANGED = "*"
Asked = list[tuple[str, str]]  # caption and source of each column


@dataclass(frozen=True)
class Prepared:
    """A printout ready to be shown: its sheets, what would spoil the paper, how many rows."""

    printout: Printout
    sheets: tuple[PrintedTable | Card, ...]
    on: Day
    purpose: Purpose
    student_ids: tuple[str, ...]
    problems: tuple[str, ...]
    row_count: int
    scope: Scope | None = None


def printouts() -> tuple[Printout, ...]:
    """Return all printouts in menu order."""
    return declared.printouts()


def formats(key: str, purpose: Purpose) -> tuple[Format, ...]:
    """Return the papers a printout can be printed on."""
    return paper_formats.offered(declared.printout(key), purpose)


def declared_format(key: str, purpose: Purpose) -> Format:
    """Return the paper a printout is printed on unless another one is asked for."""
    return paper_formats.declared_format(declared.printout(key), purpose)


def format_called(key: str, purpose: Purpose, text: str) -> Format:
    """Return the paper meant by A3, A4 or a format's key; raise LedgerError if it is no use."""
    return paper_formats.format_called(declared.printout(key), purpose, text)


def prepare(
    ledger: Ledger,
    key: str,
    *,
    on: date | None = None,
    student_id: str | None = None,
    student_ids: tuple[str, ...] = (),
    purpose: Purpose = Purpose.REPORT,
    scope: Scope | None = None,
    paper: Format | None = None,
) -> Prepared:
    """Compose a printout as of a day (today by default). Nothing is recorded.

    A card needs `student_id`, or several `student_ids`, and takes no `scope`. Raises LedgerError
    if none is given, or if the paper is no use.
    """
    printout, day = declared.printout(key), ledger.day(on)
    if day.date > ledger.today():
        raise LedgerError(f"截至日期 {day.text} 还没有到。", "请选今天或以前的日期。")
    ids = student_ids or ((student_id,) if student_id else ())
    sheets: tuple[PrintedTable | Card, ...]
    if printout.needs_student:
        _check_card(printout, ids, scope)
        printout = paper_formats.on_paper(printout, paper) if paper else printout
        files = [load_file(ledger, each, placed_on=day) for each in ids]
        sheets = tuple(_card(ledger, printout, file, day, purpose) for file in files)
    else:
        # First: the edition before takes as much memory as this one; what is kept of it, little.
        before = _printed_before(ledger, key, purpose, scope)
        sheet = _ledger_sheet(ledger, printout, ids, day, purpose, scope, paper)
        sheets = (_marked(sheet, *before),)
    problems, count = _problems(sheets), _row_count(sheets)
    return Prepared(printout, sheets, day, purpose, ids, problems, count, scope)


def _check_card(printout: Printout, ids: tuple[str, ...], scope: Scope | None) -> None:
    if not ids:
        raise LedgerError(f"“{printout.plain_title}”要先选一个学生。")
    if scope:
        raise LedgerError(f"“{printout.plain_title}”按学生打印，不分范围。", "请选学生。")


def _ledger_sheet(
    ledger: Ledger,
    printout: Printout,
    ids: tuple[str, ...],
    on: Day,
    purpose: Purpose,
    scope: Scope | None,
    paper: Format | None,
) -> PrintedTable:
    chosen = list(ids) or candidates(ledger, printout.records, on)
    files = load_files(ledger, chosen, placed_on=on)
    header = _header(ledger)
    return compose.compose_ledger(printout, files, on, header, purpose, scope=scope, paper=paper)


def _card(ledger: Ledger, printout: Printout, file: StudentFile, on: Day, purpose: Purpose) -> Card:
    return compose.compose_card(printout, file, on, _header(ledger), purpose)


def _header(ledger: Ledger) -> compose.Header:
    return compose.Header(
        unit=settings.get(ledger, "unit", ""),
        filled_on=ledger.today(),
        township=settings.get(ledger, "township", "") or "",
        county=settings.get(ledger, "county", "") or "",
    )


def _problems(sheets: tuple[PrintedTable | Card, ...]) -> tuple[str, ...]:
    texts = (text for sheet in sheets for text in compose.sheet_texts(sheet))
    return tuple(
        f"“{text}”里的“{char}”（U+{ord(char):04X}）字库里没有，纸上会印出带框的编码。"
        for char, text in fonts.missing_characters(texts)
    )


def _row_count(sheets: tuple[PrintedTable | Card, ...]) -> int:
    return sum(len(sheet.rows) if isinstance(sheet, PrintedTable) else 1 for sheet in sheets)


def _printed_before(
    ledger: Ledger, key: str, purpose: Purpose, scope: Scope | None
) -> tuple[Asked, frozenset[bytes]]:
    """Return what the edition before asked, and its rows told apart without their numbers."""
    content = recorded.newest_content(ledger, key, str(purpose), scope.key if scope else "")
    sheet = None if content is None else _sheets(content)[0]
    if not isinstance(sheet, PrintedTable):
        return [], frozenset()
    place = _number_column(sheet)
    return _asked(sheet), frozenset(_without(row, place) for row in sheet.rows)


def _number_column(sheet: PrintedTable) -> int | None:
    return next((i for i, column in enumerate(sheet.columns) if column.source == _NUMBER), None)


def _marked(sheet: PrintedTable, asked: Asked, known: frozenset[bytes]) -> PrintedTable:
    """Mark rows that are new or different since the edition before with a star at their number."""
    place = _number_column(sheet)
    if place is None or asked != _asked(sheet):
        return sheet
    rows = [
        row
        if _without(row, place) in known
        else (*row[:place], row[place] + _CHANGED, *row[place + 1 :])
        for row in sheet.rows
    ]
    if rows == list(sheet.rows):
        return sheet
    note = f"序号后带“{_CHANGED}”的，与上一期相比是新增或有变化的。"
    return replace(sheet, rows=rows, notes=(*sheet.notes, note))


def _asked(sheet: PrintedTable) -> Asked:
    """Return what the columns ask, however wide they are on their paper."""
    return [(column.caption, column.source) for column in sheet.columns]


def _without(row: Sequence[str], place: int | None) -> bytes:
    """Return a digest of a row without its number."""
    cells = [cell for at, cell in enumerate(row) if at != place]
    return blake2b("\0".join(cells).encode(), digest_size=16).digest()


def pdf_bytes(prepared: Prepared) -> bytes:
    """Return the preview as a PDF; it carries no edition number and is not recorded."""
    buffer = BytesIO()
    draw.draw_sheets(prepared.sheets, buffer)
    return buffer.getvalue()


def issue(ledger: Ledger, prepared: Prepared, path: Path | None = None) -> tuple[int, bytes]:
    """Give the printout its edition number, record it, and write the PDF (whole or not at all).

    Returns the edition's record number and the PDF. Raises LedgerError on a full or missing folder.
    """
    with ledger.lock:
        head = audit.head(ledger)
        number = recorded.next_number(ledger, prepared.printout.key)
        edition = compose.Edition(f"{number:03d}", head)
        sheets = tuple(
            replace(sheet, footer=compose.footer(sheet, edition)) for sheet in prepared.sheets
        )
        # Recorded before it is written: two papers must never carry the same number.
        edition_no = _record(ledger, prepared, sheets, number, head)
        try:
            return edition_no, _pdf(sheets, path)
        except BaseException:
            recorded.withdraw(ledger, edition_no)
            raise


def _pdf(sheets: tuple[PrintedTable | Card, ...], path: Path | None) -> bytes:
    if path is None:
        buffer = BytesIO()
        draw.draw_sheets(sheets, buffer)
        return buffer.getvalue()
    draw.draw_sheets(sheets, path)
    return path.read_bytes()


def _record(
    ledger: Ledger,
    prepared: Prepared,
    sheets: tuple[PrintedTable | Card, ...],
    number: int,
    head: str,
) -> int:
    content_hash = compose.fingerprint(sheets[0])
    key, purpose = prepared.printout.key, str(prepared.purpose)
    as_of, ids = prepared.on.text, prepared.student_ids
    scope = prepared.scope.key if prepared.scope else ""
    shared = {"printout": key, "number": number, "purpose": purpose, "as_of": as_of, "scope": scope}
    return recorded.add(
        ledger,
        {**shared, "subject": students(*ids).key or None, "content_hash": content_hash,
         "audit_head": head, "content": _packed(sheets)},
        {**shared, "rows": prepared.row_count, "students": list(ids), "content": content_hash},
    )  # fmt: skip


def editions(ledger: Ledger, key: str) -> list[dict[str, Any]]:
    """Return the editions of a printout, newest first: no, number, as_of, purpose, scope, at."""
    return recorded.of_printout(ledger, key)


def edition_size_mm(ledger: Ledger, edition_no: int) -> tuple[float, float]:
    """Return width and height of the sheets an edition was laid out for."""
    return _sheets(_kept(ledger, edition_no)["content"])[0].paper.size_mm


def reprint(ledger: Ledger, edition_no: int, path: Path | None = None) -> bytes:
    """Draw an edition again exactly as it was and note it in the audit trail."""
    edition = _kept(ledger, edition_no)
    content = _pdf(_sheets(edition["content"]), path)
    detail = {"printout": edition["printout"], "number": edition["number"]}
    audit.log(ledger, "reprint", detail)
    return content


def _kept(ledger: Ledger, edition_no: int) -> Row:
    edition = recorded.edition(ledger, edition_no)
    if edition is None:
        raise LedgerError(f"没有编号为 {edition_no} 的期号记录。")
    return edition


def _packed(sheets: tuple[PrintedTable | Card, ...]) -> bytes:
    """Return the sheets as compressed JSON, one a line."""
    packer = zlib.compressobj(6)
    texts = chain.from_iterable(
        chain(("\n",) if number else (), sheet_json.to_json(sheet))
        for number, sheet in enumerate(sheets)
    )
    packed = b"".join([packer.compress(text.encode("utf-8")) for text in texts])
    return packed + packer.flush()


def _sheets(content: bytes) -> tuple[PrintedTable | Card, ...]:
    return tuple(sheet_json.from_json(text) for text in zlib.decompress(content).split(b"\n"))
