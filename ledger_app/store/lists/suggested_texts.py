"""What was typed before and is offered again: texts, regions, the way of the last contact."""

from __future__ import annotations

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


def last_contact_mode(ledger: Ledger) -> str | None:
    """Return the code of how the family was reached in the contact noted last, or None."""
    mode: str | None = ledger.value(
        "SELECT mode FROM contact WHERE deleted_at IS NULL AND mode IS NOT NULL "
        "ORDER BY no DESC LIMIT 1"
    )
    return mode
