"""The one kind of error a user can act on."""

from __future__ import annotations


class LedgerError(Exception):
    """Something the user can act on: what happened, and what to do now, in Chinese sentences."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"
