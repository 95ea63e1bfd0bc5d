"""How long work tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """`cancelled` is looked at between steps, never in the middle of one."""

    cancelled: bool

    def move(self, done: int, total: int, text: str = "") -> None:
        """Tell what is being done, and how much of it is; a total of 0 is not known."""
