"""回执: what was accepted, decided, corrected and asked goes back to one unit below. design §7."""

from __future__ import annotations

from pathlib import Path

from ledger_app.actions.handoff.making import Order, Packed, make
from ledger_app.actions.progress import Progress
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import PackageKind
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages, partners
from ledger_app.store.handoff.partners import Partner
from ledger_app.store.handoff.telling import tell_down


def make_receipt(
    ledger: Ledger,
    unit: str,
    target: Path,
    *,
    custodian: str = "",
    stick_no: str = "",
    words: bool = False,
    progress: Progress | None = None,
) -> Packed:
    """Make the next receipt for a unit below, by its code or name; write it to a folder or file.

    It answers the last package taken from there and holds our side of all it told. It can be made
    before anything came: children may be on their way to that unit. Raises LedgerError.
    """
    partner = unit_below(ledger, unit)
    accepted = packages.accepted(ledger, partner.unit_code)
    order = Order(
        kind=PackageKind.RECEIPT,
        partner=partner,
        tell=lambda _: tell_down(ledger, partner.unit_code),
        cut_off_on=ledger.today().isoformat(),
        knows=accepted,
        based_on=accepted[0] if accepted else None,
        custodian=custodian,
        stick_no=stick_no,
        with_words=words,
    )
    return make(ledger, order, target, progress)


def unit_below(ledger: Ledger, unit: str) -> Partner:
    """Return the unit below with this code or name; raise LedgerError unless it is exactly one."""
    text = unit.strip()
    below = partners.below(ledger)
    found = [each for each in below if each.unit_code == text]
    found = found or [each for each in below if each.unit_name == text]
    if len({each.unit_code for each in found}) != 1:
        raise LedgerError(
            f"没有配对过的下级单位“{text}”，或者有几个同名。",
            "请写单位代码；还没有配对的，先在“移交”里配对。",
        )
    one = partners.partner_of_code(ledger, found[0].unit_code)
    return one or found[0]
