"""What a child's file says against itself: each with both facts and the two places.

Three sources: the order of dates in one record, records against each other, marks against records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger_app.catalogue.meanings import RegisterStatus
from ledger_app.domain.checking import date_conflicts, mark_conflicts
from ledger_app.domain.checking.contradiction import Contradiction
from ledger_app.domain.checking.date_orders import DATED, ORDER_READS, PAST_READS
from ledger_app.domain.checking.mark_conflicts import ABSENT
from ledger_app.domain.day import Day
from ledger_app.domain.reads import together
from ledger_app.domain.standing.cases import CASE_READS, Case, cases
from ledger_app.domain.standing.lasting_states.passed import COPY_READS, is_reading_copy
from ledger_app.domain.standing.marks import taught_elsewhere
from ledger_app.domain.standing.sightings import SEEN_READS
from ledger_app.domain.student_file import StudentFile

CONTRADICTION_READS = together(
    CASE_READS,
    SEEN_READS,
    ORDER_READS,
    PAST_READS,
    COPY_READS,
    {
        "student": (
            "register_status", "in_school_status", "file_status", "marked_on", "study_mode",
            "special_placement",
        ),
        "relocation": ("origin_school", "receiving_school", "register_moved_on"),
        "register_change": ("kind", "changed_on", "completed_on", "to_school"),
        "placement": ("close_reason", "relapse", "return_school"),
        "school": ("name",),
    },
)  # fmt: skip


# Each can contradict a record or a mark; of the other tables only their own dates can be wrong.
_WEIGHTY = (
    "dropout", "placement", "relocation", "leave", "elsewhere", "absence", "sighting",
    "home_teaching", "register_change",
)  # fmt: skip
_TELLING = (*_WEIGHTY, *(table.key for table in DATED if table.key not in _WEIGHTY))
_QUIET = (None, "", RegisterStatus.NORMAL)


def may_contradict(file: StudentFile) -> bool:
    """Tell whether a file holds more than one fact about where its child is: a quick test.

    A child of whom nothing is known but its roll calls and that it is in the register does not.
    """
    return any(map(file.of, _TELLING)) or _is_marked_away(file)


def _is_marked_away(file: StudentFile) -> bool:
    """Tell whether a mark has a child away that a roll call may have seen."""
    if not file.of("roll_call"):
        return False
    student = file.student
    marked = student.get("register_status") not in _QUIET
    return marked or student.get("in_school_status") in ABSENT or taught_elsewhere(student)


def contradictions(
    file: StudentFile, on: Day, find_cases: Callable[[], Sequence[Case]] | None = None
) -> list[Contradiction]:
    """Return every contradiction of a child as of a day, each once; `find_cases` finds its cases.

    Most children have calls and no more: their dates are looked at, and that is all.
    """
    if is_reading_copy(file, on):
        return []  # mended where the file is kept
    found = list(date_conflicts.inside_records(file, on))
    if any(map(file.of, _WEIGHTY)) or _is_marked_away(file):
        found += across(file, on, find_cases() if find_cases else None)
    return list(dict.fromkeys(found)) if found else found


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
