"""Saved views of the student list: filters, order and columns under a name, kept in the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import saved_views as stored

LONGEST_NAME = 30  # characters


@dataclass(frozen=True)
class SavedView:
    """One saved view: its name and what it sets (filters, due_only, sort, descending, columns)."""

    name: str
    content: Mapping[str, Any]


def views(ledger: Ledger) -> list[SavedView]:
    """Return all saved views by name; one that cannot be read is left out."""
    found = []
    for name, text in stored.everything(ledger):
        content = _content(text)
        if content is not None:
            found.append(SavedView(name, content))
    return found


def save_view(ledger: Ledger, name: str, content: Mapping[str, Any]) -> SavedView:
    """Keep a view under a name; one of the same name is replaced."""
    name = _checked(name)
    stored.put(ledger, name, json.dumps(dict(content), ensure_ascii=False, sort_keys=True))
    return SavedView(name, dict(content))


def rename_view(ledger: Ledger, name: str, new_name: str) -> None:
    """Give a view another name; raise LedgerError if that one is taken."""
    new_name = _checked(new_name)
    if new_name == name:
        return
    if stored.is_taken(ledger, new_name):
        raise LedgerError(f"已经有叫“{new_name}”的视图。", "请换一个名字。")
    stored.rename(ledger, name, new_name)


def delete_view(ledger: Ledger, name: str) -> None:
    """Forget a view; the children it showed stay as they are."""
    stored.remove(ledger, name)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise LedgerError("视图的名字还没填。", "例如“未返校”“三年级寄宿”。")
    if len(name) > LONGEST_NAME:
        raise LedgerError(f"视图的名字太长，最多 {LONGEST_NAME} 个字。")
    return name


def _content(text: str) -> dict[str, Any] | None:
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None
