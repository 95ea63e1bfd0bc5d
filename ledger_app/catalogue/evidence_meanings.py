"""Codes of what is known of where a child is, and on which days, by name: see meanings.py."""

from __future__ import annotations


class AbsenceReason:
    """Why a child was not at school on a day."""

    CODES = "absence_reason"
    ILL, PRIVATE, TRUANT, UNKNOWN = "1", "2", "6", "7"


ASKED_FOR = frozenset({AbsenceReason.ILL, AbsenceReason.PRIVATE})  # 病假, 事假: somebody asked


class CalendarKind:
    """What an entry of the school calendar says of its days."""

    CODES = "calendar_kind"
    FIRST_TERM, SECOND_TERM = "1", "2"
    HOLIDAY, SCHOOL_HELD = "3", "4"
    COUNTY_LEAVE, FARMING, MARKET, CALLED_OFF = "5", "6", "7", "8"


class ContactMode:
    """How somebody was in contact with a child or its family."""

    CODES = "contact_mode"
    AT_HOME, PHONE, VIDEO, AT_WORK = "1", "2", "3", "4"
    SUMMONED, WITH_VILLAGE, AT_SCHOOL, LETTER = "5", "6", "7", "8"


class ElsewhereKind:
    """How a child is taught away from its own school."""

    CODES = "elsewhere_kind"
    WITH_PARENTS, GUEST, SPECIAL_SCHOOL, SCHOOL_FOR_DISABLED = "1", "2", "3", "4"


class HarmKind:
    """What somebody saw happen to a child, or threaten it."""

    CODES = "harm_kind"
    ABUSED, HURT, UNATTENDED, EMPLOYED, OTHER = "1", "2", "3", "4", "9"


class LeaveKind:
    """What a child is on leave from: school for a time, its beginning, or school at all."""

    CODES = "leave_kind"
    SUSPENDED, DEFERRED, EXEMPT = "1", "2", "3"


class MetWho:
    """Whom a call or visit reached."""

    CODES = "met_who"
    CHILD = "1"


class PassageHow:
    """Why a file goes from one school's ledger to another's."""

    CODES = "passage_how"
    TRANSFER, RELOCATION, CLOSURE, SAME_CHILD = "transfer", "relocation", "closure", "same_child"


class RegisterChange:
    """What was changed in the national register."""

    CODES = "register_change"
    REPEATS, SKIPS, SUSPENDED, BACK, RESTORED = "02", "04", "11", "12", "17"
    STOPPED, KEPT = "13", "19"
    OUT, IN, OTHER_CLASS = "21", "22", "29"
    DEAD, GRADUATED, ABROAD = "51", "91", "92"


class RollCallKind:
    """What a class was called together for."""

    CODES = "roll_call_kind"
    REPORTING_IN, ROLL_CALL, EXAM = "1", "2", "3"


class SightingKind:
    """How somebody made sure of where a child is."""

    CODES = "sighting_kind"
    AT_SCHOOL, AT_HOME, BY_PHONE, BY_VIDEO = "1", "2", "3", "4"
    SCHOOL_ANSWER, SCHOOL_PAPER = "5", "6"


class UnlistedAnswer:
    """What became of a child that a newer list of its class leaves out."""

    CODES = "unlisted_answer"
    MOVED_AWAY, ELSEWHERE, SUSPENDED, DROPPED, LIST_IS_WRONG, TO_BE_FOUND = (
        "1", "2", "3", "4", "5", "6",
    )  # fmt: skip
    AS_LISTED, ON_NEWER_LIST = "7", "8"


class SameChild:
    """What was decided of two that look like one child."""

    CODES = "same_child"
    SAME, OTHER, LATER = "1", "2", "3"


class CompareAnswer:
    """What became of a child that two lists do not agree about (L5: the result of verifying)."""

    CODES = "compare_answer"
    SAME, OTHER = "1", "2"
    ELSEWHERE, FILED, NOT_NEEDED, DROPPED = "3", "4", "5", "6"
    TAUGHT_HERE, REPEATED, DEAD, ABROAD, NOBODY = "7", "8", "9", "10", "11"
