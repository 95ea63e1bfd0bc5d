"""The identity number of each row beside what else the row says: kept, proposed, or no number."""

from __future__ import annotations

import re
from typing import Any

from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.meanings import IdPaper
from ledger_app.domain.identity import normalise_id
from ledger_app.domain.mending.id_doctor import FindingKind, Known, doctor
from ledger_app.domain.mending.papers import paper_of
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.id_cells import IdReading, normalise_register
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell, is_fault

_RESIDENT = (None, "", IdPaper.RESIDENT_CARD)
# Instead of a number: why there is none.
_NO_PAPER = re.compile("[未无没待补办丢失]|遗失|黑户|超生|外籍|不详|不清楚|不知")
ROUNDED = "号码的末三位是 000，像是表格把后三位变成了 0，请对着户口簿核对。"
_ELSE = "（号码没有导入，其余照常）"


def add_numbers(cells: ListCells, values: list[dict[str, Any]], ids: list[IdReading]) -> None:
    """Fill identity numbers, and the sex where no column says it; say where the two differ.

    What a number that is not sound was meant to be is proposed, with its evidence, never kept.
    """
    columns = cells.with_key("id_no")
    raws = cells.first_of(columns)
    for at, (row, reading) in enumerate(zip(values, ids, strict=True)):
        if reading.problem:
            ids[at] = reading = _told(cells, at, row, raws[at], reading, columns[0])
        if reading.number:
            _keep(cells, at, row, reading, columns)


def _keep(
    cells: ListCells,
    at: int,
    row: dict[str, Any],
    reading: IdReading,
    columns: list[ListColumn],
) -> None:
    row["id_no"] = reading.number
    # One of eleven rounded numbers has a right check digit all the same.
    is_rounded = bool(reading.sex) and (reading.number or "").endswith("000")
    if is_rounded:
        cells.note(at, columns[0], ROUNDED, ProblemKind.CHECK)
    # What the cell says stays even against the number: the household register decides.
    if reading.sex and not is_rounded:
        row.setdefault("sex", reading.sex)
    if reading.sex and row.get("sex", reading.sex) != reading.sex:
        text = "与身份证号第 17 位表示的性别不一致，请核对。"
        cells.note(at, "性别", text, ProblemKind.CHECK, "sex")
    if reading.mended:
        cells.note(at, columns[0], reading.mended, ProblemKind.CHECK)
    if not reading.sex and row.get("id_type") in _RESIDENT:
        paper = paper_of(reading.number or "")[0] or "别的证件"
        text = f"这个号码像是{paper}，不是居民身份证号，请选证件类型。"
        cells.note(at, columns[0], text, ProblemKind.CHECK, "id_type")


def _told(
    cells: ListCells,
    at: int,
    row: dict[str, Any],
    raw: Cell,
    reading: IdReading,
    column: ListColumn,
) -> IdReading:
    """Return the reading of a cell that is no sound number, with what is to be said of it said."""
    text = as_text(raw).strip()
    if is_fault(raw):
        cells.note(at, column, reading.problem, ProblemKind.LEFT_OUT)
        return reading
    if _says_why(text):
        _keep_reason(cells, at, row, text, column)
        return IdReading()
    if row.get("id_type") not in _RESIDENT and re.search("[0-9]", text):
        number = normalise_id(text)  # the paper is named: its numbers have no check digit
        return IdReading(number, "", number)
    known = Known(*(str(row.get(key) or "") for key in ("birth_date", "sex", "register_no")))
    finding = doctor(raw, known, cells.known.today)
    said, proposal = (finding.text, finding.proposal) if finding else (reading.problem, "")
    if finding and finding.kind is FindingKind.REGISTER_NUMBER and "register_no" not in row:
        row["register_no"] = normalise_register(text)
        said = f"“{text}”是学籍号，不是身份证号，记到了“学籍号”。"
        cells.note(at, column, said, ProblemKind.MOVED, "register_no")
        return IdReading()
    cells.note(at, column, said + _ELSE, ProblemKind.LEFT_OUT)
    return reading._replace(proposal=proposal)


def _says_why(text: str) -> bool:
    folded = fold(text)
    return not re.search("[0-9]{4}", folded) and bool(_NO_PAPER.search(folded))


def _keep_reason(
    cells: ListCells, at: int, row: dict[str, Any], text: str, column: ListColumn
) -> None:
    """Keep why a child has no number: it is one without papers, not one with a wrong number."""
    row.setdefault("no_id_reason", text)
    row.setdefault("id_type", IdPaper.OTHER)
    said = f"没有身份证号：“{text}”记到了“无身份证号原因”。"
    cells.note(at, column, said, ProblemKind.MOVED, "no_id_reason")
