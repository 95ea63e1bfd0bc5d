"""The printouts of this ledger: other titles and columns; each change can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ledger_app.actions.printing.printouts_in_use import printout_called, printouts_with
from ledger_app.catalogue.unit_tables.printout_change import PRINTOUT_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.printing.printout import Printout
from ledger_app.printing.tables.declared import Part, TableBody
from ledger_app.store.changes import own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.own_values import own_values

KIND = "setting"  # of the revisions
_OF_WHOLE: dict[str, Callable[[str], Any]] = {"title": str, "columns": lambda text: text.split(",")}
_OF_COLUMN: dict[str, Callable[[str], Any]] = {
    "caption": str,
    "shown": {"true": True, "false": False}.__getitem__,
    "width_mm": float,
}


def change_printout(ledger: Ledger, key: str, given: Mapping[tuple[str, str], Any]) -> None:
    """Keep a ledger's own values of one printout by part and entry; None is the usual one again.

    What there is to change: printing/own_printouts.py. Raises LedgerError, with nothing kept, for
    a printout that is not there and for a value that is no use.
    """
    before = printout_called(ledger, key)
    _check_names(ledger, before, given)
    own = own_values(ledger, PRINTOUT_CHANGE)
    for (part, entry), value in given.items():
        own.pop((key, part, entry), None)
        if value is not None:
            own[key, part, entry] = value
    printouts_with(own)  # refuses what could not be printed
    with revise(ledger, KIND, f"改打印表：{before.plain_title}") as revision:
        own_changes.keep(revision, PRINTOUT_CHANGE, own)


def _check_names(ledger: Ledger, printout: Printout, given: Mapping[tuple[str, str], Any]) -> None:
    """Refuse what nothing would be made of: a typing error must not pass."""
    known = [part.name for part in parts(ledger, printout.key)]
    named = [part for part, _ in given if part] + list(given.get(("", "columns")) or ())
    unknown = next((name for name in named if name not in known), None)
    if unknown is not None:
        hint = f"可用的列名：{'、'.join(known)}。" if known else "它只能改标题。"
        raise LedgerError(f"打印表“{printout.plain_title}”没有“{unknown}”这一列。", hint)


def parts(ledger: Ledger, key: str) -> tuple[Part, ...]:
    """Return the columns of a table in their order, those not printed too; of a card none."""
    body = printout_called(ledger, key).body
    return body.parts if isinstance(body, TableBody) else ()


def parsed(typed: Mapping[str, str]) -> dict[tuple[str, str], Any]:
    """Return values by part and entry from what is typed: title=…, NAME.width_mm=12.5.

    Nothing typed is the usual one again. Raises LedgerError for what is no number, no true or
    false, and for an entry that is not there.
    """
    given: dict[tuple[str, str], Any] = {}
    for name, text in typed.items():
        part, _, entry = name.rpartition(".")
        read = (_OF_COLUMN if part else _OF_WHOLE).get(entry)
        if read is None:
            known = "、".join((*_OF_WHOLE, *(f"列名.{each}" for each in _OF_COLUMN)))
            raise LedgerError(f"打印表没有“{name}”这一项。", f"可以改的有：{known}。")
        try:
            given[part, entry] = read(text) if text else None
        except (KeyError, ValueError) as error:
            raise LedgerError(f"“{name}”不能是“{text}”。") from error
    return given


def usual_again(ledger: Ledger, key: str) -> None:
    """Take back every change of one printout."""
    title = printout_called(ledger, key).plain_title
    own = own_values(ledger, PRINTOUT_CHANGE)
    left = {where: value for where, value in own.items() if where[0] != key}
    with revise(ledger, KIND, f"恢复原来的打印表：{title}") as revision:
        own_changes.keep(revision, PRINTOUT_CHANGE, left)
