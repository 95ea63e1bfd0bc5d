"""Two facts of one child that cannot both be: what they are, in words, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.student_file import Row


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fact stands: a field of the child's row, or of a record of a child table."""

    table: str
    field: str
    record: str = ""

    @property
    def label(self) -> str:
        """Return the name of the field."""
        return TABLES[self.table].field(self.field).label


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Both facts in one sentence, the two places, and the ISO day since which it shows."""

    kind: str
    text: str
    first: Spot
    second: Spot
    day: str


def spot(table: str, row: Row, field: str) -> Spot:
    """Return the place of a field in a record."""
    return Spot(table, field, row.get("id") or "")


def mark(field: str) -> Spot:
    """Return the place of a field in the child's own row."""
    return Spot(STUDENT.key, field)
