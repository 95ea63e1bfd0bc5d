"""Two lists that were compared, on paper: whom each lacks, who differs, and what was found out.

It is filled from a comparison that was kept (Request.evidence), not from files: the lists are the
evidence, with source, day, rows and hash in the head. Columns as L5 of domain.md §4 has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import FULL, Purpose, mask, mask_numbers
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Align, Paper
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Request
from ledger_app.printing.tables.fitting import fitted
from ledger_app.printing.tables.shape import filled_elsewhere
from ledger_app.printing.tables.sheet import NUMBER_SOURCE, PrintedColumn, PrintedTable

_LEFT = Align.LEFT
_COLUMNS = (
    PrintedColumn(caption="序号", source=NUMBER_SOURCE, max_mm=9.0, one_line=True),
    PrintedColumn(caption="比对结果", source="found"),
    PrintedColumn(caption="姓名", source="姓名", one_line=True),
    PrintedColumn(caption="性别", source="sex", max_mm=9.0),
    PrintedColumn(caption="出生日期", source="birth_date", one_line=True),
    PrintedColumn(caption="身份证号", source="id_no", one_line=True),
    PrintedColumn(caption="户籍地或学校", source="place", align=_LEFT),
    PrintedColumn(caption="户主或监护人", source="family"),
    PrintedColumn(caption="原因", source="reason", align=_LEFT, max_mm=60.0),
    PrintedColumn(caption="核查结果", source="answer", min_mm=18.0),
    PrintedColumn(caption="佐证和说明", source="remark", align=_LEFT, min_mm=20.0),
    PrintedColumn(caption="核查人", source="answered_by", min_mm=14.0),
    PrintedColumn(caption="核查日期", source="answered_on", min_mm=17.0, one_line=True),
)
_NOT_KEPT = "还没有记入台账的比对：在“比对”里比一次，点“记入台账”。"
_HASH = 8  # characters of a list's hash: enough to compare by eye


@dataclass(frozen=True, kw_only=True)
class ComparisonBody:
    """Its columns are always the same."""

    columns: tuple[PrintedColumn, ...] = _COLUMNS


def _read(_entries: dict[str, Any], _paper: Paper) -> dict[str, Any]:
    return {"body": ComparisonBody()}


def _fill(
    printout: Printout, _files: Iterable[StudentFile], request: Request
) -> tuple[PrintedTable, ...]:
    told = request.evidence
    label = f"（{told['label']}）" if told else ""
    table = PrintedTable(
        title=request.header.named(printout.title, "") + label,
        subtitle=_sources(told) if told else "",
        columns=printout.body.columns,
        rows=list(_rows(told, request.purpose)) if told else [],
        paper=printout.paper,
        notes=(*(_notes(told) if told else (_NOT_KEPT,)), *printout.notes),
        signers=printout.signers,
        **request.head,
    )
    return (fitted(table, is_own_paper=True),)


def _sources(told: Mapping[str, Any]) -> str:
    return "；".join(
        f"{told['sides'][side]}：{source['name']}，{source['listed_on']}，{source['rows']} 行，"
        f"校验 {source['digest'][:_HASH]}"
        for side in ("left", "right")
        if (source := told[side])
    )


def _notes(told: Mapping[str, Any]) -> Iterator[str]:
    counted = "，".join(f"{title} {len(told[key])} 人" for key, title in told["titles"].items())
    yield f"{told['on']} 比对：{counted}，两份都有 {told['counts']['both']} 人。"
    if told["outside_age"]:
        yield f"不在义务教育年龄（{told['age_window']}）的 {len(told['outside_age'])} 人没有列入。"
    for side in ("left", "right"):
        if left_out := told[side]["left_out"]:
            yield f"{told['sides'][side]}有 {len(left_out)} 处没有比对（隐藏、没有姓名等）。"


def _rows(told: Mapping[str, Any], purpose: Purpose) -> Iterator[tuple[str, ...]]:
    number = 0
    for key, title in told["titles"].items():
        for entry in told[key]:
            number += 1
            yield (str(number), title, *_cells(entry, purpose))


def _cells(entry: Mapping[str, Any], purpose: Purpose) -> Iterator[str]:
    """Yield the cells behind number and result."""
    for key in ("name", "sex", "birth_date", "id_no"):
        yield mask(STUDENT.field(key), str(entry.get(key) or ""), purpose)
    village = "".join(str(entry.get(key) or "") for key in ("village", "hamlet"))
    school = "".join(str(entry.get(key) or "") for key in ("school", "grade"))
    reason, remark = _reason(entry), str(entry.get("remark") or "")
    if purpose not in FULL:
        reason, remark = mask_numbers(reason), mask_numbers(remark)
    yield from (village or school, str(entry.get("head") or entry.get("guardian") or ""), reason)
    yield from (str(entry.get("answer") or ""), remark)
    yield from (str(entry.get(key) or "") for key in ("answered_by", "answered_on"))


def _reason(entry: Mapping[str, Any]) -> str:
    if fields := entry.get("fields"):
        return "；".join(f"{each['label']} {each['left']} / {each['right']}" for each in fields)
    return str(entry["reason"])


COMPARISON = filled_elsewhere("comparison", [Of.UNIT], _read, _fill)
