"""Keep a comparison as evidence: both lists with day, rows and hash, and what came out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ledger_app.actions.compare.as_plain import as_plain
from ledger_app.actions.compare.compare_lists import Compared
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.comparing.compare_kinds import kind_of
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.rosters import comparisons


def keep(ledger: Ledger, compared: Compared) -> str:
    """Keep a comparison; return its id. The same lists again are kept once, if no other between."""
    values = {
        "compared_on": compared.on,
        "kind": compared.kind.key,
        "left_source": compared.left.name[:260],
        "left_digest": compared.left.digest[:64],
        "left_on": compared.left.listed_on,
        "left_count": compared.left.row_count,
        "right_source": compared.right.name[:260],
        "right_digest": compared.right.digest[:64],
        "right_on": compared.right.listed_on,
        "right_count": compared.right.row_count,
    }
    told = json.dumps(as_plain(compared), ensure_ascii=False)
    with ledger.lock:
        before = comparisons.newest_kept(ledger, compared.on)
        is_same = before is not None and all(before[key] == values[key] for key in values)
        with revise(ledger, "edit", f"记下比对：{compared.kind.label}") as revision:
            if is_same and before is not None:
                revision.update("comparison", before["id"], {"told": told})
                return str(before["id"])
            return revision.insert("comparison", {**values, "told": told})


def kept_told(row: Row) -> dict[str, Any]:
    """Return what came out of a comparison that was kept."""
    told: dict[str, Any] = json.loads(row["told"] or "{}")
    return told


def kept_list(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the comparisons that were kept, newest first: what, of which day, from where."""
    return [{**row, "label": kind_of(row["kind"]).label} for row in comparisons.kept(ledger)]


def kept_named(ledger: Ledger, comparison_id: str) -> Mapping[str, Any]:
    """Return a kept comparison whole; raise LedgerError if there is none."""
    row = comparisons.kept_one(ledger, comparison_id)
    if row is None:
        raise LedgerError("这次比对没有记在台账里。", "先用“记入台账”。")
    return row
