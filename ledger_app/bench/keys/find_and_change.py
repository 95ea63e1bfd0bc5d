"""A child is looked for, the guardian's telephone changed, and one is back in the list."""

from __future__ import annotations

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.window.main_window import MainWindow

NEW_NUMBER = "13800000009"


def find_and_change(_window: MainWindow, keys: CountedKeys, name: str) -> None:
    """Find a child by name, type another telephone number, go back to the list."""
    keys.press("F3").write(name)
    keys.press("Ctrl+T").write(NEW_NUMBER)
    keys.press("Ctrl+Enter")
