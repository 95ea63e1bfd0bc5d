"""Differences that were decided for our side: which the other side had otherwise when it told last.

That is read from the contents of its last package: a conflict says only what was told in its day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ledger_app.actions.handoff.named_now import told_in
from ledger_app.domain.merging.looking import is_withheld
from ledger_app.domain.merging.plan import AskedKind
from ledger_app.domain.merging.told import State
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import packages
from ledger_app.store.handoff.taking_theirs import value_in
from ledger_app.store.handoff.units import units_above


def still_other(ledger: Ledger, rows: Sequence[Row]) -> dict[str, bool]:
    """Return {id: whether the other side was asked, too, and keeps its own} of those that stand.

    `rows` are differences of which our side was kept; one that the other has taken is left out.
    """
    found: dict[str, bool] = {}
    above = units_above(ledger)
    for unit in dict.fromkeys(row["unit_code"] for row in rows):
        last = next(iter(packages.accepted(ledger, unit)), None)
        body = packages.body(ledger, last.digest) if last is not None else None
        told = told_in(ledger, body) if body is not None else State()
        for row in rows:
            if row["unit_code"] != unit or _is_as_ours(row, told):
                continue
            is_later = last is not None and last.digest != row["digest"]
            is_asked_above = row["kind"] == AskedKind.REFUSED
            found[row["id"]] = is_later if unit in above else is_asked_above
    return found


def _is_as_ours(row: Row, told: State) -> bool:
    """Tell whether the other side said the same as we do when it told last."""
    there, field = told.living.get(row["record"]), row["field"] or ""
    if there is None or is_withheld(told, row["table_name"], field):
        return False
    return bool(value_in(row, there) == json.loads(row["ours"] or "null"))
