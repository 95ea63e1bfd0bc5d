"""Settings kept inside the ledger (unit, township, rule changes): they travel with it."""

from __future__ import annotations

import json
from typing import Any

from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import saving


def get(ledger: Ledger, key: str, default: Any = None) -> Any:  # noqa: ANN401
    """Return one setting, or `default`."""
    text = ledger.value("SELECT value FROM setting WHERE key = ?", [key])
    return default if text is None else json.loads(text)


def several(ledger: Ledger, *keys: str) -> tuple[Any, ...]:
    """Return some settings, read at once; "" for each that is not there."""
    marks = ", ".join("?" * len(keys))
    found = dict(
        ledger.db.execute(f"SELECT key, value FROM setting WHERE key IN ({marks})", keys).fetchall()
    )
    return tuple(json.loads(found.get(key, '""')) for key in keys)


def everything(ledger: Ledger) -> dict[str, Any]:
    return {
        row["key"]: json.loads(row["value"])
        for row in ledger.rows("SELECT key, value FROM setting ORDER BY key")
    }


def put(ledger: Ledger, values: dict[str, Any], *, audited: bool = True) -> None:
    """Write settings in one transaction; the audit names the keys, not the values."""
    with saving(ledger):
        write(ledger, values)
        if audited:
            # A value may name a person; the trail cannot be cleaned of it afterwards.
            audit.append(ledger, "setting", {"keys": sorted(values), "sums": sums(values)})
    ledger.forget()


def sums(values: dict[str, Any]) -> dict[str, str]:
    """Return the hash of each setting as it is stored: `check` finds one that was altered."""
    return {key: audit.row_sum((key, _text(value))) for key, value in values.items()}


def _text(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False)


def write(ledger: Ledger, values: dict[str, Any]) -> None:
    """Write settings inside a transaction that somebody else opened."""
    for key, value in values.items():
        ledger.db.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [key, _text(value)],
        )
