"""How complete a file is, part by part: what the checks ask for, and how much of it is filled.

A field is needed where it is declared so and the checks do not exempt it, or where a check asks for
it of this child. So a number here and the problems of the form are one truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ledger_app.catalogue import CHILD_TABLES, STUDENT, Need, Table
from ledger_app.domain.checking.checks import check_file, check_row
from ledger_app.domain.checking.contradiction import Spot, mark, spot
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.restricted import UNSPOKEN_TABLES
from ledger_app.domain.telling.taken_over import filled, taken_over

COMPLETE, NOT_CONCERNED = "✓", "—"
_EMPTY = (None, "")
# A column of records that tell by being there would tell of them.
_TABLES = tuple(table for table in CHILD_TABLES if table.key not in UNSPOKEN_TABLES)
_LAST = "档案"  # filled by the program: the form, too, has it after all that is of the child
_SECTIONS = tuple(sorted(STUDENT.sections, key=lambda section: section == _LAST))
PARTS = (*_SECTIONS, *(table.key for table in _TABLES))


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the child's form, or all records of one table; `lacking` in form order."""

    key: str
    filled: int
    lacking: tuple[Spot, ...] = ()

    @property
    def needed(self) -> int:
        """Return how many fields this child needs here, 0 where the part does not concern it."""
        return self.filled + len(self.lacking)

    @property
    def said(self) -> str:
        """Return ✓, 3/5, or — for what does not concern this child."""
        if not self.needed:
            return NOT_CONCERNED
        return f"{self.filled}/{self.needed}" if self.lacking else COMPLETE


def section_parts(row: Row, problems: Iterable[Problem]) -> tuple[Part, ...]:
    """Return the sections of the child's form, from its row and what the checks say of it."""
    asked = _asked(problems)
    found = []
    for section, fields in _sections().items():
        lacking = tuple(mark(key) for key, _ in fields if key in asked and row.get(key) in _EMPTY)
        count = sum(need and row.get(key) not in _EMPTY for key, need in fields)
        found.append(Part(section, count, lacking))
    return tuple(found)


def parts_of(file: StudentFile, on: Day) -> tuple[Part, ...]:
    """Return all parts of a file: the sections of the form, then each child table."""
    row, across = filled(file, taken_over(file)), check_file(file, on)
    sections = section_parts(row, [*check_row(STUDENT, row, on), *across])
    asked = _asked(across)
    return (*sections, *(_of_table(table, file, on, asked) for table in _TABLES))


def label_of(key: str) -> str:
    """Return what a part is called: the section, or the table."""
    return next((table.label for table in _TABLES if table.key == key), key)


def _of_table(table: Table, file: StudentFile, on: Day, asked: frozenset[str]) -> Part:
    rows, count, lacking = file.of(table.key), 0, list[Spot]()
    for row in rows:
        wanted = _asked(check_row(table, row, on, file.student))
        for field in table.fields:
            if row.get(field.key) not in _EMPTY:
                count += field.need is not Need.OPTIONAL
            elif field.key in wanted:
                lacking.append(spot(table.key, row, field.key))
    if not rows and table.key in asked:  # a record that should be there
        lacking.append(Spot(table.key, ""))
    return Part(table.key, count, tuple(lacking))


def _asked(problems: Iterable[Problem]) -> frozenset[str]:
    return frozenset(each.field for each in problems if each.severity is not Severity.NOTE)


@cache
def _sections() -> dict[str, list[tuple[str, bool]]]:
    """Return {section: its keys, and whether each is ever needed}, in form order."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for field in STUDENT.fields:
        needed = field.need is not Need.OPTIONAL
        found.setdefault(field.section, []).append((field.key, needed))
    return found
