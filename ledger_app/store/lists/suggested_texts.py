"""What was typed before and is offered again: texts, regions, what the last record says."""

from __future__ import annotations

from typing import Any

from ledger_app.store.file.ledger import Ledger


def texts(ledger: Ledger, table: str, key: str, limit: int) -> list[str]:
    """Return the texts of one field, most frequent first; `table` and `key` are the catalogue's."""
    return ledger.column(
        f"SELECT {key} FROM {table} WHERE deleted_at IS NULL AND {key} IS NOT NULL "
        f"GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {limit}"
    )


def regions(ledger: Ledger) -> list[tuple[str, str]]:
    """Return (code, name) of the villages that living files name, then of the townships."""
    return [
        (row["code"], row["name"])
        for place in ("village", "township")
        for row in ledger.rows(
            f"SELECT DISTINCT {place}_code AS code, {place}_name AS name FROM student "
            f"WHERE deleted_at IS NULL AND {place}_code IS NOT NULL AND {place}_name IS NOT NULL"
        )
    ]


def region_names(ledger: Ledger) -> dict[str, str]:
    """Return {code: name} of the townships and villages that files and schools name."""
    found = {
        row["township_code"]: row["township_name"]
        for row in ledger.rows(
            "SELECT DISTINCT township_code, township_name FROM school "
            "WHERE township_code IS NOT NULL AND township_name IS NOT NULL"
        )
    }
    for code, name in regions(ledger):
        found.setdefault(code, name)
    return found


def last(ledger: Ledger, table: str, key: str) -> Any:  # noqa: ANN401
    """Return the value of a field in the record noted last that has one, None without any."""
    return ledger.value(
        f"SELECT {key} FROM {table} WHERE deleted_at IS NULL AND {key} IS NOT NULL "
        "ORDER BY no DESC LIMIT 1"
    )
