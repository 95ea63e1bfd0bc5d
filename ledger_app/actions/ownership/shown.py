"""Whose a record and its fields are, as it is shown where they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger_app.catalogue import CHILD_TABLES, Table
from ledger_app.domain.merging import ownership
from ledger_app.domain.merging.ownership import Kept, Sides
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import whose
from ledger_app.store.lists.student_files import load_file


@dataclass(frozen=True)
class Whose:
    """Who keeps an open file and who began its records."""

    sides: Sides = field(default_factory=Sides)
    kept: Kept = field(default_factory=Kept)

    @property
    def gone_to(self) -> str:
        """Return the name of the unit that the file was handed to, or ""."""
        return self.kept.gone_to

    def remark(self, table: Table, record_id: str) -> str:
        """Return what is to be known before a record is changed, in a few words, or ""."""
        return ownership.remark(self.sides, table, self.kept, record_id)

    def is_only_read(self, table: Table, record_id: str) -> bool:
        """Tell whether nothing of a record may be written here, nor the record deleted."""
        begun = self.kept.begun.get(record_id, "")
        args = (self.sides, table, "", begun, self.kept.gone_to)
        return ownership.may_write(*args) is not None

    def fields(self, table: Table, record_id: str) -> Mapping[str, str]:
        """Return {key: whose it is} of the fields that another unit fills in."""
        if not self.sides.is_paired:
            return {}
        return ownership.field_remarks(self.sides, table, self.kept, record_id)


def whose_of(ledger: Ledger, student_id: str) -> Whose:
    """Return whose the file of a child is that is not open; raise LedgerError if it is gone."""
    return whose_file(ledger, load_file(ledger, student_id))


def whose_file(ledger: Ledger, file: StudentFile) -> Whose:
    """Return whose a file and its records are; nothing is read where nobody is paired."""
    sides = whose.sides(ledger)
    if not sides.is_paired:
        return Whose()
    ids = [row["id"] for table in CHILD_TABLES for row in file.of(table.key)]
    return Whose(sides, whose.kept(ledger, file.student["id"], ids))
