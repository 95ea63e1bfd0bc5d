"""Before a paper is made: whose safety notes concern it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ledger_app.actions.checking.safety_lines import SafetyLine, safety_lines
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Prepared
from ledger_app.actions.printing.subject_files import files_of
from ledger_app.catalogue import STUDENT
from ledger_app.domain.telling import masking
from ledger_app.printing import filling
from ledger_app.printing.visits.shape import VISITS
from ledger_app.store.file.ledger import Ledger


def on_paper(ledger: Ledger, prepared: Prepared) -> list[SafetyLine]:
    """Return the safety lines of the children that stand on a paper."""
    noted = {each.student: each for each in safety_lines(ledger)}
    return [noted[each] for each in _standing_on(ledger, prepared, noted)] if noted else []


def _standing_on(ledger: Ledger, prepared: Prepared, noted: Collection[str]) -> Iterator[str]:
    """Yield those of these children that it is known to be of, else those that the same paper of
    each alone would name."""
    if prepared.shown_ids or prepared.printout.shape == VISITS.key:
        yield from (each for each in dict.fromkeys(prepared.shown_ids) if each in noted)
        return
    printout, request = prepared.printout, print_ledger.request_of(ledger, prepared)
    for file in files_of(ledger, printout, prepared.subject, prepared.on, among=frozenset(noted)):
        name = masking.mask(STUDENT.field("name"), file.student["name"], prepared.purpose)
        for sheet in filling.filled(printout, [file], request):
            if any(name in text for text in filling.sheet_texts(sheet)):
                yield str(file.student["id"])
                break
