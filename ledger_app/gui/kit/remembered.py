"""How this user arranged the window: splitters, columns. Never anything about a child."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ledger_app import paths
from ledger_app.files.writing import write_own

FILE = "arrangement.json"


def recall(name: str) -> dict[str, Any]:
    """Return what was kept under a name; empty if nothing, or if the file cannot be read."""
    found = _everything().get(name)
    return found if isinstance(found, dict) else {}


def keep(name: str, values: dict[str, Any]) -> None:
    """Keep values under a name; a folder that cannot be written is not worth a message."""
    everything = _everything()
    if everything.get(name) == values:
        return
    everything[name] = values
    with suppress(OSError):
        write_own(_path(), json.dumps(everything, ensure_ascii=False))


def _everything() -> dict[str, Any]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path() -> Path:
    return paths.user_folder() / FILE
