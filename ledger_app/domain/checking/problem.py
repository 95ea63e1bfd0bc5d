"""What a failed check says: about which field, in words, how serious."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


def eased(problems: Sequence[Problem], row: Row) -> tuple[list[Problem], int]:
    """Return what to say of a file just begun, and how many of it are fields still to be filled.

    What stands under an empty field is then no fault yet: nobody has come to that field.
    """
    said = [
        each if row.get(each.field) else replace(each, severity=Severity.NOTE) for each in problems
    ]
    return said, len({each.field for each in problems if not row.get(each.field)})


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
