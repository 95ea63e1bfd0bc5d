"""What the words of one column tell of other fields, put where it belongs."""

from __future__ import annotations

from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import AbsentKind, Presence, RegisterStatus, StudentSource
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.list_cells import ListCells
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.cells.telling_words import TOLD_KEYS, VAGUE, Told, told_by
from ledger_app.exchange.layout.headings import ListColumn


def add_told(cells: ListCells, rows: list[dict[str, Any]]) -> None:
    """Put into each row what such words say; of what another column denies nothing is taken."""
    for key in sorted(TOLD_KEYS):
        for column in cells.with_key(key):
            for at, raw in enumerate(cells.cells[column.index]):
                if raw != "" and (told := told_by(key, raw)):
                    _add(cells, at, rows[at], column, told)


def _add(cells: ListCells, at: int, row: dict[str, Any], column: ListColumn, told: Told) -> None:
    word = as_text(cells.cells[column.index][at]).strip()
    own = column.meaning.field.key if column.meaning.field else ""
    if "student_source" in told:
        told = _lent(row)
        if not told:
            text = f"“{word}”看不出是借到本校来读还是到外校借读，请在在籍在校情况里写明{LEFT_OUT}"
            cells.note(at, column, text, ProblemKind.LEFT_OUT)
    for key, value in told.items():
        field = STUDENT.field(key)
        name = code_list(field.codes).name_of(value)
        if row.get(key) not in (None, value):
            text = f"“{word}”与“{field.label}”一栏不一致，请核对{LEFT_OUT}"
            cells.note(at, column, text, ProblemKind.LEFT_OUT, key)
            continue
        if key == "register_status" and value == RegisterStatus.MOVING_OUT:
            text = f"“{word}”按“{name}”登记；手续办完的，请在档案里登记转出。"
            cells.note(at, column, text, ProblemKind.CHECK, key)
        elif word in VAGUE:
            text = f"“{word}”按“{name}”登记，请核对孩子去了哪里，写明归类。"
            cells.note(at, column, text, ProblemKind.CHECK, key)
        elif own not in told and row.get(key) != value:
            text = f"“{word}”不是“{column.heading}”里的一项，记到了“{field.label}：{name}”。"
            cells.note(at, column, text, ProblemKind.MOVED, key)
        row[key] = value


def _lent(row: dict[str, Any]) -> Told:
    """Return what 借读 says of a child: here by the row, or elsewhere; {} if nobody knows."""
    presence = row.get("in_school_status")
    if presence == Presence.NOT_AT_SCHOOL:
        return {"absent_kind": AbsentKind.TAUGHT_ELSEWHERE}
    if presence in (Presence.AT_SCHOOL, Presence.WITHOUT_REGISTER):
        return {"student_source": StudentSource.LENT}
    return {}
