"""Before a paper is made, or an old edition made again: whose safety notes concern it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ledger_app.actions.checking.safety_lines import SafetyLine, safety_lines
from ledger_app.actions.printing.evidence import is_of_evidence
from ledger_app.actions.printing.prepared import Prepared, request_of, sheets_of
from ledger_app.actions.printing.subject_files import files_of
from ledger_app.catalogue import STUDENT
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.subject import Of, subject_of
from ledger_app.printing import filling
from ledger_app.printing.model import PrintedSheet
from ledger_app.printing.visits.shape import VISITS
from ledger_app.printing.visits.sheet import PrintedRoute
from ledger_app.store.changes.former_values import former_values
from ledger_app.store.file.ledger import Ledger, Row

_NAME = STUDENT.field("name")


def on_paper(ledger: Ledger, prepared: Prepared) -> list[SafetyLine]:
    """Return the safety lines of the children that stand on a paper."""
    noted = {each.student: each for each in safety_lines(ledger)}
    return [noted[each] for each in _standing_on(ledger, prepared, noted)] if noted else []


def on_edition(ledger: Ledger, edition: Row) -> list[SafetyLine]:
    """Return the safety lines, as they are today, of the children that stand on an old edition.

    A table keeps no ids: there it is whoever is called, or was once called, as somebody on it.
    """
    noted = safety_lines(ledger)
    if not noted:
        return []
    subject, sheets = subject_of(edition["subject"] or ""), sheets_of(edition["content"])
    ids = subject.names if subject.of is Of.STUDENTS else ()
    if routes := [each for each in sheets if isinstance(each, PrintedRoute)]:
        ids = tuple(child for each in routes for child in each.children)
    if ids:
        return [each for each in noted if each.student in ids]
    return list(_named(ledger, sheets, Purpose(edition["purpose"]), noted))


def _standing_on(ledger: Ledger, prepared: Prepared, noted: dict[str, SafetyLine]) -> Iterator[str]:
    """Yield those of these children that it is known to be of, else those that the same paper of
    each alone would name; of what was kept and is no file, those whose names stand there."""
    if prepared.shown_ids or prepared.printout.shape == VISITS.key:
        yield from (each for each in dict.fromkeys(prepared.shown_ids) if each in noted)
    elif is_of_evidence(prepared.printout):
        found = _named(ledger, prepared.sheets, prepared.purpose, noted.values())
        yield from (each.student for each in found)
    else:
        yield from _filled_with(ledger, prepared, noted)


def _filled_with(ledger: Ledger, prepared: Prepared, noted: Collection[str]) -> Iterator[str]:
    printout, request = prepared.printout, request_of(ledger, prepared)
    for file in files_of(ledger, printout, prepared.subject, prepared.on, among=frozenset(noted)):
        name = masking.mask(_NAME, file.student["name"], prepared.purpose)
        for sheet in filling.filled(printout, [file], request):
            if any(name in text for text in filling.sheet_texts(sheet)):
                yield str(file.student["id"])
                break


def _named(
    ledger: Ledger,
    sheets: Iterable[PrintedSheet],
    purpose: Purpose,
    noted: Iterable[SafetyLine],
) -> Iterator[SafetyLine]:
    said = "\n".join(text for sheet in sheets for text in filling.sheet_texts(sheet))
    for each in noted:
        names = (masking.mask(_NAME, name, purpose) for name in _names(ledger, each))
        if any(name in said for name in names):
            yield each


def _names(ledger: Ledger, line: SafetyLine) -> set[str]:
    """Return what a child is called and was called: an old paper has the name of its day."""
    changes = former_values(ledger, line.student, {STUDENT.key: (_NAME.key,)})
    return {line.name} | {str(row["old"]) for row in changes if row["old"]}
