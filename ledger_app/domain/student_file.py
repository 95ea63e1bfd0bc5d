"""The student file as plain values: what pure functions take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]  # catalogue keys (plus id, student_id …) to stored values; None = empty


@dataclass(frozen=True)
class StudentFile:
    """Everything kept about one child.

    `records` maps a child table's key to its rows, deleted ones left out, sorted by the table's
    `sort_by`, oldest first. `school` and `school_class` are empty mappings when unknown.
    `schools` are those of the ledger that records may name, by name: id, name, status, closed_on.
    A name that two of them bear names neither.
    """

    student: Row
    records: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    school: Row = field(default_factory=dict)
    school_class: Row = field(default_factory=dict)
    schools: Mapping[str, Row] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[Row]:
        """Return the rows of one child table, oldest first."""
        records = self.records
        return records[table] if table in records else records.get(table, ())
