"""Print: prepare a printout for preview, issue it as a numbered edition, print an edition again."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from ledger_app.actions.checking.safety_lines import SafetyLine, must_be_read
from ledger_app.actions.printing.evidence import evidence_of, is_of_evidence
from ledger_app.actions.printing.prepared import Prepared, header_of, sheets_of
from ledger_app.actions.printing.printouts_in_use import printout_called, printouts_in_use
from ledger_app.actions.printing.safety_on_paper import on_edition, on_paper
from ledger_app.actions.printing.subject_files import files_of
from ledger_app.actions.today.clock_watch import must_not_be_behind
from ledger_app.actions.visits.keep_sheets import keep_sheets
from ledger_app.actions.visits.routes import ANYWHERE, Route
from ledger_app.domain.dates import chinese_date
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import WITH_PHONES, Purpose
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.domain.telling.subject import UNIT, Of, Subject, students, subject_of
from ledger_app.files.targets import free_target, identity
from ledger_app.files.writing import write
from ledger_app.printing import filling, sheet_json
from ledger_app.printing.filling import Edition
from ledger_app.printing.ink.paper_pages import PaperPages, laid_out
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.paper_formats import declared_format, format_called
from ledger_app.printing.paper_formats import offered as formats
from ledger_app.printing.pdf import draw
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import SheetProblem
from ledger_app.printing.request import PURPOSE_WORDS, Format, Request
from ledger_app.printing.shapes import SHAPES
from ledger_app.store.changes import editions as recorded
from ledger_app.store.file import audit
from ledger_app.store.file.connection import NotWritten
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.safety.ledger_files import log_if_possible

__all__ = [
    "PURPOSE_WORDS",
    "UNIT",
    "Format",
    "Printout",
    "Purpose",
    "Scope",
    "Subject",
    "declared_format",
    "format_called",
    "formats",
    "printout_called",
    "printouts_in_use",
    "students",
]

Drawn = TypeVar("Drawn")


def prepare(
    ledger: Ledger,
    key: str,
    *,
    on: date | None = None,
    subject: Subject = UNIT,
    purpose: Purpose = Purpose.REPORT,
    scope: Scope | None = None,
    paper: Format | None = None,
    route: Route = ANYWHERE,
) -> Prepared:
    """Fill a printout as of a day (today by default). Nothing is recorded.

    `route` is how a route sheet is divided, and who goes. Raises LedgerError if the printout can't
    be of the subject (a card is of children, and takes no `scope`), or if the paper is no use.
    """
    printout, day = printout_called(ledger, key), ledger.day(on)
    if day.date > ledger.today():
        raise LedgerError(f"截至日期 {day.text} 还没有到。", "请选今天或以前的日期。")
    files = files_of(ledger, printout, subject, day)
    _must_take(printout, scope)
    request = Request(
        on=day, header=header_of(ledger), purpose=purpose, subject=subject, scope=scope, paper=paper
    )
    told = evidence_of(ledger, printout, subject, day, purpose, route)
    request = replace(request, evidence=told)
    sheets = _filled(ledger, printout, files, request)
    hashes = tuple(map(filling.fingerprint, sheets))
    return Prepared(
        printout=printout,
        sheets=tuple(map(filling.footed, sheets, hashes)),
        hashes=hashes,
        on=day,
        purpose=purpose,
        subject=subject,
        problems=_problems(sheets, purpose),
        row_count=sum(map(filling.row_count, sheets)),
        scope=scope,
    )


def _must_take(printout: Printout, scope: Scope | None) -> None:
    """Raise LedgerError where a printout can't be of this part of the unit."""
    title = printout.plain_title
    if scope is None:
        return
    if Of.UNIT not in printout.subjects:
        raise LedgerError(f"“{title}”按学生打印，不分范围。", "请选学生。")
    if is_of_evidence(printout):
        raise LedgerError(f"“{title}”不按范围打印。", "请不选范围再打印。")
    if scope.part is Part.RECEIVING and not printout.kind.receiving:
        raise LedgerError(f"“{title}”不能按接收学校打印。", "分流台账可以。")


def _problems(sheets: tuple[PrintedSheet, ...], purpose: Purpose) -> tuple[SheetProblem, ...]:
    found = filling.glyph_problems(sheets)
    if purpose not in WITH_PHONES:  # first: a number on paper can't be taken back
        found = filling.number_problems(sheets) + found
    return tuple(found)


