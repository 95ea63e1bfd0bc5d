"""Codes that the program acts upon, by name: what their numbers mean is written nowhere else.

A class names the codes of one list, `CODES` is the list's key. Tests compare each name with the
official text beside its number in `resources/codes`.
"""

from __future__ import annotations

YES, NO = "1", "0"  # list yesno


class AbsentKind:
    """Why a child of the register is not at school."""

    CODES = "absent_kind"
    ON_LEAVE = "1"
    SUSPECTED_DROPOUT = "2"
    SUSPENDED = "3"
    SPECIAL_SCHOOL = "4"
    SCHOOL_FOR_DISABLED = "5"
    TAUGHT_ELSEWHERE = "6"


class BoardingSolution:
    """Where a relocated child lives."""

    CODES = "boarding_solution"
    AT_SCHOOL = "2"


class CloseReason:
    """Why a case was closed."""

    CODES = "close_reason"
    STABLE = "1"
    TRANSFERRED = "2"
    GRADUATED = "3"
    TOO_OLD = "4"
    UNFIT_TO_STUDY = "5"
    DEAD = "6"
    EMIGRATED = "7"
    MISTAKE = "8"
    OTHER = "9"


class Commute:
    """How a child comes to school."""

    CODES = "commute"
    SCHOOL_BUS = "5"


class ContactPurpose:
    """What a call or visit was for."""

    CODES = "contact_purpose"
    PERSUASION = "1"
    CARE = "2"
    RETURN_VISIT = "4"
    RELOCATION_VISIT = "5"
    VERIFICATION = "6"


class Disability:
    """Kind of disability."""

    CODES = "disability"
    NONE = "0"
    SIGHT, HEARING, SPEECH, LIMBS = "1", "2", "3", "4"
    MIND, PSYCHE, SEVERAL, OTHER = "5", "6", "7", "8"


class DisabilityPaper:
    """What proves a disability."""

    CODES = "disability_cert"
    CERTIFICATE = "1"


class DropoutReason:
    """Why a child dropped out."""

    CODES = "dropout_reason"
    TO_EARN, EMPLOYED = "13", "33"
    PSYCHE = "43"
    CRIME = "45"
    OTHER = "99"


class DropoutWhereabouts:
    """Where a child who dropped out is."""

    CODES = "dropout_whereabouts"
    AT_HOME = "1"
    WORKS_IN_COUNTY, WORKS_IN_PROVINCE, WORKS_FAR_AWAY = "2", "3", "4"
    TEMPLE = "9"
    IN_CUSTODY = "12"
    OTHER = "99"


class EconomicCategory:
    """Which list of poor households a child stands on."""

    CODES = "econ_category"
    NONE = "0"
    OUT_OF_POVERTY, UNSTABLE, ON_THE_EDGE, SUDDEN_HARDSHIP = "1", "2", "3", "4"
    SUBSISTENCE_ALLOWANCE, DESTITUTE = "5", "6"


class FamilyStructure:
    """With whom a child lives."""

    CODES = "family_structure"
    PARENT_IN_PRISON = "7"


class FileStatus:
    """How far a student file has come."""

    CODES = "file_status"
    OPENED = "1"
    KEPT = "2"
    CLOSED = "3"
    HANDED_OVER = "4"
    ARCHIVED = "5"


FILE_ENDED = frozenset({FileStatus.CLOSED, FileStatus.HANDED_OVER, FileStatus.ARCHIVED})


class Grade:
    """Before and after compulsory school; 1 to 9 are themselves."""

    CODES = "grade"
    PRESCHOOL = "0"
    LAST_OF_PRIMARY, FIRST_OF_JUNIOR = "6", "7"
    LAST = "9"
    GRADUATED = "10"


YOUNGEST = frozenset({"1", "2", "3"})  # grades that do not board as a rule


class Household:
    """Kind of household registration."""

    CODES = "hukou"
    NOT_REGISTERED = "4"


class IdPaper:
    """Which paper an identity number stands on."""

    CODES = "id_type"
    RESIDENT_CARD = "1"
    HONG_KONG, MACAO, TAIWAN, PERMANENT_RESIDENT, PASSPORT = "6", "7", "8", "9", "A"
    OTHER = "Z"


class InclusiveStudy:
    """How a disabled child is taught in an ordinary class."""

    CODES = "inclusive"
    NOT = "0"
    SIGHT, HEARING, MIND, OTHER = "1", "2", "3", "4"


class IntakeSource:
    """From where a child came into the ledger."""

    CODES = "intake_source"
    RELOCATED = "1"
    HOUSEHOLD_SURVEY = "2"
    REGISTER_COMPARED = "3"
    FROM_ABOVE = "6"
    VILLAGE = "7"
    ROSTER = "9"


class LeftBehind:
    """Left behind by the definition of the schools: one parent away, or both."""

    CODES = "left_behind"
    NOT = "0"
    ONE_AWAY = "1"
    BOTH_AWAY = "2"
    KIND_UNTOLD = "3"  # a list that asks 是否留守 and has 是: left behind, nobody says by whom


class Outcome:
    """What became of a reminder."""

    CODES = "outcome"
    DONE = "done"
    POSTPONED = "postponed"
    IMPOSSIBLE = "impossible"


class PairKind:
    """Of which level somebody responsible for a child is."""

    CODES = "pair_kind"
    COUNTY, TOWNSHIP, VILLAGE, SCHOOL, TEACHER = "1", "2", "3", "4", "5"


class ParentOpinion:
    """What the parents say to a relocation."""

    CODES = "parent_opinion"
    DISAGREED = "2"


