"""The numbers of a child's family, old ones among them, with what came of calling each."""

from __future__ import annotations

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.phones.tried_numbers import PHONE_KEYS, FamilyNumber, family_numbers
from ledger_app.store.changes.former_values import former_values
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file


def numbers_of(ledger: Ledger, student_id: str) -> tuple[FamilyNumber, ...]:
    """Return the numbers of a child's family; raise LedgerError if the file is not there."""
    return numbers_in(ledger, load_file(ledger, student_id))


def numbers_in(ledger: Ledger, file: StudentFile) -> tuple[FamilyNumber, ...]:
    """Return the numbers of a file that is at hand: one statement, for those that went."""
    return family_numbers(file, former_values(ledger, file.student["id"], PHONE_KEYS))
