"""Saved views of the student list: a text of settings under a name."""

from __future__ import annotations

from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import saving


def everything(ledger: Ledger) -> list[tuple[str, str]]:
    """Return name and content of all views, by name."""
    rows = ledger.rows("SELECT name, content FROM saved_view ORDER BY name")
    return [(row["name"], row["content"]) for row in rows]


def is_taken(ledger: Ledger, name: str) -> bool:
    return bool(ledger.value("SELECT count(*) FROM saved_view WHERE name = ?", [name]))


def put(ledger: Ledger, name: str, content: str) -> None:
    """Keep a view; one of the same name is replaced."""
    _write(
        ledger,
        "INSERT INTO saved_view (name, content) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
        [name, content],
    )


def rename(ledger: Ledger, name: str, new_name: str) -> None:
    """Give a view a name that is not taken."""
    _write(ledger, "UPDATE saved_view SET name = ? WHERE name = ?", [new_name, name])


def remove(ledger: Ledger, name: str) -> None:
    _write(ledger, "DELETE FROM saved_view WHERE name = ?", [name])


def _write(ledger: Ledger, sql: str, params: list[str]) -> None:
    with saving(ledger):
        ledger.db.execute(sql, params)
        # A view may be called after a child: the trail gets a hash of all of them only.
        audit.append(ledger, "views", {"sum": audit.ChangeSum(everything(ledger)).text})
