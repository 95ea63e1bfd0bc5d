"""Calls: one from 今日 with result and promised day; a suspected dropout with its first."""

from __future__ import annotations

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.window.main_window import MainWindow

CALL, SUSPECTED = 8, 24  # keys at most, beside the texts


def log_call(window: MainWindow, keys: CountedKeys) -> None:
    """Log a call to the father, who promises that the child is back in three days.

    Begins on a line of 今日 that asks for persuasion; ends on the line after it.
    """
    keys.press("Ctrl+J", "2", "2", "2")
    keys.write("父亲说周三一定送孩子回来，路费已经借到。")
    keys.press("Tab", "+", "3", "Ctrl+Return")


def suspect(window: MainWindow, keys: CountedKeys) -> None:
    """Log a visit on which the mother refuses, and open the case: last seen, why, where.

    Begins at the child in the list; ends there.
    """
    keys.press("Ctrl+J", "1", "1", "3", "7", "1")
    keys.press("1", "1", "-", "2", "0", "Return")
    keys.press("Y", "X", "Return", "Return")
    keys.press("1", "Return")
    keys.write("母亲说孩子不想念书，在家带弟弟。")
    keys.press("Ctrl+Return")