def _filled(
    ledger: Ledger, printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[PrintedSheet, ...]:
    """Return the sheets with what is new since the edition before marked."""
    # First: the edition before takes as much memory as this one; what is kept of it, little.
    before = _trace(ledger, printout, request)
    sheets = filling.filled(printout, files, request)
    marked = SHAPES[printout.shape].marked
    if marked is None or before is None:
        return sheets
    return marked(sheets, before)


def _trace(ledger: Ledger, printout: Printout, request: Request) -> object:
    """Return what is kept in mind of the edition this one is compared with, None without one."""
    trace = SHAPES[printout.shape].trace
    if trace is None:
        return None
    scope = request.scope.key if request.scope else ""
    kind = (printout.key, str(request.purpose), scope, request.subject.key)
    found = recorded.compared_with(ledger, *kind, request.on.text)
    if found is None:
        return None
    told = f"第 {found['number']} 期（截至{chinese_date(date.fromisoformat(found['as_of']))}）"
    return trace(sheets_of(found["content"]), told)


def pdf_bytes(prepared: Prepared) -> bytes:
    """Return the preview as a PDF; it carries no edition number and is not recorded."""
    buffer = BytesIO()
    draw.draw_sheets(prepared.sheets, buffer)
    return buffer.getvalue()


def issue(
    ledger: Ledger,
    prepared: Prepared,
    path: Path | None = None,
    seen: Collection[SafetyLine] = (),
) -> tuple[int, bytes]:
    """Give the printout its edition number, record it, and write the PDF (whole or not at all).

    Returns the edition's record number and the PDF. Raises LedgerError on a full or missing folder,
    NotRead where somebody on it has a safety note that is not among those `seen`.
    Where the ledger can only be read, the paper says that it has no number, and the record is 0.
    """
    if path is not None:
        free_target(path)  # before a number is given
    return issue_as(ledger, prepared, partial(_pdf, path=path), path, seen)


def issue_pages(
    ledger: Ledger, prepared: Prepared, seen: Collection[SafetyLine] = ()
) -> tuple[int, PaperPages]:
    """Issue an edition as `issue` does, and return its pages for a printer."""
    return issue_as(ledger, prepared, laid_out, seen=seen)


def issue_as(
    ledger: Ledger,
    prepared: Prepared,
    draw_them: Callable[[tuple[PrintedSheet, ...]], Drawn],
    path: Path | None = None,
    seen: Collection[SafetyLine] = (),
) -> tuple[int, Drawn]:
    """Give the printout its number, record it, and let its sheets be drawn, to `path` or not."""
    must_not_be_behind(ledger)
    must_be_read(ledger, prepared.printout.key, on_paper(ledger, prepared), seen)
    with ledger.lock:
        head = audit.head(ledger)
        number = recorded.next_number(ledger, prepared.printout.key)
        edition = Edition(f"{number:03d}", head)
        sheets = tuple(
            filling.footed(sheet, content_hash, edition)
            for sheet, content_hash in zip(prepared.sheets, prepared.hashes, strict=True)
        )
        # Recorded before it is written: two papers must never carry the same number.
        try:
            edition_no = _record(ledger, prepared, sheets, number, head)
        except NotWritten as error:
            with suppress(LedgerError):  # a number without a paper is left out, never given twice
                recorded.withdraw(ledger, prepared.printout.key, number)
            return 0, _without_number(ledger, prepared, draw_them, error)
        before = identity(path) if path else None
        try:
            drawn = draw_them(sheets)
        except Exception:
            # Only where no paper came to be may another one get the number. Where the program is
            # being ended, nobody knows: the edition stays, and is printed again as it is.
            if path is None or identity(path) == before:
                recorded.withdraw(ledger, prepared.printout.key, number)
            raise
        _note_written(ledger, edition_no)
        keep_sheets(ledger, prepared.sheets)
        return edition_no, drawn


def _note_written(ledger: Ledger, edition_no: int) -> None:
    try:
        recorded.note_written(ledger, edition_no)
    except LedgerError as error:
        ledger.unsaid.append(f"这一期已经印成，但没有记下来：{error.message}")


def _without_number(
    ledger: Ledger,
    prepared: Prepared,
    draw_them: Callable[[tuple[PrintedSheet, ...]], Drawn],
    error: NotWritten,
) -> Drawn:
    """Draw the paper although the ledger can't take the edition; paper and window say so."""
    drawn = draw_them(tuple(map(filling.unnumbered, prepared.sheets, prepared.hashes)))
    ledger.unsaid.append(f"这份没有期号，台账里也没有记录它：{error.message}")
    return drawn


def _pdf(sheets: tuple[PrintedSheet, ...], path: Path | None) -> bytes:
    buffer = BytesIO()
    draw.draw_sheets(sheets, buffer)
    content = buffer.getvalue()
    if path is not None:
        write(path, content)
    return content


def _record(
    ledger: Ledger,
    prepared: Prepared,
    sheets: tuple[PrintedSheet, ...],
    number: int,
    head: str,
) -> int:
    content_hash = prepared.hashes[0]
    key, purpose = prepared.printout.key, str(prepared.purpose)
    as_of, subject = prepared.on.text, prepared.subject.key
    scope = prepared.scope.key if prepared.scope else ""
    shared = {"printout": key, "number": number, "purpose": purpose, "as_of": as_of, "scope": scope}
    return recorded.add(
        ledger,
        {**shared, "subject": subject or None, "content_hash": content_hash,
         "audit_head": head, "content": _packed(sheets)},
        {**shared, "rows": prepared.row_count, "subject": subject, "content": content_hash},
    )  # fmt: skip


def editions(ledger: Ledger, key: str) -> list[dict[str, Any]]:
    """Return the editions of a printout, newest first: no, number, as_of, purpose, scope, at.

    Their `subject` is a Subject.
    """
    rows = recorded.of_printout(ledger, key)
    return [{**row, "subject": subject_of(row["subject"])} for row in rows]


def edition_size_mm(ledger: Ledger, edition_no: int) -> tuple[float, float]:
    """Return width and height of the sheets an edition was laid out for."""
    return sheets_of(kept(ledger, edition_no)["content"])[0].paper.size_mm


def reprint(
    ledger: Ledger,
    edition_no: int,
    path: Path | None = None,
    seen: Collection[SafetyLine] = (),
) -> bytes:
    """Draw an edition again exactly as it was and note it in the audit trail.

    Raises NotRead as `issue` does, for the notes as they stand today.
    """
    return _again(ledger, edition_no, partial(_pdf, path=path), seen)


def reprint_pages(ledger: Ledger, edition_no: int, seen: Collection[SafetyLine] = ()) -> PaperPages:
    """Lay an edition out again for a printer and note it in the audit trail."""
    return _again(ledger, edition_no, laid_out, seen)


def on_kept(ledger: Ledger, edition_no: int) -> list[SafetyLine]:
    """Return the safety lines, of today, of the children that stand on an edition."""
    return on_edition(ledger, kept(ledger, edition_no))


def _again(
    ledger: Ledger,
    edition_no: int,
    draw_them: Callable[[tuple[PrintedSheet, ...]], Drawn],
    seen: Collection[SafetyLine],
) -> Drawn:
    edition = kept(ledger, edition_no)
    _must_still_be_for(ledger, edition)
    must_be_read(ledger, edition["printout"], on_edition(ledger, edition), seen)
    drawn = draw_them(sheets_of(edition["content"]))
    _note_written(ledger, edition_no)
    detail = {"printout": edition["printout"], "number": edition["number"]}
    log_if_possible(ledger, "reprint", detail, "这次重印")
    return drawn


def _must_still_be_for(ledger: Ledger, edition: Row) -> None:
    """Raise LedgerError for a notice of a printout that may not hang on a notice board any more."""
    if edition["purpose"] != Purpose.NOTICE:
        return
    printout = next((p for p in printouts_in_use(ledger) if p.key == edition["printout"]), None)
    if printout is None or Purpose.NOTICE not in printout.purposes:
        name = printout.plain_title if printout else edition["printout"]
        raise LedgerError(
            f"第 {edition['number']:03d} 期是公示用的，“{name}”现在不能公示，这一期不再印。",
            "这一期什么时候印的、印给谁，仍留在期号和审计里。",
        )


def kept(ledger: Ledger, edition_no: int) -> Row:
    """Return an edition as it was recorded; raise LedgerError if there is none."""
    edition = recorded.edition(ledger, edition_no)
    if edition is None:
        raise LedgerError(f"没有编号为 {edition_no} 的期号记录。")
    return edition


def _packed(sheets: tuple[PrintedSheet, ...]) -> bytes:
    """Return the sheets as compressed JSON, one a line."""
    packer = zlib.compressobj(6)
    texts = chain.from_iterable(
        chain(("\n",) if number else (), sheet_json.to_json(sheet))
        for number, sheet in enumerate(sheets)
    )
    packed = b"".join([packer.compress(text.encode("utf-8")) for text in texts])
    return packed + packer.flush()
