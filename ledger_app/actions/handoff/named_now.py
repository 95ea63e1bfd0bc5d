"""Contents of packages, with schools called as they are by now."""

from __future__ import annotations

from ledger_app.domain.merging.renamed import renamed
from ledger_app.domain.merging.told import State
from ledger_app.exchange.packages import lines
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.naming.recoding import former_codes


def told_in(ledger: Ledger, body: bytes) -> State:
    """Return what a package told; a school that got another code since goes by that."""
    return renamed(lines.decode(body), former_codes(ledger))
