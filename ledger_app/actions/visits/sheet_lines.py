"""The children of a route sheet, in the order of the paper, with what one went for."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions import find_students
from ledger_app.actions.rosters.sheets_out import OpenSheet
from ledger_app.actions.visits.whom_to_visit import lines_of
from ledger_app.catalogue.meanings import ContactPurpose
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class SheetChild:
    """A child on a sheet; `number` is its line on the paper, `purpose` what one went for."""

    id: str
    number: int
    name: str
    of_class: str
    reason: str
    purpose: str
    is_answered: bool


def children_of(ledger: Ledger, sheet: OpenSheet) -> list[SheetChild]:
    """Return the children of a sheet in the order of the paper; who has no file is left out."""
    rows = {row["id"]: row for row in find_students.rows_of(ledger, sheet.children)}
    due = lines_of(ledger, ledger.day(), rows)
    return [
        SheetChild(
            id=child,
            number=number,
            name=rows[child]["name"],
            of_class=grade_and_class(rows[child]),
            reason="；".join(line.reason for line in due.get(child, ())),
            purpose=next((p for line in due.get(child, ()) if (p := line.presets.get("purpose"))),
                         ContactPurpose.VERIFICATION),
            is_answered=child in sheet.answered,
        )
        for number, child in enumerate(sheet.children, 1)
        if child in rows
    ]  # fmt: skip
