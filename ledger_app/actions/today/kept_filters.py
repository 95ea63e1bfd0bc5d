"""The filters of 今日, kept in the ledger: they name villages and people, as no other file may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger

_KEPT = "today_filters"


def kept(ledger: Ledger) -> dict[str, Any]:
    """Return the filters that were in use last; empty before the first."""
    found = settings.get(ledger, _KEPT, {})
    return found if isinstance(found, dict) else {}


def keep(ledger: Ledger, filters: Mapping[str, Any]) -> None:
    """Keep filters for the next time; a ledger that is only read keeps none."""
    if not ledger.refusal:
        settings.put(ledger, {_KEPT: dict(filters)}, audited=False)
