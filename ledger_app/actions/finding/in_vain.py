"""What else there is for a text that finds nobody: behind the filters, among deleted files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger_app.actions.new_file.sought import sought_values
from ledger_app.domain.names import normalise_name
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup, student_rows
from ledger_app.store.lists.student_rows import ListQuery

MOST_DELETED = 3  # files that are named


@dataclass(frozen=True)
class Elsewhere:
    """How many are found when nothing is filtered; who of this name or number was deleted."""

    unfiltered: int = 0
    deleted: tuple[str, ...] = ()


def look_elsewhere(ledger: Ledger, query: ListQuery) -> Elsewhere:
    """Look for what a list has in vain where it does not look by itself."""
    text = query.text.strip()
    if not text:
        return Elsewhere()
    filtered = bool(query.filters or query.due_only)
    everywhere = replace(query, filters=(), due_only=False)
    found = student_rows.student_nos(ledger, everywhere) if filtered else []
    number = sought_values(text).get("id_no", "")
    rows = student_lookup.deleted(ledger, normalise_name(text), number)[:MOST_DELETED]
    return Elsewhere(len(found), tuple(map(_told, rows)))


def _told(row: Row) -> str:
    who = f"{row['name']} {short_class(row)}".rstrip()
    return f"{who}，{str(row['deleted_at'])[:10]} 删除"