class PersuadeResult:
    """What came of a call or visit."""

    CODES = "persuade_result"
    RETURNED_AT_ONCE = "1"
    PROMISED = "2"
    VOCATIONAL, HOME_TAUGHT, ON_LEAVE = "3", "4", "5"
    FOUND_ELSEWHERE = "6"
    REFUSED = "7"
    NOT_MET = "8"
    LOST = "9"
    LEGAL = "10"


class Placement:
    """Where a child is put after it was out of school."""

    CODES = "placement"
    OTHER_SCHOOL = "3"
    HOME_TAUGHT = "9"
    SUSPENDED = "10"
    DEFERRED = "11"
    EXEMPT = "12"
    SPECIAL_SCHOOL = "13"
    ELSEWHERE = "14"


# 休学, 缓学, 免学: no class to name, no return to follow up.
ON_LEAVE = frozenset({Placement.SUSPENDED, Placement.DEFERRED, Placement.EXEMPT})


class Presence:
    """Whether a child is in the register, and at school."""

    CODES = "presence"
    AT_SCHOOL = "1"
    NOT_AT_SCHOOL = "2"
    WITHOUT_REGISTER = "3"
    NEVER_ENROLLED = "4"


class RegisterStatus:
    """What the national register says of a child."""

    CODES = "register_status"
    NO_REGISTER = "0"
    NORMAL = "1"
    MOVING_IN, MOVING_OUT = "2", "3"
    SUSPENDED = "4"
    FLAGGED_SUSPECTED = "5"
    FLAGGED_DROPPED = "6"
    LEFT = "7"
    GRADUATED = "8"
    DEAD = "9"


class Relation:
    """Who somebody is to a child."""

    CODES = "relation"
    FATHER, MOTHER, STEPFATHER, STEPMOTHER = "51", "52", "57", "58"
    PATERNAL_GRANDFATHER, PATERNAL_GRANDMOTHER = "61", "62"
    MATERNAL_GRANDFATHER, MATERNAL_GRANDMOTHER = "63", "64"
    OTHER_PARENTS, OTHER_GRANDPARENTS, OTHER_SIBLINGS = "59", "69", "79"
    OTHER, OTHER_RELATIVE, NO_RELATIVE = "80", "97", "99"


class RelocationChoice:
    """Where a child of a closed school goes."""

    CODES = "relocation_choice"
    OUT_OF_COUNTY = "5"
    TO_BE_PLACED = "6"
    HOME_TAUGHT = "7"


# Arrive at no school: nothing about its class or the way there is asked.
NOT_ARRIVING = frozenset({RelocationChoice.TO_BE_PLACED, RelocationChoice.HOME_TAUGHT})


class RelocationState:
    """How far a relocation has come."""

    CODES = "relocation_state"
    TO_BE_PLACED, NOT_ARRIVED, NOT_REGISTERED, DONE = "1", "2", "3", "4"


class RiskCategory:
    """Special groups of children that a rule or check asks for."""

    CODES = "risk_category"
    AT_WORK = "child_labour"
    LEFT_BEHIND = "left_behind"
    ORPHAN = "orphan"
    UNATTENDED = "de_facto"
    MIGRANT = "migrant"
    RESETTLED = "resettled"
    DISABLED = "disabled"
    ILL = "illness"
    POOR = "poor"
    NO_HOUSEHOLD = "no_hukou"
    NO_REGISTER = "no_register"
    RELOCATED = "relocated_closure"


class RiskLevel:
    """How closely a child is watched."""

    CODES = "risk_level"
    LIFTED, GREEN, YELLOW, RED = "0", "1", "2", "3"


class SchoolKind:
    """Kinds of school that hold part of the nine grades."""

    CODES = "school_kind"
    PRIMARY = "1"
    JUNIOR = "2"
    NINE_YEARS = "3"
    TEACHING_POINT = "4"
    FOR_DISABLED = "7"


class SchoolStatus:
    """Whether a school is open."""

    CODES = "school_status"
    OPEN = "1"
    CLOSING = "2"
    CLOSED = "3"


class Sex:
    """Sex as identity numbers tell it."""

    CODES = "sex"
    MALE, FEMALE = "1", "2"


class SpecialPlacement:
    """Where a disabled child is taught."""

    CODES = "special_placement"
    ORDINARY_CLASS, CLASS_OF_ITS_OWN = "1", "2"
    SPECIAL_SCHOOL = "3"
    HOME_TAUGHT = "4"
    REHABILITATION, WELFARE_HOME, REMOTE = "5", "6", "7"
    TO_BE_PLACED = "8"


class StatusCode:
    """Where a child stands on a day."""

    CODES = "status"
    AT_SCHOOL, ABSENT, SUSPECTED, DROPPED, PERSUADING, LEGAL = "1", "2", "3", "4", "5", "6"
    RETURNED, FOLLOWED_UP, CLOSED = "7", "8", "9"
    TRANSFERRED, VERIFIED_ELSEWHERE, SUSPENDED = "11", "12", "13"
    DEFERRED, EXEMPT, HOME_TAUGHT = "14", "15", "16"
    GRADUATED, ABROAD, DEAD, LOST = "17", "18", "19", "20"
    NOT_ENROLLED, NOT_AT_SCHOOL = "21", "22"
    UNVERIFIED, TO_BE_CLOSED, TRANSFERRING = "23", "24", "25"
    SPECIAL_SCHOOL, TOO_YOUNG, TOO_OLD, ELSEWHERE = "26", "27", "28", "29"
    HANDED_OVER = "30"


class StudentSource:
    """How a child came to the school that it goes to."""

    CODES = "student_source"
    LENT = "2"  # its register stays at another school


class StudyMode:
    """Whether a child goes home in the evening."""

    CODES = "study_mode"
    DAY, BOARDING, HOME_TAUGHT = "1", "2", "3"
