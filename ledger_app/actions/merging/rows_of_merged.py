"""Rows of workbooks that still have name and number of a file that went into another one."""

from __future__ import annotations

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.same_child.row_keys import row_key
from ledger_app.domain.same_child.sides import Side
from ledger_app.exchange.planning.unsure import Decision
from ledger_app.store.changes import merges
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup


def rows_of_merged(ledger: Ledger) -> dict[str, Decision]:
    """Return whose such rows are, by their key: who merged two files has decided it of next
    month's list, too. Without a number a row is judged by what it says."""
    found = {}
    for merge in merges.standing(ledger):
        row = student_lookup.student(ledger, merge.gone)
        if row and (row["id_no"] or row["register_no"]):
            found[row_key(Side(row))] = Decision(SameChild.SAME, merge.kept)
    return found
