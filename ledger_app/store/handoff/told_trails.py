"""How audit trails stood when packages were made: kept with each, made here or taken."""

from __future__ import annotations

import json

from ledger_app.domain.merging.header import Header
from ledger_app.domain.merging.trail import Trail, is_cut, trail_in
from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages

_MOST = 200  # ends of the own trail that a package tells


def own_trail(ledger: Ledger, unit_code: str) -> Trail:
    """Return how the own trail stands now, and at the ends that this unit was told before."""
    numbers = ledger.column(
        "SELECT json_extract(told, '$.audit.no') FROM package WHERE direction = 'out' "
        "AND coalesce(unit_code, ?1) = ?1 AND json_extract(told, '$.audit.no') IS NOT NULL "
        "ORDER BY no DESC LIMIT ?2",
        [unit_code, _MOST],
    )
    return Trail(*audit.end(ledger), audit.hashes(ledger, numbers))


def cut_after(ledger: Ledger, header: Header) -> int:
    """Return the number of the entry that the sender's trail lost since the last package, or 0.

    It is held against the last one taken of this copy of its ledger; of a restored or copied one
    against the last that both know: what came after that was never in its trail.
    """
    known = {each.digest for each in header.knows}
    for each in packages.accepted(ledger, header.ledger_id):
        if each.incarnation == header.incarnation or each.digest in known:
            then = _kept(ledger, each.digest)
            is_lost = then is not None and is_cut(trail_in(header.shown), then)
            return then.no if then is not None and is_lost else 0
    return 0


def _kept(ledger: Ledger, digest: str) -> Trail | None:
    told = ledger.value(
        "SELECT told FROM package WHERE deleted_at IS NULL AND direction = 'in' AND digest = ?",
        [digest],
    )
    return trail_in(json.loads(told or "{}"))
