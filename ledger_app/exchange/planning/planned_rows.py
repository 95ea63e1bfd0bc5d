"""A row as it was decided, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import FAMILY, RESPONSIBLE, ProblemKind, RowProblem
from ledger_app.exchange.planning.import_plan import MemberChange, PlannedRow, RowFate
from ledger_app.exchange.planning.whose_row.listed_row import ListRow

_NOTHING: Mapping[str, Any] = {}
_HEADINGS = {FAMILY: "家庭成员", RESPONSIBLE: "包保"}  # of what is no field of the student's


def planned(
    listed: ListRow,
    fate: RowFate,
    problems: Sequence[RowProblem],
    reason: str = "",
    student_id: str | None = None,
    values: Mapping[str, Any] = _NOTHING,
    members: Iterable[MemberChange] = (),
    before: Mapping[str, Any] = _NOTHING,
) -> PlannedRow:
    """Return a row as it was decided; by default nothing is written of it."""
    row, list_index, *_ = listed
    return PlannedRow(
        row.sheet,
        row.row,
        list_index,
        str(row.values.get("name") or ""),
        row.cells,
        fate,
        tuple(problems),
        reason,
        student_id,
        values,
        tuple(members),
        before,
    )


def row_problem(row: ParsedRow, about: str, text: str, kind: ProblemKind) -> RowProblem:
    heading = _HEADINGS.get(about) or STUDENT.field(about).label
    return RowProblem(row.sheet, row.row, heading, text, kind, about)


def labels_of(keys: Sequence[str] | Mapping[str, Any]) -> str:
    return "、".join(STUDENT.field(key).label for key in keys)
