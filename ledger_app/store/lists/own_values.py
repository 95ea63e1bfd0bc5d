"""What a ledger does in its own way, as it stands: rules and printouts other than the program's."""

from __future__ import annotations

import json
from typing import Any

from ledger_app.catalogue import Table
from ledger_app.store.file.ledger import Ledger

SCHOOL_AGE = "school_age"  # in the place of a rule: the ages of compulsory school
Own = dict[tuple[str, ...], Any]  # where it belongs (rule and entry …) → value


def places_of(table: Table) -> list[str]:
    """Return the keys that say where a value belongs: all fields but the value."""
    return [field.key for field in table.fields if field.key != "value"]


def own_values(ledger: Ledger, table: Table) -> Own:
    """Return all values other than the program's, oldest first; those from above go before own."""
    keys = places_of(table)
    rows = ledger.rows(
        f"SELECT {', '.join(keys)}, value FROM {table.key} t WHERE deleted_at IS NULL ORDER BY "
        "EXISTS (SELECT 1 FROM origin WHERE record_id = t.id), no"
    )
    return {tuple(row[key] or "" for key in keys): json.loads(row["value"]) for row in rows}
