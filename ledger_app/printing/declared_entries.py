"""What all declared printouts share when they are read."""

from __future__ import annotations

from typing import Any

from ledger_app.domain.errors import LedgerError


def only(entries: dict[str, Any], allowed: set[str], where: str = "") -> None:
    """Raise LedgerError for an entry that nobody would read: a typing error must not pass."""
    unknown = sorted(set(entries) - allowed)
    if unknown:
        raise LedgerError(
            f"{where}里有不认识的“{unknown[0]}”。", f"可用：{'、'.join(sorted(allowed))}。"
        )
