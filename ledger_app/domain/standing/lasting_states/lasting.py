"""States that last and have an end: on leave, taught elsewhere or at home, on the way out.

Each has a day on which somebody must look again (review_days.py): none goes on for ever by itself.
"""

from __future__ import annotations

from ledger_app.catalogue.meanings import StudyMode
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.standing.lasting_states.lasting_ends import backs, ends
from ledger_app.domain.standing.lasting_states.lasting_marks import of_marks
from ledger_app.domain.standing.lasting_states.lasting_records import of_records
from ledger_app.domain.standing.lasting_states.lasting_state import (
    MARKED_ABSENT,
    MARKED_REGISTER,
    MARKED_SPECIAL,
    Lasting,
)
from ledger_app.domain.student_file import StudentFile

__all__ = ["LASTING_READS", "Lasting", "lasting", "may_last"]


LASTING_READS: Reads = {
    "student": (
        "register_status", "in_school_status", "absent_kind", "study_mode", "special_placement",
        "marked_on", "opened_on", "created_at",
    ),
    "leave": (
        "kind", "from_on", "to_on", "renew_by_on", "returned_on", "approved_on", "created_at",
    ),
    "elsewhere": (
        "kind", "from_on", "ended_on", "proof", "verified_on", "verify_by_on", "place",
        "school_name", "created_at",
    ),
    "home_teaching": ("taught_on",),
    "register_change": (
        "kind", "changed_on", "applied_on", "accepted_on", "completed_on", "to_school",
        "created_at",
    ),
    "placement": (
        "placement", "returned_on", "closed_on", "reopened_on", "relapsed_on", "created_at",
    ),
    "relocation": (
        "choice_type", "notified_on", "parent_signed_on", "moved_on", "register_moved_on",
        "receiving_school", "created_at",
    ),
    "school": ("closed_on", "kind"),
}  # fmt: skip


def lasting(file: StudentFile, on: Day) -> Lasting | None:
    """Return the state with an end that stands on a day, from what was dated by then.

    The newest begun stands. What several records say of it is taken from the one that says most:
    its own record, then how a case or a move was settled, then a mark.
    """
    found = _standing(file, on) if may_last(file) else []
    if not found:
        return None
    newest = max(found, key=_order)
    return max((each for each in found if each.is_like(newest)), key=_telling)


def may_last(file: StudentFile) -> bool:
    """Tell quickly whether any state with an end may be found in a file, on whatever day."""
    student, records = file.student, file.records
    return (
        student.get("register_status") in MARKED_REGISTER
        or student.get("absent_kind") in MARKED_ABSENT
        or student.get("study_mode") == StudyMode.HOME_TAUGHT
        or student.get("special_placement") in MARKED_SPECIAL
        # One by one: this is asked of every child of a township.
        or bool(
            records.get("leave")
            or records.get("elsewhere")
            or records.get("home_teaching")
            or records.get("register_change")
            or records.get("placement")
            or records.get("relocation")
        )
    )


def _order(state: Lasting) -> tuple[str, str, str, str]:
    # Of two begun on one day the one to be looked at first: its digits are turned round, so that
    # the earlier day is the greater text.
    return state.since, state.review_on.translate(_TURN), state.code, state.record


def _telling(state: Lasting) -> tuple[int, str, str, str, str]:
    return _RANK.get(state.table, 1), *_order(state)


_RANK = {"leave": 2, "elsewhere": 2, "home_teaching": 2, "student": 0}
_TURN = str.maketrans("0123456789", "9876543210")


def _standing(file: StudentFile, on: Day) -> list[Lasting]:
    """Return every state that has begun and that nothing later has ended."""
    found = [*of_records(file, on), *of_marks(file, on)]
    days = backs(file, on.text) if found else []
    return [each for each in found if not any(ends(back, each) for back in days)]
