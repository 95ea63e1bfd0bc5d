"""The printouts as this ledger has them."""

from __future__ import annotations

from ledger_app.catalogue.unit_tables.printout_change import PRINTOUT_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.printing.own_printouts import with_own
from ledger_app.printing.printout import Printout
from ledger_app.printing.printouts import printouts
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.own_values import Own, own_values


def printouts_in_use(ledger: Ledger) -> tuple[Printout, ...]:
    """Return all printouts in menu order, with this ledger's own titles and columns."""
    if "printouts" not in ledger.lasting:
        ledger.lasting["printouts"] = printouts_with(own_values(ledger, PRINTOUT_CHANGE))
    kept: tuple[Printout, ...] = ledger.lasting["printouts"]
    return kept


def printouts_with(own: Own) -> tuple[Printout, ...]:
    """Return all printouts with values by (printout, part, entry)."""
    return with_own(printouts(), own)


def printout_called(ledger: Ledger, key: str) -> Printout:
    """Return the printout with this key; raise LedgerError if there is none."""
    every = printouts_in_use(ledger)
    for one in every:
        if one.key == key:
            return one
    known = "、".join(one.key for one in every)
    raise LedgerError(f"没有“{key}”这张打印表。", f"可用的有：{known}。")
