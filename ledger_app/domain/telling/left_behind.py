"""Whether a child is left behind: each definition has its name here."""

from __future__ import annotations

from ledger_app.catalogue.meanings import YES, LeftBehind, RiskCategory
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row, StudentFile

MARK_READS: Reads = {"student": ("left_behind_edu", "left_behind_mca")}
FOLLOWED_READS: Reads = {**MARK_READS, "concern": ("risk_categories", "since_on", "until_on")}
# Looked up once: this is asked of every child of a township.
_AWAY = frozenset({LeftBehind.ONE_AWAY, LeftBehind.BOTH_AWAY, LeftBehind.KIND_UNTOLD})


def by_schools(student: Row) -> bool:
    """Tell whether a child is left behind as the register has it: one parent away is enough."""
    return student.get("left_behind_edu") in _AWAY


def by_civil_affairs(student: Row) -> bool:
    """Tell whether a child is left behind as 民政 has it: nobody able to care is at home."""
    return student.get("left_behind_mca") == YES


def is_left_behind(student: Row) -> bool:
    """Tell whether a child is left behind by either definition: lists and papers show both."""
    return by_schools(student) or by_civil_affairs(student)


def may_be_followed(file: StudentFile) -> bool:
    """Tell quickly whether a child could be followed up as left behind on some day."""
    return is_left_behind(file.student) or any(map(_is_about_it, file.of("concern")))


def is_followed(file: StudentFile, on: Day) -> bool:
    """Tell whether a child is followed up as left behind: by a definition or an open concern."""
    return is_left_behind(file.student) or any(
        _is_about_it(row) and (row.get("since_on") or "") <= on.text < (row.get("until_on") or "9")
        for row in file.of("concern")
    )


def _is_about_it(concern: Row) -> bool:
    return RiskCategory.LEFT_BEHIND in (concern.get("risk_categories") or "").split(",")
