"""The printouts of this ledger: other titles and columns; each change can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger_app.actions.printing.printouts_in_use import printout_called, printouts_with
from ledger_app.catalogue.tables.printout_change import PRINTOUT_CHANGE
from ledger_app.store.changes import own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.own_values import own_values

KIND = "setting"  # of the revisions


def change_printout(ledger: Ledger, key: str, given: Mapping[tuple[str, str], Any]) -> None:
    """Keep a ledger's own values of one printout by part and entry; None is the usual one again.

    What there is to change: printing/own_printouts.py. Raises LedgerError, with nothing kept, for
    a printout that is not there and for a value that is no use.
    """
    before = printout_called(ledger, key)
    own = own_values(ledger, PRINTOUT_CHANGE)
    for (part, entry), value in given.items():
        own.pop((key, part, entry), None)
        if value is not None:
            own[key, part, entry] = value
    printouts_with(own)  # refuses what could not be printed
    with revise(ledger, KIND, f"改打印表：{before.plain_title}") as revision:
        own_changes.keep(revision, PRINTOUT_CHANGE, own)


def usual_again(ledger: Ledger, key: str) -> None:
    """Take back every change of one printout."""
    title = printout_called(ledger, key).plain_title
    own = own_values(ledger, PRINTOUT_CHANGE)
    left = {where: value for where, value in own.items() if where[0] != key}
    with revise(ledger, KIND, f"恢复原来的打印表：{title}") as revision:
        own_changes.keep(revision, PRINTOUT_CHANGE, left)
