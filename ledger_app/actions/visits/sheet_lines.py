"""The children of a route sheet, in the order of the paper, with what one went for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger_app.actions import find_students
from ledger_app.actions.contact.draft import child_of
from ledger_app.actions.rosters.sheets_out import OpenSheet
from ledger_app.actions.visits.whom_to_visit import lines_of
from ledger_app.catalogue.meanings import ContactPurpose
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files


@dataclass(frozen=True)
class SheetChild:
    """A child on a sheet; `number` is its line on the paper, `purpose` what one went for.

    `is_out` and `suspicion` are those of the short form of a contact: what a result leads to.
    """

    id: str
    number: int
    name: str
    of_class: str
    reason: str
    purpose: str
    is_answered: bool
    is_out: bool = False
    suspicion: Mapping[str, str] = field(default_factory=dict)


def children_of(ledger: Ledger, sheet: OpenSheet) -> list[SheetChild]:
    """Return the children of a sheet in the order of the paper; who has no file, or only one to be
    read here, is left out."""
    kept = [each for each in sheet.children if each not in sheet.gone]
    rows = {row["id"]: row for row in find_students.rows_of(ledger, kept)}
    on = ledger.day()
    due = lines_of(ledger, on, rows)
    made = (child_of(file, on, ()) for file in load_files(ledger, list(rows)))
    spoken = {each.id: each for each in made}
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
            is_out=spoken[child].is_out,
            suspicion=spoken[child].suspicion,
        )
        for number, child in enumerate(sheet.children, 1)
        if child in rows
    ]  # fmt: skip
