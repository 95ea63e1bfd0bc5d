"""Which of the children found was meant: one whose whole name was typed goes before the rest."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.names import query_key, search_keys

LOOKED_AT = 100  # children; who finds more types another letter


def fit(name: str, typed: str) -> int:
    """Return 0 where the name, its pinyin or initials are what was typed, 1 where they begin so."""
    key = query_key(typed.strip()).lower()
    keys = search_keys(name).split()
    if key in keys:
        return 0
    return 1 if key and any(each.startswith(key) for each in keys) else 2


def best(names: Sequence[str], typed: str) -> int:
    """Return the place of the name that fits best, the first of several; 0 if none does."""
    fits = [fit(name, typed) for name in names[:LOOKED_AT]]
    return fits.index(min(fits)) if fits else 0
