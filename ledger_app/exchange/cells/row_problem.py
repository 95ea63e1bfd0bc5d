"""What is wrong with a row of a workbook, with a whole list or a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEFT_OUT = "（这一格没有导入）"
FAMILY = "family_member"  # what a problem is about that is about the child's family as a whole
RESPONSIBLE = "responsibility"  # about who answers for the child


class ProblemKind(StrEnum):
    """What became of the thing that is wrong: what a person who mends the workbook needs first."""

    LEFT_OUT = "left_out"  # a cell, or part of it, was not imported
    CHECK = "check"  # imported as it stands, and may be wrong
    MOVED = "moved"  # stored under another heading than its own
    MISSING = "missing"  # nothing says what the row or the list should say
    WHICH_CHILD = "which_child"  # imported, and may be another child than it was taken for
    SET_ASIDE = "set_aside"  # the whole row was not imported
    LEDGER_STAYS = "ledger_stays"  # the ledger says something else and was left as it is
    NEW_SCHOOL = "new_school"  # the ledger gets a school it did not have
    SHEET = "sheet"  # about a sheet as a whole


@dataclass(frozen=True)
class RowProblem:
    """One thing wrong: sheet, row (from 1; 0 = the whole sheet), heading of the column, words.

    `about` is the key of the student's field (FAMILY for members, RESPONSIBLE for who answers for
    the child), `letter` the workbook's column; "" where the problem is about no single one.
    """

    sheet: str
    row: int
    column: str
    text: str
    kind: ProblemKind
    about: str = ""
    letter: str = ""
