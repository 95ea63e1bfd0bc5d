"""The numbers of a child's family, old ones among them, with what came of calling each."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.in_words.safety import safety_line
from ledger_app.domain.telling.phones.tried_numbers import PHONE_KEYS, FamilyNumber, family_numbers
from ledger_app.store.changes.former_values import former_values
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file


@dataclass(frozen=True, slots=True)
class Family:
    """Whom one calls about a child: id, 王𬱖（三年级2班）, what must be read before, numbers."""

    student: str
    called: str
    safety_line: str
    numbers: tuple[FamilyNumber, ...]


def family_of(ledger: Ledger, student_id: str) -> Family:
    """Return the numbers of a child's family; raise LedgerError if the file is not there."""
    file = load_file(ledger, student_id)
    of_class = grade_and_class(file.student)
    called = str(file.student["name"]) + (f"（{of_class}）" if of_class else "")
    numbers = numbers_in(ledger, file)
    return Family(student_id, called, safety_line(file.student), numbers)


def numbers_in(ledger: Ledger, file: StudentFile) -> tuple[FamilyNumber, ...]:
    """Return the numbers of a file that is at hand: one statement, for those that went."""
    return family_numbers(file, former_values(ledger, file.student["id"], PHONE_KEYS))
