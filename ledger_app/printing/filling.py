"""Fill a declared printout with children, and tie the sheets to their edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.for_paper import for_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing import fonts
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.number_guard import doubts, guarded
from ledger_app.printing.paper_formats import on_paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.problems import SheetProblem, SheetProblemKind, Who
from ledger_app.printing.request import PURPOSE_WORDS, Request
from ledger_app.printing.shapes import SHAPES, shape_of

_SHOWN_CHARACTERS = 12  # of a hash on paper: enough to compare by eye


@dataclass(frozen=True)
class Edition:
    """The number of a print that can be made again exactly, and the audit chain it belongs to."""

    number: str
    audit_head: str


def filled(
    printout: Printout, files: Iterable[StudentFile], request: Request
) -> tuple[PrintedSheet, ...]:
    """Return the sheets of a printout as of a day, still without a foot line.

    Raises LedgerError if it is not for this purpose, or if it finds no room on the paper.
    """
    shape = SHAPES[printout.shape]
    must_be_for(printout, request.purpose)
    if request.purpose is Purpose.NOTICE and shape.for_notice:
        printout = shape.for_notice(printout)
    if request.purpose is Purpose.OWN_FILE:
        printout = printout.for_the_office()
    if request.paper:
        printout = on_paper(printout, request.paper)
    family = printout.signed_by_family  # asked once: a township has its files by the ten thousand
    files = (
        for_paper(file, request.on, request.purpose, signed_by_family=family) for file in files
    )
    return tuple(guarded(each, request.purpose) for each in shape.fill(printout, files, request))


def must_be_for(printout: Printout, purpose: Purpose) -> None:
    """Raise LedgerError unless the printout's file declares that it may be printed for this."""
    if purpose in printout.purposes:
        return
    usable = "、".join(f"“{PURPOSE_WORDS[each]}”" for each in printout.purposes)
    raise LedgerError(
        f"{printout.plain_title}不能用于{PURPOSE_WORDS[purpose]}。", f"可选的用途：{usable}。"
    )


def footed(sheet: PrintedSheet, content_hash: str, edition: Edition | None = None) -> PrintedSheet:
    """Return the sheet with the foot line that ties it to its content, edition, audit chain."""
    foot = _check(content_hash)
    if edition:
        head = edition.audit_head[:_SHOWN_CHARACTERS] or "—"
        foot = f"期号 {edition.number}　{foot}　审计 {head}"
    return replace(sheet, footer=foot)


def _check(content_hash: str) -> str:
    return f"内容校验 {content_hash[:_SHOWN_CHARACTERS]}"


def unnumbered(sheet: PrintedSheet, content_hash: str) -> PrintedSheet:
    """Return the sheet with a foot line that says that no edition of it is recorded."""
    return replace(sheet, footer=f"未编号（台账没有记录）　{_check(content_hash)}")


def fingerprint(sheet: PrintedSheet) -> str:
    """Return the SHA-256 of all that is printed, foot line excepted, as hex."""
    digest = hashlib.sha256()
    for part in shape_of(sheet).content(sheet):
        digest.update(part.encode())
    return digest.hexdigest()


def sheet_texts(sheet: PrintedSheet) -> Iterable[str]:
    return shape_of(sheet).texts(sheet)


def row_count(sheet: PrintedSheet) -> int:
    """Return how many rows a sheet has; a card is one."""
    return shape_of(sheet).count(sheet)


def glyph_problems(sheets: Iterable[PrintedSheet]) -> list[SheetProblem]:
    """Return the characters that no font has, each with whom its text is about."""
    sheets = tuple(sheets)
    missing = fonts.missing_characters(chain.from_iterable(map(sheet_texts, sheets)))
    problems = []
    for char, text in missing:
        said = f"“{text}”里的“{char}”（U+{ord(char):04X}）字库里没有，纸上会印出带框的编码。"
        whom = (shape_of(sheet).about(sheet, text) for sheet in sheets)
        about = next((who for who in whom if who.name), Who())
        problems.append(SheetProblem(SheetProblemKind.GLYPH, said, about))
    return problems


def number_problems(sheets: Iterable[PrintedSheet]) -> list[SheetProblem]:
    """Return what of masked sheets looks like a number and can't be judged, each with its child."""
    return list(doubts(sheets, lambda sheet, text: shape_of(sheet).about(sheet, text)))


def gaps(sheets: Iterable[PrintedSheet]) -> list[SheetProblem]:
    """Return what is missing on the sheets."""
    return [each for sheet in sheets for each in shape_of(sheet).gaps(sheet)]
