"""Papers about the program itself: 字段说明, all fields and all code lists; a sheet of keys.

They are filled from what the catalogue declares (Request.evidence), not from files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.shape import filled_elsewhere
from ledger_app.printing.tables.sheet import PrintedColumn, PrintedTable

WIDEST_MM = 90.0
_NOTHING = {"title": "", "headings": ("项目",), "short": (), "rows": ()}


@dataclass(frozen=True, kw_only=True)
class CodeBookBody:
    """Its columns come with what it is filled from."""

    columns: tuple[PrintedColumn, ...] = ()


def _read(_entries: dict[str, Any], _paper: Paper) -> dict[str, Any]:
    return {"body": CodeBookBody()}


def _fill(
    printout: Printout, _files: Iterable[StudentFile], request: Request
) -> tuple[PrintedTable, ...]:
    told: Mapping[str, Any] = request.evidence or {"tables": (_NOTHING,)}
    return tuple(_table(printout, request, each) for each in told["tables"])


def _table(printout: Printout, request: Request, told: Mapping[str, Any]) -> PrintedTable:
    table = PrintedTable(
        title=request.header.named(printout.title, ""),
        subtitle=told["title"],
        columns=tuple(_columns(told["headings"], told["short"])),
        rows=[tuple(row) for row in told["rows"]],
        paper=printout.paper,
        notes=printout.notes,
        signers=printout.signers,
        **request.head,
    )
    return fitted(table, is_own_paper=True)


def _columns(headings: Sequence[str], short: Sequence[str]) -> Iterable[PrintedColumn]:
    for heading in headings:
        one_line = heading in short
        most = 0.0 if one_line else WIDEST_MM
        yield PrintedColumn(
            caption=heading, source=heading, align=Align.LEFT, one_line=one_line, max_mm=most
        )


CODE_BOOK = filled_elsewhere("code_book", [Of.UNIT], _read, _fill)
KEY_SHEET = replace(CODE_BOOK, key="key_sheet")
