"""What must not be read from a shared ledger: 涉案、受侵害、心理、宗教、父母服刑 (未保法 §103).

The child stays on the ledger; what tells of the matter does not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    YES,
    DropoutReason,
    DropoutWhereabouts,
    FamilyStructure,
    Placement,
)
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile

RESTRICTED = "restricted"  # group of the codes that stay out of every shared ledger
# Codes that tell of such a matter, by list: printed as 其他.
HIDDEN_CODES = {
    "dropout_reason": frozenset({DropoutReason.PSYCHE, DropoutReason.CRIME}),
    "dropout_whereabouts": frozenset({DropoutWhereabouts.TEMPLE, DropoutWhereabouts.IN_CUSTODY}),
    "placement": frozenset({Placement.SPECIAL_SCHOOL}),
}
OTHER = "其他"
IN_THE_FILE = "见学生档案"


@cache
def restricted_categories() -> frozenset[str]:
    """Return the codes of list risk_category that stay out of every shared ledger."""
    return frozenset(
        code.value for code in code_list("risk_category").codes if code.group == RESTRICTED
    )


def is_restricted(concern: Row) -> bool:
    """Tell whether a concern is about such a matter, alone or beside others."""
    given = str(concern.get("risk_categories") or "").split(",")
    return not restricted_categories().isdisjoint(given)


def is_restricted_child(file: StudentFile, on: Day) -> bool:
    """Tell whether such a matter is known of the child by a day: talks may be about it."""
    student, day = file.student, on.text
    # Marks without a date: they hold on every day, since nobody knows when they began.
    if student.get("case_involved") == YES or student.get("psychological"):
        return True
    if FamilyStructure.PARENT_IN_PRISON in str(student.get("family_structure") or "").split(","):
        return True
    if any(_names_hidden_code(row) for row in file.of("dropout")):
        return True
    return any(
        is_restricted(row) for row in file.of("concern") if (row.get("since_on") or "") <= day
    )


def _names_hidden_code(dropout: Row) -> bool:
    reasons = {str(dropout.get("main_reason")), *str(dropout.get("dropout_reasons")).split(",")}
    return (
        not HIDDEN_CODES["dropout_reason"].isdisjoint(reasons)
        or dropout.get("dropout_whereabouts") in HIDDEN_CODES["dropout_whereabouts"]
    )


def for_a_ledger(file: StudentFile) -> StudentFile:
    """Return a restricted child's file as a shared ledger may show it: without telling words.

    Its own card takes the file as it is.
    """
    records = {
        key: [_without_words(key, row) for row in rows] for key, rows in file.records.items()
    }
    student = {**file.student}
    if student.get("whereabouts"):
        student["whereabouts"] = IN_THE_FILE
    return replace(file, student=student, records=records)


def _without_words(table: str, row: Row) -> Row:
    """Return a record without what may tell of the matter; a harmless concern tells its own."""
    if table == "concern" and not is_restricted(row):
        return row
    return {**row, **{key: IN_THE_FILE for key in telling_words(table) if row.get(key)}}


@cache
def telling_words(table: str) -> frozenset[str]:
    """Return the fields of a table whose words may tell of such a matter."""
    return frozenset(TABLES[table].telling_words)
