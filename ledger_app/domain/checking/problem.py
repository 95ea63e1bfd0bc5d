"""What a failed check says: about which field, in words, how serious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger_app.domain.student_file import Row


class Severity(StrEnum):
    """How much a problem matters. None of them blocks saving."""

    ERROR = "error"  # wrong or missing: the file is not complete
    WARNING = "warning"  # doubtful, or needed before printing and handing over
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Problem:
    """One failed check; `field` is the key of the field (or child table) it stands under."""

    field: str
    text: str
    severity: Severity


def error(field: str, text: str) -> Problem:
    """Return a problem that leaves the file incomplete or wrong."""
    return Problem(field, text, Severity.ERROR)


def warning(field: str, text: str) -> Problem:
    """Return a problem that should be looked at before printing."""
    return Problem(field, text, Severity.WARNING)


def note(field: str, text: str) -> Problem:
    """Return something worth knowing."""
    return Problem(field, text, Severity.NOTE)


def day(row: Row, key: str) -> date | None:
    """Return a stored date, or None when it is empty or no date."""
    value = row.get(key)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return None


def chosen(row: Row, key: str) -> frozenset[str]:
    """Return the values of a field that holds several codes."""
    value = row.get(key)
    return frozenset(value.split(",")) if value else frozenset()
