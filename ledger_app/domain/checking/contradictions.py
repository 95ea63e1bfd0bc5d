"""What a child's file says against itself: each with both facts and the two places.

Three sources: the order of dates in one record, records against each other, marks against records.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.meanings import RegisterStatus
from ledger_app.domain.checking import date_conflicts, mark_conflicts
from ledger_app.domain.checking.contradiction import Contradiction
from ledger_app.domain.checking.date_orders import ORDER_READS, PAST_READS
from ledger_app.domain.checking.mark_conflicts import ABSENT
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.cases import CASE_READS, Case, cases
from ledger_app.domain.standing.sightings import SEEN_READS
from ledger_app.domain.student_file import StudentFile

CONTRADICTION_READS = together(
    CASE_READS,
    SEEN_READS,
    ORDER_READS,
    PAST_READS,
    {
        "student": ("register_status", "in_school_status", "file_status", "marked_on"),
        "relocation": ("origin_school", "receiving_school", "register_moved_on"),
        "placement": ("close_reason", "relapse", "return_school"),
        "school": ("name",),
    },
)


_TELLING = tuple(
    key for key in CONTRADICTION_READS if key not in ("student", "school", "roll_call")
)
_QUIET = (None, "", RegisterStatus.NORMAL)


def may_contradict(file: StudentFile) -> bool:
    """Tell whether a file holds more than one fact about where its child is: a quick test.

    A child of whom nothing is known but its roll calls and that it is in the register does not.
    """
    if any(map(file.of, _TELLING)):
        return True
    if not file.of("roll_call"):
        return False
    student = file.student
    marked = student.get("register_status") not in _QUIET
    return marked or student.get("in_school_status") in ABSENT


def contradictions(
    file: StudentFile, on: Day, found: Sequence[Case] | None = None
) -> list[Contradiction]:
    """Return every contradiction of a child as of a day, each once; `found` are its cases."""
    inside = list(date_conflicts.inside_records(file, on))
    return list(dict.fromkeys([*inside, *across(file, on, found)]))


def across(file: StudentFile, on: Day, found: Sequence[Case] | None = None) -> list[Contradiction]:
    """Return those that take two records, or a mark and a record; the others show in one form."""
    known = cases(file, on) if found is None else found
    return list(
        dict.fromkeys(
            (
                *date_conflicts.between_records(file, on),
                *mark_conflicts.against_marks(file, known, on),
            )
        )
    )
